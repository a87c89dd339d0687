import type { HttpClient } from '../../support/http-client';
import type { Administrator } from './panel';

const ARTICLES = '/content-manager/collection-types/api::article.article';

/** An article as the Content Manager lists it. */
export interface Article {
  documentId: string;
  title: string;
}

/** The articles of the demo. */
export async function articlesOf(http: HttpClient): Promise<Article[]> {
  const { body } = await http.get(ARTICLES).expect(200);
  return (body as { results: Article[] }).results;
}

/** Publishes an article once more, over the API that the Content Manager uses. */
export async function publish(http: HttpClient, { documentId, title }: Article): Promise<void> {
  await http.post(`${ARTICLES}/${documentId}/actions/publish`).send({ title }).expect(200);
}

/** Gives the first article another title and publishes it, as an editor does in the Content Manager. */
export async function publishByHand(administrator: Administrator, title: string): Promise<void> {
  const [article] = await articlesOf(administrator.http);
  if (!article) throw new Error('the demo has no article');
  const page = await administrator.open(`/admin${ARTICLES}/${article.documentId}`);
  // Until everything of the entry is there, the form takes what is stored over what was typed.
  await page.waitForLoadState('networkidle');
  await page.locator('input[name=title]').fill(title);
  const answered = page.waitForResponse((response) => response.url().includes('/actions/publish'));
  await page.getByRole('button', { name: 'Publish' }).click();
  await answered;
  await page.close();
}
