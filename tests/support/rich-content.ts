import { aCategory, anArticle, anAuthor } from './builders';
import type { RunningStrapi } from './strapi';

/** What no receiver may ever see: the value of every private or password field of the fixture app. */
export const CANARY = 'canary';

export interface RichContent {
  image: { id: number; documentId: string; name: string };
  author: { documentId: string; name: string };
  category: { documentId: string };
  /** Data of an article with every kind of field filled in, the private ones too. */
  article: Record<string, unknown>;
}

/** Content with relations, media, components in components and a dynamic zone, with a canary in every secret field. */
export async function createRichContent({
  strapi,
  asSuperAdmin,
}: RunningStrapi): Promise<RichContent> {
  const http = await asSuperAdmin();
  const upload = await http.post('/upload').attach('files', ONE_PIXEL, 'pixel.png').expect(201);
  const [image] = upload.body as RichContent['image'][];
  if (!image) throw new Error('the upload answered with no file');

  const author = (await strapi.documents('api::author.author').create({
    data: anAuthor({
      email: `${CANARY}@example.test`,
      passphrase: `${CANARY}-passphrase`,
      portrait: image.id,
    }),
  })) as unknown as RichContent['author'];
  const category = await strapi.documents('api::category.category').create({ data: aCategory() });

  const seo = {
    metaTitle: 'A title',
    metaDescription: null,
    internalNote: `${CANARY}-note`,
    previewPassword: `${CANARY}-password`,
    shareImage: image.id,
  };
  return {
    image,
    author,
    category,
    article: anArticle({
      rating: 4.5,
      isFeatured: true,
      tags: { deep: { deep: { deep: [{ deep: { deep: { deep: { deep: ['value'] } } } }] } } },
      eventAt: '2026-02-03T04:05:06.000Z',
      editorialNote: `${CANARY}-editorial`,
      accessCode: `${CANARY}-code`,
      cover: image.id,
      author: author.documentId,
      categories: [category.documentId],
      seo,
      sections: [
        { __component: 'blocks.quote', text: 'A quote', sourceContact: `${CANARY}-contact` },
        { __component: 'blocks.gallery', caption: 'Pictures', images: [image.id], seo },
      ],
    }),
  };
}

/** A picture. */
export const ONE_PIXEL = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==',
  'base64',
);
