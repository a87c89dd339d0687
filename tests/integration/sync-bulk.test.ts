import fc from 'fast-check';

import { certainlyValid } from '../../server/src/sync/entries/certainly-valid';
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
    // More than one statement takes.
    fill(COUNT);
    const job = await jobOf({ batchSize: 1_000 });
    await site.run(job);
    // The run that looks at them begins three seconds later.
    const pending: { job_id: unknown; document_id: string }[] =
      await table('ib_sync_pending_changes');
    expect(new Set(pending.map(({ job_id: id }) => Number(id)))).toEqual(new Set([follower.id]));
    expect(new Set(pending.map(({ document_id: id }) => id)).size).toBe(COUNT);
    expect(pending).toHaveLength(COUNT);
    await eventually(async () => emitted.length === COUNT);
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
    expect(new Set(emitted.map(({ entry }) => entry.documentId)).size).toBe(COUNT);
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

  it('are let pass by Strapi’s own validation wherever the quick one is certain', async () => {
    const { entityValidator } = site.running.strapi;
    let accepted = 0;
    await fc.assert(
      fc.asyncProperty(fields, fc.boolean(), async (described, isDraft) => {
        const attributes = Object.fromEntries(described.map(({ field }, n) => [`f${n}`, field]));
        const values = Object.fromEntries(
          described.flatMap(({ value }, n) => (value === undefined ? [] : [[`f${n}`, value]])),
        );
        if (!certainlyValid(attributes)(values)) return;
        accepted += 1;
        const model = { uid: NOTE, info: {}, options: {}, attributes };
        await entityValidator.validateEntityCreation(model as never, values, { isDraft });
      }),
      { numRuns: 3_000 },
    );
    // It means something only where it is not doubted all the time.
    expect(accepted).toBeGreaterThan(300);
  });

  describe('of a type that is another one', () => {
    type Type = {
      lifecycles?: object;
      attributes: Record<string, { unique?: boolean; default?: unknown }>;
    };
    let type: Type;
    let before: Type;
    beforeEach(() => {
      type = site.running.strapi.contentType(NOTE as never) as unknown as Type;
      before = { lifecycles: type.lifecycles ?? {}, attributes: { ...type.attributes } };
    });
    afterEach(() => {
      type.lifecycles = before.lifecycles ?? {};
      Object.assign(type.attributes, before.attributes);
    });

    it('are not to be had where the site runs code of its own with every entry', async () => {
      type.lifecycles = { beforeCreate: () => {} };
      await expect(jobOf()).rejects.toMatchObject({
        details: {
          errors: [{ path: ['writing'], message: expect.stringContaining('lifecycles') }],
        },
      });
    });

    it.each<[string, (changed: Type) => void]>([
      ['lifecycles', (changed) => (changed.lifecycles = { beforeCreate: () => {} })],
      [
        '"number" has to be unique',
        ({ attributes }) => (attributes.number = { ...attributes.number, unique: true }),
      ],
    ])('are not made by a job from before: %s', async (said, change) => {
      fill(2);
      const job = await jobOf();
      change(type);
      const run = await site.run(job);
      expect(run).toMatchObject({ state: 'failed', error: expect.stringContaining(said) });
      expect(await table('notes')).toHaveLength(0);
    });

    it('are made one by one where all would have the same in a unique field', async () => {
      type.attributes.number = { ...type.attributes.number, unique: true, default: 7 };
      fill(2);
      const job = await jobOf({ mapping: [{ field: 'text', path: 'name', flow: 'import' }] });
      expect((await site.run(job)).counts).toEqual({ ...NOTHING, created: 1, failed: 1 });
      expect(await table('notes')).toHaveLength(1);
    });
  });
});

const text = fc.oneof(
  fc.string({ maxLength: 12 }),
  fc.constantFrom('', 'a@b.co', 'a.b@c-d.example', 'a@b', '@b.co', 'A@B.CO', 'x'.repeat(256)),
);
const number = fc.oneof(
  fc.integer({ min: -20, max: 20 }),
  fc.double(),
  fc.constantFrom(0.5, 2 ** 53, -0, NaN),
);
const rules = {
  required: fc.boolean(),
  min: fc.option(fc.oneof(fc.integer({ min: -9, max: 9 }), fc.double({ min: -9, max: 9 })), {
    nil: undefined,
  }),
  max: fc.option(fc.integer({ min: -9, max: 9 }), { nil: undefined }),
  minLength: fc.option(fc.integer({ min: 0, max: 5 }), { nil: undefined }),
  maxLength: fc.option(fc.integer({ min: 0, max: 8 }), { nil: undefined }),
  regex: fc.constantFrom(undefined, undefined, '^a', '^[a-z]*$', '\\d'),
  default: fc.constantFrom(undefined, undefined, 'a', 1),
};

/** Up to four fields of a type, each with a value that may fit or not. */
const fields = fc.array(
  fc
    .constantFrom(
      'string',
      'text',
      'richtext',
      'email',
      'enumeration',
      'boolean',
      'integer',
      'float',
      'decimal',
      'biginteger',
      'json',
      'date',
      'datetime',
      'uid',
      'blocks',
    )
    .chain((type) =>
      fc.record({
        field: fc.record({
          type: fc.constant(type),
          enum: fc.constant(['a', 'b', '']),
          ...rules,
        }),
        value: fc.oneof(
          { weight: 6, arbitrary: fitting(type) },
          { weight: 1, arbitrary: fc.constantFrom(null, undefined, {}, []) },
          { weight: 1, arbitrary: fc.oneof(text, number, fc.boolean()) },
        ),
      }),
    ),
  { minLength: 1, maxLength: 4 },
);

function fitting(type: string): fc.Arbitrary<unknown> {
  if (type === 'boolean') return fc.boolean();
  if (['integer', 'float', 'decimal'].includes(type)) return number;
  if (type === 'biginteger') {
    return fc.oneof(fc.bigInt({ min: -(10n ** 19n), max: 10n ** 19n }).map(String), text);
  }
  if (type === 'enumeration') return fc.constantFrom('a', 'b', '', 'c');
  return type === 'json' ? fc.json() : text;
}
