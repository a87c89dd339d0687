import { applyPlan } from '../../../../server/src/sync/apply/apply-plan';
import type { Change, PlanStep } from '../../../../server/src/sync/plan/change';
import { plan } from '../../../../server/src/sync/plan/plan';
import type { PlanInput } from '../../../../server/src/sync/plan/plan-input';
import type { Policy } from '../../../../server/src/sync/plan/policy';
import type { LinkState, Values } from '../../../../server/src/sync/plan/record-state';
import { createSyncWorld, type SyncWorld } from '../../../support/sync-world';

const POLICY: Policy = {
  direction: 'import',
  fields: [{ field: 'name', flow: 'both', owner: 'external' }],
  strategy: 'source-wins',
  deletes: { document: 'delete', external: 'delete' },
  brake: { count: 100, percent: 100 },
};

interface Twin {
  /** What both agreed on. */
  base: string;
  /** Undefined where that side is gone. */
  there?: string;
  here?: string;
}

/** A world with twins that know each other: `r1` and `d1`, `r2` and `d2`, and so on. */
function worldOf(twins: Twin[], policy: Partial<Policy> = {}, matchField: string | null = null) {
  const world = createSyncWorld({ policy: { ...POLICY, ...policy }, matchField });
  twins.forEach(({ base, there, here }, index) => {
    const id = index + 1;
    if (there !== undefined) addRecord(world, `r${id}`, { name: there });
    if (here !== undefined) addEntry(world, `d${id}`, { name: here });
    world.links.set(id, {
      id,
      externalId: `r${id}`,
      documentId: `d${id}`,
      base: { external: { name: base }, document: { name: base } },
      gone: null,
      openConflict: null,
    });
  });
  return world;
}

const addRecord = ({ putThere }: SyncWorld, id: string, values: Values) => putThere(id, values);
const addEntry = ({ putHere }: SyncWorld, id: string, values: Values) => putHere(id, values);

async function stepsOf(
  { input }: SyncWorld,
  changes: Partial<PlanInput> = {},
): Promise<PlanStep[]> {
  const steps: PlanStep[] = [];
  for await (const step of plan({ ...input, isPreview: true, ...changes })) steps.push(step);
  return steps;
}

const anyLink = ({ links }: SyncWorld): LinkState => [...links.values()][0] as LinkState;

const isChange = (step: PlanStep): step is Change =>
  step.kind !== 'checkpoint' && step.kind !== 'hold';

async function changesOf(world: SyncWorld, changes?: Partial<PlanInput>): Promise<Change[]> {
  return (await stepsOf(world, changes)).filter(isChange);
}

async function kindsOf(world: SyncWorld, changes?: Partial<PlanInput>): Promise<string[]> {
  return (await changesOf(world, changes)).map(({ kind }) => kind);
}

describe('a record that Strapi does not have', () => {
  it('becomes an entry', async () => {
    const world = worldOf([]);
    addRecord(world, 'r9', { name: 'Mug' });
    expect(await changesOf(world)).toMatchObject([
      { kind: 'create-document', external: { id: 'r9' }, values: { name: 'Mug' }, link: null },
    ]);
  });

  it('is left where it is by an export', async () => {
    const world = worldOf([], { direction: 'export' });
    addRecord(world, 'r9', { name: 'Mug' });
    expect(await kindsOf(world)).toEqual([]);
  });

  it('is linked to the entry that it is known to be', async () => {
    const world = worldOf([], {}, 'name');
    addRecord(world, 'r9', { name: 'Mug' });
    addEntry(world, 'd9', { name: 'Mug' });
    expect(await changesOf(world)).toMatchObject([
      { kind: 'meet', external: { id: 'r9' }, document: { documentId: 'd9' } },
    ]);
  });

  it('does not take the entry of another one', async () => {
    const world = worldOf([], { direction: 'two-way' }, 'name');
    addRecord(world, 'r8', { name: 'Mug' });
    addRecord(world, 'r9', { name: 'Mug' });
    addEntry(world, 'd9', { name: 'Mug' });
    expect(await kindsOf(world)).toEqual(['meet', 'quarantine']);
  });

  it('is set aside with its reasons if it cannot be read, and its entry is not taken for new', async () => {
    const world = worldOf([], { direction: 'two-way' }, 'name');
    addRecord(world, 'r9', { name: 'Mug' });
    addEntry(world, 'd9', { name: 'Mug' });
    const problems = [{ field: 'name', message: 'It is no name.' }];
    const pages = async function* () {
      for await (const page of world.input.listing.pages) {
        yield { ...page, records: page.records.map((record) => ({ ...record, problems })) };
      }
    };
    const listing = { ...world.input.listing, pages: pages() };
    expect(await changesOf(world, { listing })).toEqual([
      { kind: 'quarantine', externalId: 'r9', link: null, problems },
    ]);
  });
});

describe('an entry that the service does not have', () => {
  it.each(['export', 'two-way'] as const)('goes there: %s', async (direction) => {
    const world = worldOf([], { direction });
    addEntry(world, 'd9', { name: 'Mug' });
    expect(await changesOf(world)).toMatchObject([
      { kind: 'create-external', document: { documentId: 'd9' }, values: { name: 'Mug' } },
    ]);
  });

  it('stays here where records only come in', async () => {
    const world = worldOf([]);
    addEntry(world, 'd9', { name: 'Mug' });
    expect(await kindsOf(world)).toEqual([]);
  });
});

describe('a pair without news', () => {
  it('needs nothing, whatever the direction', async () => {
    for (const direction of ['import', 'export', 'two-way'] as const) {
      const world = worldOf([{ base: 'a', there: 'a', here: 'a' }], { direction });
      expect(await kindsOf(world)).toEqual([]);
    }
  });

  it('is counted', async () => {
    const world = worldOf([
      { base: 'a', there: 'a', here: 'a' },
      { base: 'b', there: 'b', here: 'b' },
    ]);
    const [first] = await stepsOf(world);
    expect(first).toMatchObject({ kind: 'checkpoint', examined: 2, skipped: { unchanged: 2 } });
  });
});

it('a record that is listed twice counts once', async () => {
  const world = worldOf([{ base: 'a', there: 'b', here: 'a' }]);
  const twice = async function* () {
    for await (const page of world.input.listing.pages) {
      yield { ...page, records: [...page.records, ...page.records], position: 'next' };
      yield page;
    }
  };
  const extent = () => 'complete' as const;
  expect(await kindsOf(world, { listing: { pages: twice(), extent } })).toEqual(['update']);
  const preview = worldOf([]);
  addRecord(preview, 'r9', { name: 'Mug' });
  const again = async function* () {
    for await (const page of preview.input.listing.pages) {
      yield page;
      yield page;
    }
  };
  const listing = { pages: again(), extent };
  expect(await kindsOf(preview, { listing, isPreview: true })).toEqual(['create-document']);
});

describe('a record that the service has no longer', () => {
  const gone = { base: 'a', here: 'a' };

  it.each([
    ['delete', 'delete-document'],
    ['unpublish', 'delete-document'],
    ['ignore', 'leave'],
  ] as const)('has its entry treated as is set: %s', async (document, kind) => {
    const deletes = { document, external: 'ignore' } as const;
    expect(
      await kindsOf(worldOf([gone, { base: 'b', there: 'b', here: 'b' }], { deletes })),
    ).toEqual([kind]);
  });

  it('is nothing if not all were listed', async () => {
    const world = worldOf([gone]);
    const listing = { ...world.input.listing, extent: () => 'since' as const };
    expect(await kindsOf(world, { listing })).toEqual([]);
  });

  it('is nothing if it is there after all', async () => {
    const world = worldOf([gone, { base: 'b', there: 'b', here: 'b' }]);
    expect(await kindsOf(world, { verifyGone: () => Promise.resolve([]) })).toEqual([]);
  });

  it('needs no entry that is gone as well', async () => {
    const world = worldOf([{ base: 'a' }, { base: 'b', there: 'b', here: 'b' }]);
    expect(await kindsOf(world)).toEqual(['unlink']);
  });

  it('and whose entry was changed meanwhile is a question, or decided and remembered', async () => {
    const twins = [
      { base: 'a', here: 'edited' },
      { base: 'b', there: 'b', here: 'b' },
    ];
    const direction = 'two-way';
    const kinds = async (strategy: Policy['strategy']) =>
      changesOf(worldOf(twins, { direction, strategy }));
    expect(await kinds('manual')).toMatchObject([
      { kind: 'ask-about-deletion', gone: 'external', survivor: { name: 'edited' } },
    ]);
    expect(await kinds('latest-wins')).toMatchObject([
      { kind: 'create-external', link: { id: 1 }, values: { name: 'edited' } },
    ]);
    expect(await kinds('source-wins')).toMatchObject([
      { kind: 'delete-document', lost: { name: 'edited' } },
    ]);
  });
});

describe('an entry that was deleted', () => {
  const gone = { base: 'a', there: 'a' };

  it('is not brought back, and its record stays where records only come in', async () => {
    const world = worldOf([gone]);
    // Its record is unchanged, so that nobody looks at the entry; once it changes, that is noticed.
    expect(await kindsOf(world)).toEqual([]);
    addRecord(world, 'r1', { name: 'new' });
    expect(await kindsOf(world)).toEqual(['leave']);
  });

  it('takes its record along where that is set', async () => {
    expect(await kindsOf(worldOf([gone], { direction: 'two-way' }))).toEqual(['delete-external']);
  });

  it('comes back if its record was changed meanwhile and the latest wins', async () => {
    const world = worldOf([{ base: 'a', there: 'edited' }], {
      direction: 'two-way',
      strategy: 'latest-wins',
    });
    expect(await changesOf(world)).toMatchObject([
      { kind: 'create-document', values: { name: 'edited' }, link: { id: 1 } },
    ]);
  });
});

describe('the brake', () => {
  const twins = (gone: number, kept: number): Twin[] => [
    ...Array.from({ length: gone }, () => ({ base: 'a', here: 'a' })),
    ...Array.from({ length: kept }, () => ({ base: 'b', there: 'b', here: 'b' })),
  ];
  const planOf = async (gone: number, kept: number, brake: Policy['brake']) => {
    const steps = await stepsOf(worldOf(twins(gone, kept), { brake }));
    const held = steps.filter((step) => 'isHeld' in step && step.isHeld);
    return { hold: steps.find(({ kind }) => kind === 'hold') ?? null, held: held.length };
  };

  it.each([
    [3, 7, { count: 3, percent: 30 }, false],
    [3, 7, { count: 2, percent: 100 }, true],
    [3, 7, { count: 100, percent: 29 }, true],
    [1, 0, { count: 100, percent: 100 }, true],
  ])('for %i of %i more, at %o: held is %s', async (gone, kept, brake, isHeld) => {
    const { hold, held } = await planOf(gone, kept, brake);
    expect(hold !== null).toBe(isHeld);
    expect(held).toBe(isHeld ? gone : 0);
  });

  it('says why, and of how many', async () => {
    expect((await planOf(3, 7, { count: 2, percent: 100 })).hold).toEqual({
      kind: 'hold',
      reason: 'brake',
      missing: 3,
      pairs: 10,
    });
    expect((await planOf(3, 0, { count: 100, percent: 100 })).hold).toMatchObject({
      reason: 'all-gone',
    });
  });

  it('stays until a person has decided, also where it would be let off now', async () => {
    const world = worldOf(twins(1, 9), { brake: { count: 100, percent: 50 } });
    const steps = await stepsOf(world, { isHolding: true });
    expect(steps.find(({ kind }) => kind === 'hold')).toMatchObject({ reason: 'undecided' });
    expect(await stepsOf(worldOf(twins(0, 9)), { isHolding: true })).not.toContainEqual(
      expect.objectContaining({ kind: 'hold' }),
    );
  });

  it('lets nothing else be concluded from a listing that may be wrong', async () => {
    const world = worldOf(
      [
        { base: 'a', here: 'edited' },
        { base: 'a' },
        { base: 'a', here: 'a' },
        { base: 'b', there: 'b', here: 'b' },
      ],
      { direction: 'two-way', strategy: 'latest-wins', brake: { count: 1, percent: 100 } },
    );
    const changes = await changesOf(world);
    expect(changes).toMatchObject([{ kind: 'delete-document', isHeld: true, link: { id: 3 } }]);
  });

  it('counts pairs that are still alive, of those that there were before', async () => {
    const world = worldOf(twins(2, 2), { brake: { count: 100, percent: 50 } });
    for (let id = 100; id < 200; id += 1) {
      world.links.set(id, { ...anyLink(world), id, externalId: `x${id}`, gone: 'document' });
    }
    world.links.set(3, { ...anyLink(world), id: 3, gone: null, externalId: 'r9' });
    expect((await stepsOf(world)).find(({ kind }) => kind === 'hold')).toMatchObject({
      missing: 3,
      pairs: 4,
    });
  });
});

describe('what a direction rules out', () => {
  it('an import writes nothing at the service, whatever the fields say', async () => {
    const world = worldOf([{ base: 'a', there: 'a', here: 'edited' }], { direction: 'import' });
    addEntry(world, 'd9', { name: 'new' });
    expect(await kindsOf(world)).toEqual([]);
  });

  it('an export deletes no entry whose record has vanished at its destination', async () => {
    const world = worldOf(
      [
        { base: 'a', here: 'a' },
        { base: 'b', there: 'b', here: 'b' },
      ],
      { direction: 'export' },
    );
    expect(await kindsOf(world)).toEqual(['leave']);
  });

  it('an import with an edited entry leaves it where its record is gone', async () => {
    const world = worldOf(
      [
        { base: 'a', here: 'edited' },
        { base: 'b', there: 'b', here: 'b' },
      ],
      { strategy: 'latest-wins' },
    );
    expect(await kindsOf(world)).toEqual(['leave']);
  });
});

describe('a listing that is not all there is', () => {
  const extentOf = (world: SyncWorld, extent: 'since' | 'partial') => ({
    listing: { ...world.input.listing, extent: () => extent },
  });
  const unlisted = { base: 'a', here: 'edited' };

  it('takes records that were not in it to be as they were', async () => {
    const world = worldOf([unlisted], { direction: 'two-way' });
    expect(await changesOf(world, extentOf(world, 'since'))).toMatchObject([
      { kind: 'update', external: null, merge: { toExternal: [{ before: 'a', after: 'edited' }] } },
    ]);
  });

  it('makes no records of entries after its end alone', async () => {
    const world = worldOf([], { direction: 'two-way' });
    addEntry(world, 'd9', { name: 'new' });
    expect(await kindsOf(world, extentOf(world, 'since'))).toEqual(['create-external']);
    expect(await kindsOf(world, extentOf(world, 'partial'))).toEqual([]);
  });
});

describe('records and entries that are matched by a value', () => {
  it('are the same in a run as in a preview, wherever the pages end', async () => {
    for (const pageSize of [1, 10]) {
      for (const isPreview of [true, false]) {
        const world = createSyncWorld({ policy: POLICY, matchField: 'name', pageSize });
        addRecord(world, 'r8', { name: 'Mug' });
        addRecord(world, 'r9', { name: 'Mug' });
        addEntry(world, 'd9', { name: 'Mug' });
        const input = { ...world.input, isPreview };
        if (isPreview) {
          const changes = [];
          for await (const step of plan(input)) if (isChange(step)) changes.push(step.kind);
          expect(changes).toEqual(['meet', 'quarantine']);
        } else {
          const tally = await applyPlan(plan(input), world.ports, { batchSize: 10 });
          expect(tally.outcomes).toMatchObject({ applied: 1, failed: 1 });
        }
      }
    }
  });

  it('are not guessed at where several entries have it', async () => {
    const world = worldOf([], { direction: 'two-way' }, 'name');
    addRecord(world, 'r9', { name: 'Mug' });
    addEntry(world, 'd8', { name: 'Mug' });
    addEntry(world, 'd9', { name: 'Mug' });
    expect(await kindsOf(world)).toEqual(['quarantine']);
  });
});

it('a first run holds nothing, and deletes nothing of what it has just made', async () => {
  const world = worldOf([]);
  for (let n = 0; n < 50; n += 1) addRecord(world, `r${n}`, { name: `Mug ${n}` });
  const tally = await applyPlan(plan(world.input), world.ports, { batchSize: 7 });
  expect(tally).toMatchObject({ hold: null, outcomes: { applied: 50, held: 0, failed: 0 } });
  const again = await applyPlan(plan(world.input), world.ports, { batchSize: 7 });
  expect(again).toMatchObject({ hold: null, outcomes: { applied: 0 }, skipped: { unchanged: 50 } });
});
