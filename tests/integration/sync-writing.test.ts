import { noCounts } from '../../server/src/sync/runs/counted-as';
import { everyDatabase } from '../support/databases';
import { startShelfSite, type ShelfSite } from '../support/shelf';

const ARTICLE = 'api::article.article';
const NOTHING = noCounts();

const title = { field: 'title', path: 'name', flow: 'both' };

interface Article {
  documentId: string;
  title: string;
  body: string | null;
  [field: string]: unknown;
}

everyDatabase('what a sync writes into entries', (client) => {
  let site: ShelfSite;
  beforeAll(async () => {
    site = await startShelfSite(client);
  });
  afterAll(() => site?.stop());
  beforeEach(() => site.clear(ARTICLE));

  const articles = () =>
    site.running.strapi.documents(ARTICLE as never) as unknown as {
      create(params: object): Promise<Article>;
      update(params: object): Promise<Article>;
      publish(params: object): Promise<unknown>;
      findMany(params: object): Promise<Article[]>;
    };
  const found = async (params: object = {}): Promise<Article> => {
    const [article] = await articles().findMany({ locale: 'en', ...params });
    return article as Article;
  };
  const published = () => found({ status: 'published' });
  const edit = async (data: object) => {
    const { documentId } = await found();
    await articles().update({ documentId, locale: 'en', data });
    return documentId;
  };
  const jobOf = (job: object) =>
    site.createJob({ contentType: ARTICLE, locale: 'en', mapping: [title], ...job });
  const book = (name: string, more: object = {}) => site.books.put({ id: 'b1', name, ...more });

  describe('that are to be published', () => {
    it('publishes new ones and what has changed, but nothing that an editor has begun', async () => {
      book('Tea');
      const job = await jobOf({ publication: 'publish' });
      await site.run(job);
      expect(await published()).toMatchObject({ title: 'Tea' });

      book('Green tea');
      expect((await site.run(job)).counts).toEqual({ ...NOTHING, updated: 1 });
      expect(await published()).toMatchObject({ title: 'Green tea' });
      expect((await site.run(job)).changes).toEqual([]);

      const documentId = await edit({ body: 'Half a sen' });
      book('Black tea');
      await site.run(job);
      expect(await found()).toMatchObject({ title: 'Black tea', body: 'Half a sen' });
      expect(await published()).toMatchObject({ title: 'Green tea', body: null });

      await articles().publish({ documentId, locale: 'en' });
      book('White tea');
      await site.run(job);
      expect(await published()).toMatchObject({ title: 'White tea', body: 'Half a sen' });
    });

    it('only where they were published before, if that is what the job says', async () => {
      book('Tea');
      const job = await jobOf({ publication: 'as-it-was' });
      await site.run(job);
      expect(await published()).toBeUndefined();
      const { documentId } = await found();
      await articles().publish({ documentId, locale: 'en' });
      book('Green tea');
      await site.run(job);
      expect(await published()).toMatchObject({ title: 'Green tea' });
    });

    it('are drafts where nothing is said', async () => {
      book('Tea');
      await site.run(await jobOf({}));
      expect(await found()).toMatchObject({ title: 'Tea' });
      expect(await published()).toBeUndefined();
    });
  });

  it('gives a field the same value of every record that is meant, and leaves it to the editor otherwise', async () => {
    book('Tea', { stock: 0 });
    const job = await jobOf({
      mapping: [
        title,
        {
          field: 'editorialNote',
          constant: 'Sold out',
          when: { is: 'equal', path: 'stock', value: 0 },
          flow: 'import',
        },
      ],
    });
    await site.run(job);
    expect(await found()).toMatchObject({ editorialNote: 'Sold out' });
    await edit({ editorialNote: 'Back soon' });
    book('Tea', { stock: 4 });
    expect((await site.run(job)).changes).toEqual([]);
    expect(await found()).toMatchObject({ editorialNote: 'Back soon' });
    book('Tea', { stock: 0 });
    expect((await site.run(job)).changes).toEqual([]);
    expect(await found()).toMatchObject({ editorialNote: 'Back soon' });
  });

  it('makes Markdown of HTML, without what could do harm', async () => {
    book('Tea', { text: '<h2>Tea</h2><p onclick="x()">for <b>all</b><script>x()</script></p>' });
    const body = {
      field: 'body',
      path: 'text',
      flow: 'both',
      transform: { kind: 'rich-text', format: 'html' },
    };
    const job = await jobOf({ mapping: [title, body] });
    await site.run(job);
    expect(await found()).toMatchObject({ body: '## Tea\n\nfor **all**' });
    expect((await site.run(job)).changes).toEqual([]);
  });

  describe('in components', () => {
    const seo = (part: string) => ({ field: `seo.${part}`, path: `seo.${part}`, flow: 'both' });
    const populate = ['seo'];

    it('writes its parts, and leaves those that an editor has filled', async () => {
      book('Tea', { seo: { metaTitle: 'Tea for all' } });
      const job = await jobOf({ mapping: [title, seo('metaTitle')], publication: 'publish' });
      await site.run(job);
      const before = (await found({ populate })).seo as { id: number };
      expect(before).toMatchObject({ metaTitle: 'Tea for all' });
      await edit({ seo: { id: before.id, metaDescription: 'All of it' } });
      book('Tea', { seo: { metaTitle: 'More tea' } });
      expect((await site.run(job)).counts).toEqual({ ...NOTHING, updated: 1 });
      expect(await found({ populate })).toMatchObject({
        seo: { metaTitle: 'More tea', metaDescription: 'All of it' },
      });
      expect((await site.run(job)).changes).toEqual([]);
    });

    it('makes none for a record that says nothing of it', async () => {
      book('Tea');
      const job = await jobOf({ mapping: [title, seo('metaTitle')] });
      await site.run(job);
      expect((await found({ populate })).seo).toBeNull();
      book('Tea', { seo: { metaTitle: 'Tea for all' } });
      await site.run(job);
      expect((await found({ populate })).seo).toMatchObject({ metaTitle: 'Tea for all' });
      expect((await site.run(job)).changes).toEqual([]);
    });

    it.each([
      ['sections', 'it holds components of several kinds'],
      ['seo.previewPassword', 'Remove the pair, or choose another field'],
      ['localizations', 'Remove the pair'],
      ['createdBy', 'Remove the pair'],
      ['seo', 'Remove the pair, or choose another field'],
      ['gone', 'The content type has no field "gone" any more. Remove the pair'],
      ['__proto__.polluted', 'The content type has no field "__proto__.polluted" any more'],
    ])('refuses %s with a reason', async (field, words) => {
      const creating = jobOf({ mapping: [title, { field, path: 'x', flow: 'both' }] });
      await expect(creating).rejects.toMatchObject({ message: expect.stringContaining(words) });
    });
  });
});
