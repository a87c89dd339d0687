import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';

import type { Core } from '@strapi/strapi';

import { articles, type SampleArticle } from './articles';
import { drawCoverImage } from './cover-image';
import { authors, categories } from './people-and-topics';
import { mug } from './products';

/** 12 articles (some drafts, some in French too), 4 authors, 4 categories, and a product; and one picture. */
export async function createSampleContent(strapi: Core.Strapi): Promise<void> {
  const locales = strapi.plugin('i18n').service('locales');
  if (!(await locales.findByCode('fr'))) {
    await locales.create({ code: 'fr', name: 'French (fr)' });
  }

  const authorIds = await createAll(strapi, 'api::author.author', authors);
  const categoryIds = await createAll(strapi, 'api::category.category', categories);
  const cover = await uploadCover(strapi);

  await strapi.documents('api::product.product').create({ data: mug });

  for (const article of articles) {
    await createArticle(strapi, article, {
      cover,
      author: authorIds.get(article.author),
      categories: article.categories.map((name) => categoryIds.get(name)),
    });
  }
}

async function createArticle(strapi: Core.Strapi, article: SampleArticle, shared: object) {
  const documents = strapi.documents('api::article.article');
  const { title, slug, body, quote, french, isPublished } = article;
  const content: Record<string, unknown> = {
    ...shared,
    title,
    slug,
    body,
    editorialNote: 'Sample text of the demo.',
    seo: { metaTitle: title, metaDescription: body.slice(0, 120) },
    sections: quote ? [{ __component: 'blocks.quote', ...quote }] : [],
  };
  const { documentId } = await documents.create({ locale: 'en', data: content });
  if (french) {
    const translation: Record<string, unknown> = { ...shared, ...french };
    await documents.update({ documentId, locale: 'fr', data: translation });
  }
  if (isPublished) await documents.publish({ documentId, locale: '*' });
}

/** Returns the documentId of every entry by its name. */
async function createAll(
  strapi: Core.Strapi,
  uid: 'api::author.author' | 'api::category.category',
  entries: (Record<string, unknown> & { name: string })[],
): Promise<Map<string, string>> {
  const ids = new Map<string, string>();
  for (const entry of entries) {
    const data: Record<string, unknown> = entry;
    const { documentId } = await strapi.documents(uid).create({ data });
    ids.set(entry.name, documentId);
  }
  return ids;
}

async function uploadCover(strapi: Core.Strapi): Promise<number> {
  const directory = await mkdtemp(path.join(tmpdir(), 'demo-cover-'));
  try {
    const picture = drawCoverImage();
    const filepath = path.join(directory, 'evening.png');
    await writeFile(filepath, picture);
    const [file] = await strapi
      .plugin('upload')
      .service('upload')
      .upload({
        data: { fileInfo: { name: 'evening.png', alternativeText: 'Hills at dusk' } },
        files: {
          filepath,
          originalFilename: 'evening.png',
          mimetype: 'image/png',
          size: picture.length,
        },
      });
    return file.id;
  } finally {
    await rm(directory, { recursive: true, force: true });
  }
}
