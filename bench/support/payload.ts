/** An entry of the size of a short article: about 1 KB as JSON. */
export const ENTRY = {
  model: 'article',
  uid: 'api::article.article',
  entry: {
    id: 1,
    documentId: 'a1b2c3d4e5f6g7h8i9j0k1l2',
    title: 'How a change in Strapi reaches other systems',
    slug: 'how-a-change-in-strapi-reaches-other-systems',
    body: 'A short article about webhooks. '.repeat(22),
    locale: 'en',
    createdAt: '2026-01-01T00:00:00.000Z',
    updatedAt: '2026-01-01T00:00:00.000Z',
    publishedAt: null,
  },
};
