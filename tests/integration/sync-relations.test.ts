import { noCounts } from '../../server/src/sync/runs/counted-as';
import type { JobDetail } from '../../server/src/sync/contracts';
import { everyDatabase } from '../support/databases';
import { startShelfSite, type ShelfSite } from '../support/shelf';
import { syncOf } from '../support/sync';

const ARTICLE = 'api::article.article';
const AUTHOR = 'api::author.author';
const CATEGORY = 'api::category.category';
const NOTE = 'api::note.note';
const NOTHING = noCounts();

const title = { field: 'title', path: 'name', flow: 'both' };
const categories = {
  field: 'categories',
  path: 'tags',
  flow: 'both',
  reference: { by: 'field', field: 'name', item: 'label' },
};
const category = {
  field: 'category',
  path: 'tag',
  flow: 'both',
  reference: { by: 'field', field: 'name' },
};
const text = { field: 'text', path: 'name', flow: 'both' };

interface Related {
  documentId: string;
  name: string;
}

everyDatabase('relations of a sync', (client) => {
  let site: ShelfSite;
  beforeAll(async () => {
    site = await startShelfSite(client);
  });
  afterAll(() => site?.stop());
  beforeEach(() => site.clear(ARTICLE, AUTHOR, CATEGORY, NOTE));

  const documents = (uid: string) =>
    site.running.strapi.documents(uid as never) as unknown as {
      create(params: object): Promise<{ documentId: string }>;
      update(params: object): Promise<unknown>;
      delete(params: object): Promise<unknown>;
      findMany(params: object): Promise<Record<string, Related & Related[]>[]>;
    };
  const addCategory = (name: string) => documents(CATEGORY).create({ data: { name } });
  const namesOf = (related: Related[]) => related.map(({ name }) => name).sort();

  async function articleCategories(): Promise<string[][]> {
    const found = await documents(ARTICLE).findMany({
      locale: 'en',
      populate: ['categories'],
      sort: 'id',
    });
    return found.map((article) => namesOf(article.categories ?? []));
  }
  const articles = (mapping: object[]) =>
    site.createJob({ contentType: ARTICLE, locale: 'en', mapping });

  async function detailOf(jobId: number): Promise<JobDetail> {
    const { body } = await site.running.http
      .get(`/integration-builder/sync/jobs/${jobId}`)
      .expect(200);
    return (body as { data: JobDetail }).data;
  }

  it('to several are made by a field of theirs; what is missing is waited for and then filled in', async () => {
    await addCategory('Mugs');
    site.books.put({ id: 'b1', name: 'Tea', tags: [{ label: 'Cups' }, { label: 'Mugs' }] });
    const job = await articles([title, categories]);

    const first = await site.run(job);
    expect(first.counts).toEqual({ ...NOTHING, created: 1 });
    const open = {
      side: 'external',
      field: 'categories',
      message: 'No entry of Category has "Cups" in "name" yet.',
    };
    expect(first.changes[0]?.detail).toEqual({ awaited: [open] });
    expect(await articleCategories()).toEqual([['Mugs']]);
    expect((await detailOf(job.id)).awaited).toMatchObject({
      pairCount: 1,
      first: [{ ...open, externalId: 'b1' }],
    });
    expect((await site.run(job)).changes).toEqual([]);

    await addCategory('Cups');
    const later = await site.run(job);
    expect(later.counts).toEqual({ ...NOTHING, updated: 1 });
    expect(later.changes[0]?.detail).toEqual({
      toExternal: [],
      toDocument: [{ field: 'categories', before: ['Mugs'], after: ['Cups', 'Mugs'] }],
    });
    expect(await articleCategories()).toEqual([['Cups', 'Mugs']]);
    expect((await detailOf(job.id)).awaited).toEqual({ pairCount: 0, first: [] });
    expect((await site.run(job)).changes).toEqual([]);
  });

  it('that an entry has besides, and that the record does not name, stay what an editor made of them', async () => {
    for (const name of ['Mugs', 'Cups', 'Own']) await addCategory(name);
    site.books.put({ id: 'b1', name: 'Tea', tags: [{ label: 'Mugs' }] });
    const job = await articles([title, categories]);
    await site.run(job);
    const [article] = await documents(ARTICLE).findMany({ locale: 'en' });
    const [own] = await documents(CATEGORY).findMany({ filters: { name: 'Own' } });
    const { documentId } = article as unknown as Related;
    await documents(ARTICLE).update({
      documentId,
      locale: 'en',
      data: { categories: { connect: [own?.documentId] } },
    });
    expect((await site.run(job)).changes).toEqual([]);
    expect(await articleCategories()).toEqual([['Mugs', 'Own']]);
  });

  it('are told to the service by their names, both ways, and a run without news writes nothing', async () => {
    for (const name of ['Mugs', 'Cups']) await addCategory(name);
    site.books.put({ id: 'b1', name: 'Tea', tag: 'Mugs' });
    const job = await site.createJob({
      contentType: NOTE,
      direction: 'two-way',
      mapping: [text, category],
    });
    await site.run(job);
    const [note] = await documents(NOTE).findMany({ populate: ['category'] });
    expect(note?.category).toMatchObject({ name: 'Mugs' });

    const [cups] = await documents(CATEGORY).findMany({ filters: { name: 'Cups' } });
    await documents(NOTE).update({
      documentId: note?.documentId,
      data: { category: { set: [cups?.documentId] } },
    });
    expect((await site.run(job)).counts).toEqual({ ...NOTHING, updated: 1 });
    expect(site.books.records.get('b1')).toMatchObject({ tag: 'Cups' });
    expect((await site.run(job)).changes).toEqual([]);

    // What it leads to is deleted here: the record is not emptied for that, and the relation comes back with it.
    await documents(CATEGORY).delete({ documentId: cups?.documentId });
    await site.run(job);
    expect(site.books.records.get('b1')).toMatchObject({ tag: 'Cups' });
    await addCategory('Cups');
    await site.run(job);
    const [again] = await documents(NOTE).findMany({ populate: ['category'] });
    expect(again?.category).toMatchObject({ name: 'Cups' });
    expect((await site.run(job)).changes).toEqual([]);
    expect(site.books.writes).toBe(1);
  });

  it('lead to what another job has made of a record', async () => {
    site.writers.put({ id: '7', name: 'Ada' });
    site.books.put({ id: 'b1', name: 'Engines', writer: 7 });
    const writers = await site.createJob({
      name: 'Writers',
      resource: 'writers',
      contentType: AUTHOR,
      mapping: [{ field: 'name', path: 'name', flow: 'both' }],
    });
    const job = await articles([
      title,
      {
        field: 'author',
        path: 'writer',
        flow: 'both',
        reference: { by: 'job', jobId: writers.id },
      },
    ]);
    const first = await site.run(job);
    expect(first.changes[0]?.detail?.awaited).toMatchObject([
      { message: 'The record "7" has no entry of Author yet.' },
    ]);
    await site.run(writers);
    expect((await site.run(job)).counts).toEqual({ ...NOTHING, updated: 1 });
    const [article] = await documents(ARTICLE).findMany({ locale: 'en', populate: ['author'] });
    expect(article?.author).toMatchObject({ name: 'Ada' });
    expect((await site.run(job)).changes).toEqual([]);

    await syncOf(site.running).jobs.delete(writers.id);
    expect((await detailOf(job.id)).problems).toMatchObject([
      { message: 'The sync job whose pairs were looked at was deleted. Choose another one.' },
    ]);
  });

  it('of new entries that the service cannot be told of yet go out once it can', async () => {
    const job = await site
      .createJob({
        contentType: NOTE,
        direction: 'two-way',
        mapping: [text, { ...category, reference: { by: 'job', jobId: 1 } }],
      })
      .catch((error: Error) => error);
    expect(job).toMatchObject({ name: 'ValidationError' });

    const tags = await site.createJob({
      name: 'Tags',
      resource: 'writers',
      contentType: CATEGORY,
      direction: 'two-way',
      mapping: [{ field: 'name', path: 'name', flow: 'both' }],
    });
    const notes = await site.createJob({
      contentType: NOTE,
      direction: 'two-way',
      mapping: [text, { ...category, reference: { by: 'job', jobId: tags.id } }],
    });
    const { documentId } = await addCategory('Mugs');
    await documents(NOTE).create({ data: { text: 'Tea', category: documentId } });
    const first = await site.run(notes);
    expect(first.changes[0]?.detail?.awaited).toMatchObject([
      { side: 'document', message: 'One entry of Category has no record at the service yet.' },
    ]);
    expect([...site.books.records.values()]).toMatchObject([{ name: 'Tea', tag: null }]);
    expect((await site.run(notes)).changes).toEqual([]);

    await site.run(tags);
    const [made] = [...site.writers.records.keys()];
    await site.run(notes);
    expect([...site.books.records.values()]).toMatchObject([{ name: 'Tea', tag: made }]);
    expect((await site.run(notes)).changes).toEqual([]);
  });

  it('are shown by their titles before anything is stored', async () => {
    await addCategory('Mugs');
    site.books.put({ id: 'b1', name: 'Tea', tags: [{ label: 'Cups' }, { label: 'Mugs' }] });
    const { connectionId } = await articles([title, categories]);
    const { body } = await site.running.http
      .post('/integration-builder/sync/sample')
      .send({
        connectionId,
        resource: 'books',
        contentType: ARTICLE,
        locale: 'en',
        mapping: [title, categories],
      })
      .expect(200);
    expect(body).toMatchObject({
      data: [
        {
          after: { title: 'Tea', categories: ['Mugs'] },
          titles: { categories: { Mugs: 'Mugs' } },
          awaited: [{ message: 'No entry of Category has "Cups" in "name" yet.' }],
        },
      ],
    });
  });
});
