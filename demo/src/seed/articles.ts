export interface SampleArticle {
  title: string;
  slug: string;
  body: string;
  author: string;
  categories: string[];
  isPublished: boolean;
  quote?: { text: string; source: string };
  french?: { title: string; slug: string; body: string };
}

export const articles: SampleArticle[] = [
  {
    title: 'The last tram of the evening',
    slug: 'the-last-tram-of-the-evening',
    body: 'At ten past midnight the number 4 leaves the harbour with eleven people on board. Most of them know each other by now. The driver dims the lights after the second stop, because nobody reads at that hour.',
    author: 'Mara Lindqvist',
    categories: ['City'],
    isPublished: true,
    quote: { text: 'You learn a city by its last connections.', source: 'A driver of line 4' },
    french: {
      title: 'Le dernier tram du soir',
      slug: 'le-dernier-tram-du-soir',
      body: 'À minuit dix, la ligne 4 quitte le port avec onze personnes à bord. La plupart se connaissent désormais. Après le deuxième arrêt, le conducteur baisse la lumière, car personne ne lit à cette heure.',
    },
  },
  {
    title: 'Bread that waits for you',
    slug: 'bread-that-waits-for-you',
    body: 'A dough with little yeast and a night in the cold asks for nothing but patience. Mix it before dinner, fold it once, and bake it when you are awake enough to enjoy the smell.',
    author: 'Tomas Okafor',
    categories: ['Kitchen'],
    isPublished: true,
    french: {
      title: 'Le pain qui vous attend',
      slug: 'le-pain-qui-vous-attend',
      body: 'Une pâte avec peu de levure et une nuit au froid ne demande que de la patience. Pétrissez-la avant le dîner, pliez-la une fois et cuisez-la au réveil.',
    },
  },
  {
    title: 'A balcony in February',
    slug: 'a-balcony-in-february',
    body: 'Broad beans do not mind the frost. Four pots, a handful of compost and a stick each are enough for a first harvest in May, long before the tomatoes have made up their minds.',
    author: 'Ines Duarte',
    categories: ['Garden'],
    isPublished: true,
    french: {
      title: 'Un balcon en février',
      slug: 'un-balcon-en-fevrier',
      body: 'Les fèves ne craignent pas le gel. Quatre pots, une poignée de compost et un tuteur chacun suffisent pour une première récolte en mai.',
    },
  },
  {
    title: 'What a radio from 1958 can still hear',
    slug: 'what-a-radio-from-1958-can-still-hear',
    body: 'Two capacitors, one new fuse and an afternoon: the medium wave is quieter than it was, but not silent. After dark a station from the other end of the continent reads the weather for ships.',
    author: 'Yusuf Demir',
    categories: ['Workshop'],
    isPublished: true,
  },
  {
    title: 'Benches',
    slug: 'benches',
    body: 'A town that takes its benches away saves nothing. We counted those that were left between the station and the library, and asked who sits on them.',
    author: 'Mara Lindqvist',
    categories: ['City'],
    isPublished: true,
    quote: { text: 'I come for the shade and stay for the news.', source: 'Mrs Halvorsen, 81' },
  },
  {
    title: 'Five soups from one pot of beans',
    slug: 'five-soups-from-one-pot-of-beans',
    body: 'Cook a kilo of white beans on Sunday. What follows is arithmetic: with leek on Monday, with tomato on Tuesday, with sage and old bread on Wednesday, and so on until the pot is clean.',
    author: 'Tomas Okafor',
    categories: ['Kitchen', 'Garden'],
    isPublished: true,
    french: {
      title: 'Cinq soupes pour une marmite de haricots',
      slug: 'cinq-soupes-pour-une-marmite-de-haricots',
      body: 'Faites cuire un kilo de haricots blancs le dimanche. Le reste est affaire de calcul : poireau le lundi, tomate le mardi, sauge et pain rassis le mercredi.',
    },
  },
  {
    title: 'Saving seed without making a mess of it',
    slug: 'saving-seed-without-making-a-mess-of-it',
    body: 'Label first, dry second, and never trust your memory. Lettuce, peas and tomatoes come true from seed; pumpkins have ideas of their own.',
    author: 'Ines Duarte',
    categories: ['Garden', 'Workshop'],
    isPublished: true,
  },
  {
    title: 'The bicycle that came back',
    slug: 'the-bicycle-that-came-back',
    body: 'It had been under the bridge since spring. The chain was one piece of rust, but the hubs turned as if they had been greased yesterday. Three evenings later it carried its new owner to school.',
    author: 'Yusuf Demir',
    categories: ['Workshop', 'City'],
    isPublished: true,
    french: {
      title: 'Le vélo qui est revenu',
      slug: 'le-velo-qui-est-revenu',
      body: 'Il était sous le pont depuis le printemps. La chaîne n’était plus que rouille, mais les moyeux tournaient comme graissés de la veille.',
    },
  },
  {
    title: 'How to read a timetable that does not exist',
    slug: 'how-to-read-a-timetable-that-does-not-exist',
    body: 'The village bus has no fixed hours. It comes when the milk is loaded, and everyone knows when that is. A short guide for visitors.',
    author: 'Mara Lindqvist',
    categories: ['City'],
    isPublished: false,
  },
  {
    title: 'Pickles, in order of courage',
    slug: 'pickles-in-order-of-courage',
    body: 'Begin with cucumbers. Go on to radishes. Lemons take a month and some faith. The walnuts of my grandmother took a year, and nobody has dared since.',
    author: 'Tomas Okafor',
    categories: ['Kitchen'],
    isPublished: false,
  },
  {
    title: 'A hedge for birds',
    slug: 'a-hedge-for-birds',
    body: 'Hawthorn, dogwood and a wild rose, planted a metre apart and left alone for three winters. We kept a list of who moved in.',
    author: 'Ines Duarte',
    categories: ['Garden'],
    isPublished: false,
  },
  {
    title: 'The clock that was always right twice',
    slug: 'the-clock-that-was-always-right-twice',
    body: 'It stood in the school hall, stopped at twenty to nine, for longer than anyone could say. The fault was a coin that a pupil of 1974 had pushed through the grille.',
    author: 'Yusuf Demir',
    categories: ['Workshop'],
    isPublished: false,
  },
];
