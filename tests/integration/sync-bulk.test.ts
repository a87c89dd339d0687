import { noCounts } from '../../server/src/sync/runs/counted-as';
import { everyDatabase } from '../support/databases';
import { createEndpoint, eventually } from '../support/outgoing';
import { startShelfSite, type ShelfSite } from '../support/shelf';

const NOTE = 'api::note.note';
const ARTICLE = 'api::article.article';
const COUNT = 620;
const NOTHING = noCounts();

const mapping = [
  { field: 'text', path: 'name', flow: 'import' },
  { field: 'number', path: 'n', flow: 'import' },
];

everyDatabase('entries that are made in bulk', (client) => {
  let site: ShelfSite;
  beforeAll(async () => {
    site = await startShelfSite(client);
  });
  afterAll(() => site?.stop());
  beforeEach(() => site.clear(NOTE, ARTICLE));

  const table = (name: string) => site.running.strapi.db.connection(name);
  const jobOf = (job: object = {}) =>
    site.createJob({ contentType: NOTE, mapping, writing: 'bulk', batchSize: 250, ...job });
  const fill = (count: number) => {
    for (let n = 1; n <= count; n += 1) site.books.put({ id: `b${n}`, name: `Book ${n}`, n });
  };

  it('are what the document service would have made, and are kept up to date like others', async () => {
    fill(COUNT);
    const job = await jobOf();
    expect((await site.run(job)).counts).toEqual({ ...NOTHING, created: COUNT });
    const rows: Record<string, unknown>[] = await table('notes').orderBy('number');
    expect(rows.map(({ text }) => text)).toEqual(
      Array.from({ length: COUNT }, (_, index) => `Book ${index + 1}`),
    );
    expect(new Set(rows.map(({ document_id: id }) => id)).size).toBe(COUNT);

    await site.running.strapi
      .documents(NOTE as never)
      .create({ data: { text: 'by itself', number: COUNT + 1 } as never });
    const [alone = {}] = await table('notes').where({ number: COUNT + 1 });
    const kindsOf = (row: object) =>
      Object.entries(row).map(([name, value]) => [name, value === null ? null : typeof value]);
    expect(kindsOf(rows[0] ?? {})).toEqual(kindsOf(alone));
    expect(String(rows[0]?.document_id)).toMatch(/^[a-z0-9]{24}$/);

    expect((await site.run(job)).changes).toEqual([]);
    site.books.put({ id: 'b7', name: 'Another one', n: 7 });
    expect((await site.run(job)).counts).toEqual({ ...NOTHING, updated: 1 });
    expect(await table('notes').where({ number: 7 })).toMatchObject([{ text: 'Another one' }]);
  });

  it('are announced to endpoints, to other jobs and to Strapi itself, each once', async () => {
    const { running, receiver } = site;
    await createEndpoint(running, receiver.url('/made'), {
      eventTypes: ['entry.create'],
      filter: [
        { field: 'number', operator: 'in', value: Array.from({ length: 100 }, (_, n) => n + 1) },
      ],
    });
    const follower = await site.createJob({
      contentType: NOTE,
      direction: 'two-way',
      resource: 'writers',
      mapping: [{ field: 'text', path: 'name', flow: 'both' }],
      followsChanges: true,
    });
    const emitted: { uid: string; entry: Record<string, unknown> }[] = [];
    const end = running.strapi.eventHub.on('entry.create', async (event) => {
      emitted.push(event as (typeof emitted)[number]);
    });
    fill(400);
    const job = await jobOf();
    await site.run(job);
    await eventually(async () => emitted.length === 400);
    end();

    const sent = await receiver.waitFor(100, { path: '/made', timeoutMs: 20_000 });
    const bodies = sent.map(
      ({ body }) => JSON.parse(body.toString()) as { type: string; data: { entry: object } },
    );
    expect(bodies[0]).toMatchObject({
      type: 'entry.create',
      data: {
        entry: { documentId: expect.any(String), text: expect.stringMatching(/^Book \d+$/) },
      },
    });
    expect(new Set(bodies.map(({ data }) => JSON.stringify(data.entry))).size).toBe(100);
    expect(new Set(sent.map(({ headers }) => headers['webhook-id'])).size).toBe(100);

    expect(emitted[0]).toMatchObject({ uid: NOTE, model: 'note', entry: { text: 'Book 1' } });
    expect(new Set(emitted.map(({ entry }) => entry.documentId)).size).toBe(400);

    const pending: { job_id: unknown }[] = await table('ib_sync_pending_changes');
    const written = await table('ib_sync_runs').where({ job_id: follower.id });
    // Some of them may have begun a run by now.
    expect(pending.length > 0 || written.length > 0).toBe(true);
    expect(pending.filter(({ job_id: id }) => Number(id) === job.id)).toEqual([]);
  });

  it('are made one by one where Strapi refuses one of them, which alone is left', async () => {
    fill(20);
    site.books.put({ id: 'wrong', name: null, n: 21 });
    const job = await jobOf({
      mapping: [{ field: 'text', path: 'name', flow: 'import' }, mapping[1]],
    });
    const { counts, changes } = await site.run(job);
    expect(counts).toEqual({ ...NOTHING, created: 20, failed: 1 });
    expect(changes.find(({ outcome }) => outcome === 'failed')).toMatchObject({
      externalId: 'wrong',
      error: expect.stringContaining('text'),
    });
    expect(await table('notes')).toHaveLength(20);
  });

  it('have their language, and stay drafts where the type has them', async () => {
    site.books.put({ id: 'b1', name: 'Tea' }, { id: 'b2', name: 'Coffee' });
    await site.run(
      await jobOf({
        contentType: ARTICLE,
        locale: 'en',
        mapping: [{ field: 'title', path: 'name', flow: 'import' }],
      }),
    );
    const rows = await table('articles').orderBy('title');
    expect(rows).toMatchObject([
      { title: 'Coffee', locale: 'en', published_at: null, views: 0 },
      { title: 'Tea', locale: 'en', published_at: null, views: 0 },
    ]);
  });

  if (client !== 'sqlite') return;

  it.each<[string, object, string]>([
    [
      'what goes out',
      { direction: 'two-way', mapping: [{ field: 'text', path: 'name', flow: 'both' }] },
      'brings records in',
    ],
    [
      'what is published at once',
      {
        contentType: ARTICLE,
        locale: 'en',
        publication: 'publish',
        mapping: [{ field: 'title', path: 'name', flow: 'import' }],
      },
      'Leave them as drafts',
    ],
    [
      'parts of a component',
      {
        contentType: ARTICLE,
        locale: 'en',
        mapping: [{ field: 'seo.metaTitle', path: 'name', flow: 'import' }],
      },
      '"seo.metaTitle" stands in other tables',
    ],
    [
      'a relation',
      {
        mapping: [
          ...mapping,
          {
            field: 'category',
            path: 'group',
            flow: 'import',
            reference: { by: 'field', field: 'name' },
          },
        ],
      },
      '"category" stands in other tables',
    ],
    [
      'what has to be unique',
      {
        contentType: ARTICLE,
        locale: 'en',
        mapping: [{ field: 'slug', path: 'name', flow: 'import' }],
      },
      '"slug" has to be unique',
    ],
  ])('are not to be had with %s, and the job says why', async (_name, job, said) => {
    await expect(jobOf(job)).rejects.toMatchObject({
      details: {
        errors: [{ path: ['writing'], message: expect.stringContaining(said) }],
      },
    });
  });

  it('are not to be had where the site runs code of its own with every entry', async () => {
    const type = site.running.strapi.contentType(NOTE as never) as { lifecycles?: object };
    const before = type.lifecycles;
    type.lifecycles = { beforeCreate: () => {} };
    try {
      await expect(jobOf()).rejects.toMatchObject({
        details: {
          errors: [{ path: ['writing'], message: expect.stringContaining('lifecycles') }],
        },
      });
    } finally {
      type.lifecycles = before ?? {};
    }
  });
});
