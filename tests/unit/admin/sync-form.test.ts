import type {
  FieldMapping,
  Job,
  JobDraft,
  MappableContentType,
  SyncSource,
} from '../../../server/src/sync/contracts';
import { changedFields } from '../../../admin/src/pages/sync/form/changed-fields';
import {
  checkJob,
  checkStep,
  furthestStep,
  isReachable,
  jobFieldOf,
  SHOWN_JOB_FIELD,
  stepOfField,
} from '../../../admin/src/pages/sync/form/job-checks';
import {
  changedForm,
  draftKey,
  newJobForm,
  resourceOf,
  toJobChanges,
  toJobForm,
  toJobInput,
  withDraft,
  type JobForm,
} from '../../../admin/src/pages/sync/form/job-form';
import {
  EMPTY_ROW,
  type KnownFields,
  type PairRow,
  toMapping,
  toPairRow,
  withField,
} from '../../../admin/src/pages/sync/form/pair-row';
import { checkPair } from '../../../admin/src/pages/sync/form/pair-checks';
import {
  missingParameters,
  parameterValues,
  withParameter,
} from '../../../admin/src/pages/sync/form/parameter-values';
import { sampleInput } from '../../../admin/src/pages/sync/form/sample-input';
import { sampleRows } from '../../../admin/src/pages/sync/form/sample-rows';
import { transformKindsFor } from '../../../admin/src/pages/sync/form/transform-kinds';
import {
  NO_TRANSFORM,
  toTransform,
  toTransformForm,
  transformProblem,
  type TransformForm,
} from '../../../admin/src/pages/sync/form/transform-form';
import { newJobSchema } from '../../../server/src/sync/jobs/job-input';
import { transformSchema } from '../../../server/src/sync/mapping/transforms';

const ZONE = 'Europe/Paris';

const field = (name: string, type: string, changes = {}) => ({
  name,
  type,
  isRequired: false,
  isUnique: false,
  canMatch: type === 'string',
  ...changes,
});

const product: MappableContentType = {
  uid: 'api::product.product',
  displayName: 'Product',
  kind: 'collectionType',
  hasDrafts: false,
  isLocalized: false,
  fields: [
    field('sku', 'string', { isUnique: true }),
    field('name', 'string'),
    field('price', 'decimal'),
    field('isSold', 'boolean'),
  ],
};

const draft: JobDraft = {
  fields: [
    { path: 'sku', type: 'text' },
    { path: 'name', type: 'text' },
    { path: 'price.amount', type: 'number' },
    { path: 'id', type: 'text', isReadOnly: true },
  ],
  contentType: product,
  mapping: [
    { field: 'sku', path: 'sku', flow: 'both' },
    { field: 'name', path: 'name', flow: 'both' },
  ],
  matchField: 'sku',
  defaults: {
    strategy: 'manual',
    deletes: { document: 'ignore', external: 'ignore' },
    brake: { count: 50, percent: 10 },
    batchSize: 200,
  },
  isExportEnabled: true,
  areExpressionsEnabled: false,
};

const known: KnownFields = { type: product, parameters: [], resource: draft.fields };
const start = { connectionId: 4, resource: 'products', contentType: product.uid };
const form = withDraft(newJobForm(start, ZONE), draft, 'Products');
const row = (changes: Partial<PairRow>): PairRow => ({ ...EMPTY_ROW, ...changes });
const money: TransformForm = { ...NO_TRANSFORM, kind: 'money' };
const slug: TransformForm = { ...NO_TRANSFORM, kind: 'slug' };

const schema = newJobSchema({
  conflictResolution: 'latest-wins',
  deleteBrake: { count: 100, percent: 20 },
  batchSize: 100,
});

describe('a pair that is more than a place and a field', () => {
  const related = field('category', 'relation', {
    canMatch: false,
    relation: {
      contentType: 'api::category.category',
      displayName: 'Category',
      isMany: true,
      hasDrafts: false,
      isLocalized: false,
      keys: [{ name: 'slug', type: 'uid' }],
      titleField: 'name',
    },
  });
  const pictures = field('pictures', 'media', {
    canMatch: false,
    media: { isMany: true, kinds: ['images'] },
  });
  const type = { ...product, fields: [...product.fields, related, pictures] };
  const knownHere: KnownFields = { ...known, type };
  const inbound = { direction: 'import', strategy: 'manual' } as const;

  it.each<[string, FieldMapping]>([
    [
      'entries that are named by a field',
      {
        field: 'category',
        path: 'tags',
        flow: 'import',
        reference: { by: 'field', field: 'slug', item: 'id' },
      },
    ],
    [
      'entries that another job has made',
      { field: 'category', path: 'tag', flow: 'both', reference: { by: 'job', jobId: 3 } },
    ],
    ['files', { field: 'pictures', path: 'images', flow: 'import' }],
    [
      'files of a list',
      {
        field: 'pictures',
        path: 'images',
        flow: 'import',
        reference: { by: 'url', item: 'src' },
      },
    ],
    [
      'the same file of every record',
      { field: 'pictures', path: '', flow: 'import', constant: 'https://files.test/a.png' },
    ],
    [
      'the same value of every record',
      { field: 'isSold', path: '', flow: 'import', constant: false },
    ],
    ['a number of every record', { field: 'price', path: '', flow: 'import', constant: 1.5 }],
    [
      'a condition',
      {
        field: 'name',
        path: 'name',
        flow: 'import',
        when: { is: 'one-of', path: 'state', values: ['a', 'b'] },
      },
    ],
    [
      'a condition without a value',
      { field: 'name', path: 'name', flow: 'import', when: { is: 'empty', path: 'state' } },
    ],
  ])('is edited and stored as it was: %s', (_name, mapping) => {
    const edited = toPairRow(mapping);
    expect(checkPair([edited], 0, 'import', knownHere)).toEqual({});
    expect(toMapping(edited, inbound, knownHere)).toEqual(mapping);
    expect(schema.shape.mapping.safeParse([mapping]).success).toBe(true);
  });

  it('begins with the field that names entries best', () => {
    expect(withField('category', type.fields, NO_TRANSFORM)).toMatchObject({
      reference: { by: 'field slug', item: '' },
    });
    expect(withField('name', type.fields, NO_TRANSFORM)).toMatchObject({ reference: { by: '' } });
    expect(withField('pictures', type.fields, NO_TRANSFORM)).toMatchObject({
      reference: { by: 'url', item: '' },
      flow: 'import',
    });
  });

  it.each<[string, Partial<PairRow>, object]>([
    [
      'a relation to nothing',
      { field: 'category', path: 'tag' },
      { reference: expect.any(String) },
    ],
    [
      'no path to the files of a list',
      { field: 'pictures', path: 'images', reference: { by: 'url', item: 'a..b' } },
      { reference: 'incoming.action.path-invalid' },
    ],
    [
      'a value that does not fit',
      { field: 'price', source: 'constant', constantText: 'much' },
      { constant: 'incoming.action.value-invalid' },
    ],
    [
      'a condition without a place',
      { field: 'name', path: 'name', when: { is: 'empty', path: '', text: '' } },
      { when: 'sync.fields.path-required' },
    ],
    [
      'a condition without a value',
      { field: 'name', path: 'name', when: { is: 'one-of', path: 'a', text: ' , ' } },
      { when: 'sync.condition.value-required' },
    ],
  ])('is not stored with %s', (_name, changes, problems) => {
    expect(checkPair([row(changes)], 0, 'import', knownHere)).toEqual(problems);
  });

  it.each<[Partial<PairRow>, string]>([
    [{ source: 'constant', constantText: 'x' }, 'sync.fields.only-in-constant'],
    [{ when: { is: 'empty', path: 'a', text: '' } }, 'sync.fields.only-in-condition'],
    [
      { field: 'category', reference: { by: 'field slug', item: 'id' } },
      'sync.fields.only-in-item',
    ],
    [{ field: 'pictures', path: 'images' }, 'sync.fields.only-in-media'],
  ])('says that it can only come in: %j', (changes, problem) => {
    const pair = row({ field: 'name', path: 'name', ...changes });
    expect(checkPair([pair], 0, 'two-way', knownHere)).toEqual({ flow: problem });
    expect(checkPair([{ ...pair, flow: 'import' }], 0, 'two-way', knownHere)).toEqual({});
  });

  it('is offered what fits both types', () => {
    expect(transformKindsFor('number', 'decimal', 'none')).toEqual(['none', 'money']);
    expect(transformKindsFor('list', 'string', 'none')).toEqual(['none', 'join']);
    expect(transformKindsFor('boolean', 'boolean', 'money')).toEqual(['none', 'money']);
    expect(transformKindsFor(undefined, 'datetime', 'none')).toEqual(['none', 'time']);
  });

  it('is offered expressions only where the site allows them, or where one is there already', () => {
    expect(transformKindsFor('list', 'json', 'none', true)).toEqual(['none', 'expression']);
    expect(transformKindsFor('list', 'json', 'none', false)).toEqual(['none']);
    expect(transformKindsFor('list', 'json', 'expression', false)).toContain('expression');
    // The marks of blocks are made by their own adaptation.
    expect(transformKindsFor('text', 'blocks', 'rich-text', true)).toEqual(['rich-text']);
  });

  it('shows what the server says of an expression at its pair', () => {
    const shownAt = jobFieldOf('mapping.3.transform.expression');
    expect(shownAt).toBe('rows.3.transform');
    expect(SHOWN_JOB_FIELD.test(shownAt)).toBe(true);
  });

  it('with an expression can only come in', () => {
    const expression = { ...NO_TRANSFORM, kind: 'expression' as const, expression: '$' };
    const pair = row({ field: 'name', path: 'name', transform: expression });
    expect(checkPair([pair], 0, 'two-way', known)).toEqual({
      flow: 'sync.fields.only-in-transform',
    });
    expect(checkPair([{ ...pair, flow: 'import' }], 0, 'two-way', known)).toEqual({});
  });

  it('shows related entries by their titles beside a real record', () => {
    const titles = { category: { mugs: 'Mugs', cups: 'cups' } };
    const after = { name: 'Tea', category: ['mugs', 'cups', 'gone'] };
    expect(sampleRows({ before: { name: 'mugs', category: 'mugs' }, after, titles })).toEqual([
      { field: 'name', side: null, before: 'mugs', after: 'Tea' },
      { field: 'category', side: null, before: 'Mugs (mugs)', after: 'Mugs (mugs), cups, gone' },
    ]);
  });
});

describe('a new job', () => {
  it('is filled in by its draft: pairs, what it is known by, rules, and a name', () => {
    expect(form.rows.map(({ path, isSuggested }) => [path, isSuggested])).toEqual([
      ['sku', true],
      ['name', true],
    ]);
    expect(form).toMatchObject({
      name: 'Products → Product',
      matchField: 'sku',
      strategy: 'manual',
      brakeCount: 50,
      batchSize: 200,
      drafted: draftKey(start),
    });
    expect(checkJob(form, known)).toEqual({});
  });

  it('keeps a name of its own, and takes the next suggestion otherwise', () => {
    expect(withDraft({ ...form, name: 'Shop' }, draft, 'Goods').name).toBe('Shop');
    expect(withDraft(form, draft, 'Goods').name).toBe('Goods → Product');
  });

  it('is sent as the server takes it', () => {
    const sent = toJobInput({ ...form, name: ' Shop ' }, known);
    expect(sent).toMatchObject({ ...start, name: 'Shop', locale: null, schedule: null });
    const { schedule: _schedule, ...stored } = sent;
    expect(schema.safeParse(stored).error).toBeUndefined();
  });

  it('finds its resource, as long as there is one', () => {
    const sources = [{ connectionId: 4, resources: [{ id: 'products', name: 'Products' }] }];
    expect(resourceOf(start, sources as SyncSource[])?.name).toBe('Products');
    expect(resourceOf({ ...start, resource: 'orders' }, sources as SyncSource[])).toBeUndefined();
  });
});

describe('records that have to be named first', () => {
  const parameters = [
    { name: 'repository', label: 'Repository', isRequired: true },
    { name: 'state', label: 'State' },
  ];
  const named = withParameter(form.filter, 'repository', ' shop/site ');
  const parametersOf = () => parameters;

  it('cannot be gone past without their names', () => {
    const problems = checkStep('what', form, { ...known, parameters });
    expect(problems).toEqual({ 'filter.repository': 'sync.what.parameter-required' });
    expect(checkStep('what', { ...form, filter: named }, { ...known, parameters })).toEqual({});
    expect(missingParameters([{ name: 'repository', value: ' ' }], parameters)).toHaveLength(1);
  });

  it('are asked for by them, and an empty one is not sent', () => {
    const emptied = withParameter(withParameter(named, 'state', 'open'), 'state', '');
    expect(emptied).toEqual(named);
    expect(parameterValues([...named, { name: 'sort', value: 'asc' }], parameters)).toEqual({
      repository: 'shop/site',
    });
    expect(toJobInput({ ...form, filter: named }, known).filter).toEqual({
      repository: ' shop/site ',
    });
  });

  it('by another name, suggested pairs go, and those of a person stay', () => {
    const rename = (job: JobForm) => changedForm(job, { filter: named }, parametersOf);
    expect(rename(form)).toMatchObject({ rows: [], drafted: '' });
    const rows = [...form.rows, row({ path: 'x', field: 'price' })];
    expect(rename({ ...form, rows })).toMatchObject({ rows, drafted: form.drafted });
    const narrowed = { filter: [{ name: 'sort', value: 'asc' }] };
    expect(changedForm(form, narrowed, parametersOf).rows).toEqual(form.rows);
  });

  it('another content type takes all pairs with it', () => {
    const rows = [row({ path: 'x', field: 'price' })];
    const other = changedForm({ ...form, rows }, { contentType: 'api::tea.tea' }, parametersOf);
    expect(other).toMatchObject({ rows: [], drafted: '' });
  });
});

describe('the steps', () => {
  it('each can be left once it is filled in, and what is before it', () => {
    const empty = newJobForm({ connectionId: null, resource: '', contentType: '' }, ZONE);
    expect(furthestStep(empty, { type: undefined, parameters: [], resource: null })).toBe('what');
    expect(
      furthestStep(newJobForm(start, ZONE), { type: undefined, parameters: [], resource: null }),
    ).toBe('where');
    expect(furthestStep({ ...newJobForm(start, ZONE), name: 'Shop' }, known)).toBe('fields');
    expect(furthestStep({ ...form, brakeCount: null }, known)).toBe('rules');
    expect(furthestStep(form, known)).toBe('when');
    expect(isReachable('where', 'fields')).toBe(true);
    expect(isReachable('plan', 'when')).toBe(false);
  });

  it.each<[Partial<JobForm>, string[]]>([
    [{ connectionId: null }, ['connectionId']],
    [{ resource: '' }, ['resource']],
    [{ name: ' ' }, ['name']],
    [{ rows: [], matchField: '' }, ['rows']],
    [{ rows: [row({ field: 'sku' })] }, ['rows.0.path']],
    [{ rows: [...form.rows, row({ path: 'x' })] }, ['rows.2.field']],
    [{ rows: [...form.rows, row({ path: 'x', field: 'sku' })] }, ['rows.2.field']],
    [{ rows: [...form.rows, row({ path: 'x', field: 'gone' })] }, ['rows.2.field']],
    [{ rows: [...form.rows, row({ path: 'a..b', field: 'price' })] }, ['rows.2.path']],
    [
      { rows: [...form.rows, row({ path: 'x', field: 'price', defaultText: 'much' })] },
      ['rows.2.default'],
    ],
    [{ matchField: 'price' }, ['matchField']],
    [{ brakePercent: 101 }, ['brake.percent']],
    [{ batchSize: 0 }, ['batchSize']],
    [{ filter: [{ name: ' ', value: 'x' }] }, ['filter']],
    [{ schedule: { ...form.schedule, rhythm: 'custom' } }, ['schedule.cron']],
  ])('%j: %j', (changes, paths) => {
    const problems = checkJob({ ...form, ...changes }, known);
    expect(Object.keys(problems)).toEqual(paths);
    for (const path of paths) expect(path).toMatch(SHOWN_JOB_FIELD);
  });

  it('a type with languages asks for one', () => {
    const localized = { ...known, type: { ...product, isLocalized: true } };
    expect(checkStep('where', form, localized)).toEqual({ locale: 'sync.where.locale-required' });
  });

  it('what the server says about a path stands at a field, and leads to its step', () => {
    const at = (path: string) => [jobFieldOf(path), stepOfField(jobFieldOf(path))];
    expect(at('mapping.2.field')).toEqual(['rows.2.field', 'fields']);
    expect(at('mapping.2.transform.pairs.0')).toEqual(['rows.2.transform', 'fields']);
    expect(at('mapping')).toEqual(['rows', 'fields']);
    expect(at('deletes.document')).toEqual(['deletes', 'rules']);
    expect(at('brake.count')).toEqual(['brake.count', 'rules']);
    expect(at('schedule')).toEqual(['schedule.cron', 'when']);
    expect(at('failureStop')).toEqual(['failureStop.count', 'rules']);
    expect(at('wholeEveryHours')).toEqual(['wholeEveryHours', 'when']);
    expect(at('schedule.timeZone')).toEqual(['schedule.timeZone', 'when']);
    expect(at('followsChanges')).toEqual(['followsChanges', 'when']);
    expect(at('locale')).toEqual(['locale', 'where']);
    expect(at('resource')).toEqual(['resource', 'what']);
    expect(at('filter')).toEqual(['filter', 'rules']);
    expect(at('filter.repository')).toEqual(['filter.repository', 'what']);
    expect(jobFieldOf('filter.repository')).toMatch(SHOWN_JOB_FIELD);
    expect(jobFieldOf('surprise')).not.toMatch(SHOWN_JOB_FIELD);
  });

  it('a changed number of the brake forgets what was wrong with the brake', () => {
    expect(changedFields({ brakeCount: 1, name: 'Shop' })).toEqual(['brake', 'name']);
    expect(changedFields({ failurePercent: 1 })).toEqual(['failureStop']);
  });
});

describe('which way a pair goes', () => {
  const twoWay = (pair: Partial<PairRow>): JobForm => ({
    ...form,
    direction: 'two-way',
    rows: [row({ field: 'name', path: 'name', ...pair })],
    matchField: '',
  });
  const problemOf = (job: JobForm) => checkJob(job, known)['rows.0.flow'];

  it('what cannot be turned back, is of a list, or is filled in by the service only comes in', () => {
    expect(problemOf(twoWay({ transform: slug }))).toBe('sync.fields.only-in-transform');
    expect(problemOf(twoWay({ path: 'tags[0]' }))).toBe('sync.fields.only-in-list');
    expect(problemOf(twoWay({ path: 'id' }))).toBe('sync.fields.only-in-read-only');
    expect(problemOf(twoWay({ path: 'id', flow: 'import' }))).toBeUndefined();
    expect(problemOf(twoWay({ transform: money }))).toBeUndefined();
    // A job that only comes in takes all of them.
    expect(problemOf({ ...twoWay({ transform: slug }), direction: 'import' })).toBeUndefined();
    expect(problemOf({ ...twoWay({ path: 'id', flow: 'import' }), direction: 'export' })).toBe(
      'sync.fields.only-in-read-only',
    );
  });

  it('nothing that goes against the job is stored', () => {
    const flowOf = (job: JobForm) => toJobInput(job, known).mapping[0]?.flow;
    expect(flowOf({ ...twoWay({ flow: 'export' }), direction: 'import' })).toBe('both');
    expect(flowOf({ ...twoWay({ flow: 'import' }), direction: 'import' })).toBe('import');
    expect(flowOf(twoWay({ flow: 'export' }))).toBe('export');
  });

  it('whose value counts is stored only where the fields decide', () => {
    const ownerOf = (job: JobForm) => toJobInput(job, known).mapping[0]?.owner;
    expect(ownerOf(twoWay({ owner: 'document' }))).toBeUndefined();
    expect(ownerOf({ ...twoWay({ owner: 'document' }), strategy: 'field-owner' })).toBe('document');
  });
});

describe('a stored job', () => {
  const job: Job = {
    id: 1,
    documentId: 'd1',
    ...start,
    name: 'Shop',
    locale: null,
    direction: 'two-way',
    mapping: [
      { field: 'sku', path: 'sku', flow: 'both' },
      {
        field: 'price',
        path: 'price.amount',
        flow: 'import',
        owner: 'document',
        transform: { kind: 'money', fractionDigits: 2 },
        default: 1.5,
      },
      { field: 'isSold', path: 'sold', flow: 'both', default: false },
    ],
    matchField: 'sku',
    strategy: 'field-owner',
    deletes: { document: 'delete', external: 'ignore' },
    brake: { count: 5, percent: 2.5 },
    filter: { status: 'active' },
    batchSize: 10,
    publication: 'draft',
    writing: 'documents',
    schedule: { cron: '0 8 * * 1-5', timeZone: 'UTC', missed: 'skip' },
    wholeEveryHours: 12,
    failureStop: { count: 3, percent: 7.5 },
    followsChanges: true,
    isActive: true,
    connection: null,
    resourceName: 'Products',
    contentTypeName: 'Product',
    problems: [],
    nextRuns: [],
    createdAt: '',
    updatedAt: '',
  };
  const loaded = toJobForm(job, ZONE);

  it('lists what has changed only where something comes in, and at an interval that can be', () => {
    expect(toJobInput(loaded, known).wholeEveryHours).toBe(12);
    expect(toJobInput({ ...loaded, direction: 'export' }, known).wholeEveryHours).toBeNull();
    expect(toJobInput({ ...loaded, listsChanges: false }, known).wholeEveryHours).toBeNull();
    expect(checkStep('when', { ...loaded, wholeEveryHours: 0 }, known)).toEqual({
      wholeEveryHours: 'sync.when.whole-invalid',
    });
  });

  it('follows changes of entries only where something goes out', () => {
    expect(toJobInput(loaded, known).followsChanges).toBe(true);
    expect(toJobInput({ ...loaded, direction: 'import' }, known).followsChanges).toBe(false);
  });

  it('comes back as it was', () => {
    const { mapping, ...sent } = toJobInput(loaded, known);
    // The owner of a pair that has none stored is the service.
    const [sku, price, sold] = job.mapping;
    expect(mapping).toEqual([{ ...sku, owner: 'external' }, price, { ...sold, owner: 'external' }]);
    expect(job).toMatchObject(sent);
    expect(checkJob(loaded, known)).toEqual({});
  });

  it('is sent only what was changed, and nothing that stays', () => {
    expect(toJobChanges(loaded, { ...loaded }, known)).toEqual({});
    expect(toJobChanges(loaded, { ...loaded, name: 'Market', brakeCount: 6 }, known)).toEqual({
      name: 'Market',
      brake: { count: 6, percent: 2.5 },
    });
  });

  it('of one whose service does not answer, the rest can still be changed', () => {
    const unknown = { type: product, parameters: [], resource: null };
    expect(checkJob(loaded, unknown)).toEqual({});
    expect(toJobChanges(loaded, { ...loaded, batchSize: 20 }, unknown)).toEqual({ batchSize: 20 });
  });
});

describe('what is tried on real records', () => {
  it('leaves out what is not finished', () => {
    const rows = [
      ...form.rows,
      row({ field: 'price' }),
      row({ field: 'price', path: 'price.amount', transform: { ...money, fractionDigits: 9 } }),
    ];
    expect(sampleInput({ ...form, rows }, known)).toEqual({
      ...start,
      mapping: draft.mapping,
      matchField: 'sku',
    });
  });

  it('nothing without a pair, and not before the language is known', () => {
    expect(sampleInput({ ...form, rows: [] }, known)).toBeNull();
    const localized = { ...known, type: { ...product, isLocalized: true } };
    expect(sampleInput(form, localized)).toBeNull();
    expect(sampleInput({ ...form, locale: 'fr' }, localized)?.locale).toBe('fr');
  });
});

describe('a transform as it is edited', () => {
  it.each([
    { kind: 'money', fractionDigits: 0 },
    { kind: 'lookup', pairs: [['a', 'b']] },
    { kind: 'time', format: 'epoch-ms' },
    { kind: 'join', separator: ';' },
    { kind: 'slug' },
    { kind: 'trim', length: 80 },
    { kind: 'expression', expression: '$record.a & $' },
  ])('%j comes back as it was, and is what the server takes', (stored) => {
    const transform = transformSchema.parse(stored);
    const edited = toTransformForm(transform);
    expect(toTransform(edited)).toEqual(stored);
    expect(transformProblem(edited)).toBeNull();
  });

  it.each<Partial<TransformForm>>([
    { kind: 'money', fractionDigits: 5 },
    { kind: 'lookup', pairs: [] },
    {
      kind: 'lookup',
      pairs: [
        { there: 'a', here: 'b' },
        { there: 'c', here: 'b' },
      ],
    },
    { kind: 'join', separator: '' },
    { kind: 'trim', length: 0 },
    { kind: 'expression', expression: '  ' },
    { kind: 'expression', expression: 'x'.repeat(2_001) },
  ])('%j is refused here as by the server', (changes) => {
    const edited = { ...NO_TRANSFORM, ...changes };
    expect(transformProblem(edited)).not.toBeNull();
    expect(transformSchema.safeParse(toTransform(edited)).success).toBe(false);
  });

  it('none is none', () => {
    expect(toTransform(toTransformForm(undefined))).toBeUndefined();
  });
});
