export const authors = [
  {
    name: 'Mara Lindqvist',
    email: 'mara@example.com',
    biography: 'Writes about cities, trains and the people who plan both.',
  },
  {
    name: 'Tomas Okafor',
    email: 'tomas@example.com',
    biography: 'Cooks for a living and keeps notes about it.',
  },
  {
    name: 'Ines Duarte',
    email: 'ines@example.com',
    biography: 'A gardener with a camera and too many seed packets.',
  },
  {
    name: 'Yusuf Demir',
    email: 'yusuf@example.com',
    biography: 'Repairs clocks, radios and, now and then, bicycles.',
  },
];

export const categories = [
  { name: 'City', slug: 'city' },
  { name: 'Kitchen', slug: 'kitchen' },
  { name: 'Garden', slug: 'garden' },
  { name: 'Workshop', slug: 'workshop' },
];
