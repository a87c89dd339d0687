import fc from 'fast-check';

import { applyPlan, type RunTally } from '../../../server/src/sync/apply/apply-plan';
import { resumeCreations } from '../../../server/src/sync/apply/resume-creations';
import type { Hold } from '../../../server/src/sync/plan/change';
import { plan } from '../../../server/src/sync/plan/plan';
import type { ConflictStrategy, Policy } from '../../../server/src/sync/plan/policy';
import type { Side } from '../../../server/src/sync/plan/record-state';
import { seededRandom } from '../../support/seeded-random';
import { createSyncWorld, Killed, type SyncWorld } from '../../support/sync-world';

/*
 * A model of two-way sync: people on both sides edit, add and delete, also while a run is under way; records are refused; the
 * process ends at any step. Every edit writes a text that is never written again, so that it can be told where it went.
 */

const RUNS = process.env.LONG_TESTS ? 20_000 : 3_000;
/** After so many ends the process is left alone. */
const MOST_KILLS = 20;

const EDITED = ['name', 'price'] as const;
const KEY = 'sku';
const OWNERS: Record<string, Side> = { [KEY]: 'external', name: 'external', price: 'document' };

function aPolicy(strategy: ConflictStrategy, deletes: Policy['deletes']): Policy {
  return {
    direction: 'two-way',
    fields: Object.entries(OWNERS).map(([field, owner]) => ({ field, flow: 'both', owner })),
    strategy,
    deletes,
    brake: { count: 1_000, percent: 100 },
  };
}

const strategies = ['latest-wins', 'source-wins', 'destination-wins', 'field-owner', 'manual'];

const scenarios = fc.record({
  strategy: fc.constantFrom(...(strategies as ConflictStrategy[])),
  deletes: fc.constantFrom<Policy['deletes']>(
    { document: 'delete', external: 'delete' },
    { document: 'ignore', external: 'ignore' },
    { document: 'delete', external: 'ignore' },
  ),
  /** In a thousand steps, how many end the process. */
  killRate: fc.constantFrom(0, 5, 30),
  /** In a thousand steps of a run, how often somebody does something meanwhile. */
  editRate: fc.constantFrom(0, 20),
  /** In a hundred writes, how many are refused. */
  refusalRate: fc.constantFrom(0, 10),
  isMatched: fc.boolean(),
  isIdempotent: fc.boolean(),
  /** Whether both sides spell values in their own ways. */
  isSpelledAnew: fc.boolean(),
  rounds: fc.integer({ min: 1, max: 5 }),
  editsPerRound: fc.integer({ min: 1, max: 8 }),
  pageSize: fc.integer({ min: 1, max: 5 }),
  batchSize: fc.integer({ min: 1, max: 6 }),
  seed: fc.integer(),
});

type Scenario = typeof scenarios extends fc.Arbitrary<infer S> ? S : never;

const shout = (value: unknown) => (typeof value === 'string' ? value.toUpperCase() : value);
const whisper = (value: unknown) => (typeof value === 'string' ? value.toLowerCase() : value);

/** People who edit, and the memory of what they wrote. */
function createPeople(random: () => number, getWorld: () => SyncWorld) {
  /** Texts that nobody has replaced or thrown away on the side where they were written. */
  const wanted = new Set<string>();
  let lastText = 0;
  const newText = () => `text ${(lastText += 1)}`;
  const pick = <T>(items: readonly T[]): T | undefined =>
    items[Math.floor(random() * items.length)];
  const recordsOf = (side: Side) => getWorld()[side === 'external' ? 'service' : 'documents'];
  const put = (side: Side, id: string, values: Record<string, string>) => {
    Object.values(values).forEach((text) => wanted.add(text));
    if (side === 'external') getWorld().putThere(id, values);
    else getWorld().putHere(id, values);
  };
  const forget = (text: unknown) => wanted.delete(String(whisper(text)));

  function add(side: Side): void {
    const id = `${side === 'external' ? 'r' : 'd'}${getWorld().nextId()}`;
    put(side, id, { [KEY]: newText(), name: newText(), price: newText() });
  }

  function edit(side: Side): void {
    const [id, known] = pick([...recordsOf(side).entries()]) ?? [];
    if (id === undefined || !known) return add(side);
    const field = pick(EDITED) ?? 'name';
    forget(known.values[field]);
    put(side, id, { [field]: newText() });
  }

  function remove(side: Side): void {
    const [id, known] = pick([...recordsOf(side).entries()]) ?? [];
    if (id === undefined || !known) return;
    Object.values(known.values).forEach(forget);
    recordsOf(side).delete(id);
  }

  return {
    wanted,
    act(): void {
      const isLocked = getWorld().isInTransaction;
      const side: Side = isLocked || random() < 0.5 ? 'external' : 'document';
      const dice = random();
      if (dice < 0.25) add(side);
      else if (dice < 0.85) edit(side);
      else remove(side);
    },
  };
}

async function live(scenario: Scenario) {
  const { strategy, deletes, killRate, editRate, refusalRate, isIdempotent, seed } = scenario;
  const random = seededRandom(seed);
  let isRunning = false;
  let isQuiet = false;
  let kills = 0;
  let hold: Hold | null = null;
  const world: SyncWorld = createSyncWorld({
    policy: aPolicy(strategy, deletes),
    pageSize: scenario.pageSize,
    isIdempotent,
    // Who repeats a write without a key has to know the record by something else.
    matchField: scenario.isMatched || !isIdempotent ? KEY : null,
    // What is matched by a value needs the same value on both sides.
    ...(scenario.isSpelledAnew &&
      isIdempotent &&
      !scenario.isMatched && { storedThere: shout, storedHere: whisper }),
    isRefused: () => !isQuiet && random() * 100 < refusalRate,
    atEveryStep() {
      if (!isRunning || isQuiet) return;
      // A listing that shifts may hide what was made without a key when the process ended: then there are two, and one of
      // them is set aside. Nobody can know better, so there it does not shift.
      if (isIdempotent && random() * 1000 < editRate) people.act();
      if (kills < MOST_KILLS && random() * 1000 < killRate) {
        kills += 1;
        throw new Killed();
      }
    },
  });
  const people = createPeople(random, () => world);

  async function run(): Promise<RunTally> {
    isRunning = true;
    try {
      await resumeCreations([...world.creations.values()], world.ports);
      const input = { ...world.input, isHolding: hold !== null };
      const tally = await applyPlan(plan(input), world.ports, { batchSize: scenario.batchSize });
      hold = tally.hold;
      return tally;
    } finally {
      isRunning = false;
    }
  }

  async function runUntilItEnds(): Promise<void> {
    for (;;) {
      try {
        await run();
        return;
      } catch (error) {
        if (!(error instanceof Killed)) throw error;
      }
    }
  }

  for (let round = 0; round < scenario.rounds; round += 1) {
    for (let n = 0; n < scenario.editsPerRound; n += 1) people.act();
    await runUntilItEnds();
  }
  isQuiet = true;
  await run();
  const before = world.writes;
  const last = await run();
  return { world, wanted: people.wanted, lastWrites: world.writes - before, last };
}

const textsOf = (records: SyncWorld['service']): string[] =>
  [...records.values()].flatMap(({ values }) =>
    Object.values(values).map((text) => String(whisper(text))),
  );

it('both sides come together, no edit is lost unnoticed, and a run without news writes nothing', async () => {
  await fc.assert(
    fc.asyncProperty(scenarios, async (scenario) => {
      const { world, wanted, lastWrites, last } = await live(scenario);
      const { service, documents, links, conflicts, creations } = world;

      expect(lastWrites).toBe(0);
      expect(creations.size).toBe(0);
      expect(last.outcomes).toEqual({
        applied: 0,
        failed: 0,
        outdated: 0,
        planned: 0,
        held: expect.any(Number),
      });

      // Nothing has two twins, and nothing none.
      const pairs = [...links.values()];
      const names = pairs.flatMap(({ externalId, documentId }) => [externalId, documentId]);
      expect(new Set(names).size).toBe(names.length);
      const known = new Set(names);
      expect([...service.keys(), ...documents.keys()].filter((id) => !known.has(id))).toEqual([]);
      // Every text was written once, so whatever stands twice on one side was doubled by a run.
      for (const side of [service, documents]) {
        const texts = textsOf(side);
        expect(texts.filter((text, place) => texts.indexOf(text) !== place)).toEqual([]);
      }

      for (const { externalId, documentId, openConflict, gone } of pairs) {
        if (openConflict !== null || gone !== null || last.hold) continue;
        const [there, here] = [service.get(externalId), documents.get(documentId)];
        expect(whisperAll(there?.values)).toEqual(whisperAll(here?.values));
      }

      const kept = new Set([...textsOf(service), ...textsOf(documents)]);
      for (const { fields, gone } of conflicts.values()) {
        for (const { field, external, document, winner } of fields) {
          kept.add(String(whisper(external))).add(String(whisper(document)));
          if (gone === null) expect([winner]).toContainEqual(expectedWinner(scenario, field));
        }
      }
      expect([...wanted].filter((text) => !kept.has(text))).toEqual([]);
    }),
    { numRuns: RUNS },
  );
});

function whisperAll(values: Readonly<Record<string, unknown>> = {}) {
  return Object.fromEntries(Object.entries(values).map(([key, value]) => [key, whisper(value)]));
}

function expectedWinner({ strategy }: Scenario, field: string): unknown {
  switch (strategy) {
    case 'latest-wins':
      return expect.stringMatching(/^(external|document)$/);
    case 'source-wins':
      return 'external';
    case 'destination-wins':
      return 'document';
    case 'field-owner':
      return OWNERS[field];
    case 'manual':
      return null;
  }
}
