import { monitorEventLoopDelay } from 'node:perf_hooks';

import type { JobDetail, JobDraft, SampleRecord } from '../../server/src/sync/contracts';
import { noCounts } from '../../server/src/sync/runs/counted-as';
import { everyDatabase } from '../support/databases';
import { startShelfSite, type ShelfSite } from '../support/shelf';
import { syncOf } from '../support/sync';

const ARTICLE = 'api::article.article';
const SYNC = '/integration-builder/sync';
const JOBS = 'plugin::integration-builder.sync-job';
const NOTHING = noCounts();
/** Nothing is stopped for what fails. */
const failureStop = { count: 1_000, percent: 100 };

const title = { field: 'title', path: 'name', flow: 'import' };
const made = (field: string, path: string, expression: string, more: object = {}) => ({
  field,
  path,
  flow: 'import',
  transform: { kind: 'expression', expression },
  ...more,
});
/** Never ends on a text of letters that is followed by something else. */
const ENDLESS = '$contains($, /^(a+)+$/) ? 1 : 2';
const TRAP = `${'a'.repeat(40)}!`;

interface Article {
  title: string;
  views: number | null;
  rating: number | null;
  isFeatured: boolean | null;
  tags: unknown;
  body: string | null;
}

const jobOf = (site: ShelfSite, mapping: object[], more: object = {}) =>
  site.createJob({ contentType: ARTICLE, locale: 'en', mapping, failureStop, ...more });

everyDatabase('expressions of a sync', (client) => {
  let site: ShelfSite;
  beforeAll(async () => {
    site = await startShelfSite(client, { sync: { expressions: true } });
  });
  afterAll(() => site?.stop());
  beforeEach(() => site.clear(ARTICLE));

  const articles = () =>
    site.running.strapi
      .documents(ARTICLE as never)
      .findMany({ locale: 'en', sort: 'title', limit: 1_000 }) as unknown as Promise<Article[]>;

  it('make values of records; what has not changed is not written again', async () => {
    const lines = [
      { price: 2.5, quantity: 2 },
      { price: 1, quantity: 3 },
    ];
    site.books.put(
      { id: 'b1', name: 'Tea', weight: '450 g', lines, labels: ['hot', 'green'] },
      { id: 'b2', name: 'Mug', weight: null, lines: [], labels: 'blue' },
    );
    const job = await jobOf(site, [
      made('title', 'name', '$uppercase($) & " (" & $record.id & ")"'),
      made('views', 'weight', '$number($substringBefore($, " "))'),
      made('rating', 'lines', '$sum($.(price * quantity))'),
      made('isFeatured', 'name', '$ = "Tea" ? "true" : "false"'),
      made('tags', 'labels', '{"count": $count($), "first": $[0]}'),
    ]);
    expect((await site.run(job)).counts).toEqual({ ...NOTHING, created: 2 });
    expect(await articles()).toMatchObject([
      { title: 'MUG (b2)', views: null, rating: null, isFeatured: false },
      {
        title: 'TEA (b1)',
        views: 450,
        rating: 8,
        isFeatured: true,
        tags: { count: 2, first: 'hot' },
      },
    ]);
    expect((await site.run(job)).changes).toEqual([]);

    site.books.put({ id: 'b2', name: 'Mug', weight: '300 g', lines: [], labels: 'blue' });
    const later = await site.run(job);
    expect(later.counts).toEqual({ ...NOTHING, updated: 1 });
    expect(later.changes[0]?.detail).toMatchObject({
      toDocument: [{ field: 'views', before: null, after: 300 }],
    });
  });

  it.each<[string, string, unknown, string]>([
    [
      'that an expression makes nothing of',
      '$number($)',
      'many',
      'The record has "many" at "stock", which the expression makes nothing of: ',
    ],
    [
      'that becomes what does not fit',
      '{"stock": $}',
      5,
      'which the expression turns into {"stock":5}, and that does not fit into "views" (integer).',
    ],
    ['that becomes too large a number', '$power(10, 12)', 5, 'turns into 1000000000000, and'],
    ['that becomes a function', 'function($x) { $x }', 5, 'what comes out is a function'],
    ['that takes too long', ENDLESS, TRAP, 'which takes the expression longer than half a second'],
    [
      'that takes too much memory',
      '$length($pad("", $ * 20000000, "x"))',
      5,
      // On a busy machine it is out of time before it is out of memory.
      'which takes the expression ',
    ],
  ])('leave a record %s with the reason, and go on', async (_name, expression, stock, words) => {
    site.books.put(
      { id: 'b1', name: 'Bad', stock },
      // The same expression makes something of this one, if of any.
      { id: 'b2', name: 'Good', stock: null },
    );
    const when = { is: 'present', path: 'stock' };
    const job = await jobOf(site, [title, made('views', 'stock', expression, { when })]);
    const run = await site.run(job);
    expect(run).toMatchObject({ state: 'completed', counts: { created: 1, failed: 1 } });
    const [failed] = run.changes.filter(({ outcome }) => outcome === 'failed');
    expect(failed).toMatchObject({ externalId: 'b1', error: expect.stringContaining(words) });
    expect((await articles()).map((article) => article.title)).toEqual(['Good']);
    expect((await site.run(job)).counts).toMatchObject({ created: 0, updated: 0, failed: 1 });
  });

  it('that never end keep neither the site waiting nor a run that is called off', async () => {
    for (let at = 0; at < 200; at += 1) {
      site.books.put({ id: `b${at}`, name: `Book ${at}`, stock: TRAP });
    }
    const job = await jobOf(site, [title, made('views', 'stock', ENDLESS)]);
    const sync = syncOf(site.running);
    const { id } = await sync.run(job.id);
    const delay = monitorEventLoopDelay({ resolution: 5 });
    delay.enable();
    await new Promise((resolve) => setTimeout(resolve, 700));
    delay.disable();
    await site.running.http.get(`${SYNC}/jobs/${job.id}`).expect(200);
    // In nanoseconds.
    expect(delay.percentile(99) / 1e6).toBeLessThan(500);

    const calledOff = performance.now();
    await site.running.http.post(`${SYNC}/runs/${id}/cancel`).expect(200);
    await sync.runs.whenEnded(job.id);
    // Its first page alone would have taken four seconds.
    expect(performance.now() - calledOff).toBeLessThan(2_500);
    expect(await sync.runs.find(id)).toMatchObject({ state: 'cancelled' });

    await site.clear(ARTICLE);
    site.books.put({ id: 'b1', name: 'Tea', stock: 5 });
    const next = await jobOf(site, [title, made('views', 'stock', '$ * 2')]);
    expect((await site.run(next)).counts).toEqual({ ...NOTHING, created: 1 });
    expect(await articles()).toMatchObject([{ views: 10 }]);
  });

  it('that cannot be read, or would go out, are not saved, and say so at their field', async () => {
    const save = (mapping: object[], more: object = {}) =>
      site.running.http.post(`${SYNC}/jobs`).send({
        name: 'Books',
        connectionId: site.connectionId,
        resource: 'books',
        contentType: ARTICLE,
        locale: 'en',
        direction: 'import',
        mapping,
        ...more,
      });
    const problemsIn = async (expression: string) => {
      const { body } = await save([title, made('views', 'stock', expression)]).expect(400);
      const { details } = (body as { error: { details: { errors: object[] } } }).error;
      return details.errors;
    };
    const at = { path: ['mapping', '1', 'transform', 'expression'] };
    expect(await problemsIn('$sum(')).toMatchObject([
      { ...at, message: expect.stringMatching(/^The expression cannot be read: .+\.$/) },
    ]);
    expect(await problemsIn('')).toMatchObject([{ ...at, message: 'Enter an expression.' }]);
    expect(await problemsIn('$now()')).toMatchObject([
      { ...at, message: '$now cannot be used in an expression.' },
    ]);
    expect(await problemsIn(`1${'+1'.repeat(50_000)}`)).toMatchObject([
      { ...at, message: 'An expression has at most 2000 characters.' },
    ]);
    const { body } = await save([{ field: 'text', path: 'name', flow: 'both' }], {
      contentType: 'api::note.note',
      locale: null,
      direction: 'two-way',
      matchField: 'text',
      mapping: [
        { field: 'text', path: 'name', flow: 'both' },
        { ...made('number', 'stock', '$'), flow: 'both' },
      ],
    }).expect(400);
    expect(body).toMatchObject({
      error: { message: expect.stringContaining('"number" can only come in') },
    });
  });

  it('are tried on real records beside the form', async () => {
    site.books.put({ id: 'b1', name: 'Tea', stock: 5 });
    const start = { connectionId: site.connectionId, resource: 'books', contentType: ARTICLE };
    const { body: drafted } = await site.running.http.post(`${SYNC}/draft`).send(start).expect(200);
    expect((drafted as { data: JobDraft }).data.areExpressionsEnabled).toBe(true);

    const tried = async (expression: string): Promise<SampleRecord | undefined> => {
      const mapping = [title, made('views', 'stock', expression)];
      const { body } = await site.running.http
        .post(`${SYNC}/sample`)
        .send({ ...start, mapping, locale: 'en' })
        .expect(200);
      return (body as { data: SampleRecord[] }).data[0];
    };
    expect(await tried('$ * 2')).toMatchObject({
      after: { title: 'Tea', views: 10 },
      problems: [],
    });
    expect(await tried('$ *')).toMatchObject({
      after: { title: 'Tea' },
      problems: [{ field: 'views', message: expect.stringContaining('cannot be read') }],
    });
  });
});

describe('expressions where the site allows none', () => {
  let site: ShelfSite;
  beforeAll(async () => {
    site = await startShelfSite();
  });
  afterAll(() => site?.stop());

  it('are not saved, not tried and not run, and say what would allow them', async () => {
    const why = expect.stringContaining('sync.expressions');
    const mapping = [title, made('views', 'stock', '$ * 2')];
    await expect(jobOf(site, mapping)).rejects.toMatchObject({
      name: 'ValidationError',
      message: why,
    });
    const start = { connectionId: site.connectionId, resource: 'books', contentType: ARTICLE };
    const { body: drafted } = await site.running.http.post(`${SYNC}/draft`).send(start).expect(200);
    expect((drafted as { data: JobDraft }).data.areExpressionsEnabled).toBe(false);
    const { body: refused } = await site.running.http
      .post(`${SYNC}/sample`)
      .send({ ...start, mapping, locale: 'en' })
      .expect(400);
    expect(refused).toMatchObject({ error: { message: why } });

    // As it is left where the configuration was changed back.
    const job = await jobOf(site, [title]);
    await site.running.strapi.db.query(JOBS).update({ where: { id: job.id }, data: { mapping } });
    site.books.put({ id: 'b1', name: 'Tea', stock: 5 });
    const { body } = await site.running.http.get(`${SYNC}/jobs/${job.id}`).expect(200);
    expect((body as { data: JobDetail }).data.problems).toEqual([
      { path: ['mapping', '1', 'transform', 'expression'], message: why },
    ]);
    expect(await site.run(job)).toMatchObject({ state: 'failed', error: why, counts: NOTHING });
  });
});
