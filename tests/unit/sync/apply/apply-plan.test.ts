import { applyPlan } from '../../../../server/src/sync/apply/apply-plan';
import type { ApplyPorts } from '../../../../server/src/sync/apply/apply-ports';
import { plan } from '../../../../server/src/sync/plan/plan';
import type { Policy } from '../../../../server/src/sync/plan/policy';
import { createSyncWorld, type SyncWorld } from '../../../support/sync-world';

const POLICY: Policy = {
  direction: 'two-way',
  fields: [{ field: 'name', flow: 'both', owner: 'external' }],
  strategy: 'latest-wins',
  deletes: { document: 'delete', external: 'delete' },
  brake: { count: 100, percent: 100 },
};

const worldOf = (policy: Partial<Policy> = {}) =>
  createSyncWorld({ policy: { ...POLICY, ...policy }, pageSize: 10 });

const run = (world: SyncWorld, ports: ApplyPorts = world.ports, batchSize = 10) =>
  applyPlan(plan(world.input), ports, { batchSize });

const nameThere = ({ service }: SyncWorld, id: string) => service.get(id)?.values.name;

/** A pair that agrees: `r` and the entry that was made of it. */
async function aPair(world: SyncWorld, name = 'a'): Promise<string> {
  world.putThere('r', { name });
  await run(world);
  return [...world.documents.keys()].at(-1) ?? '';
}

it('a change that is made, undone and made again reaches the service every time', async () => {
  const world = worldOf();
  const documentId = await aPair(world);
  for (const name of ['b', 'a', 'b', 'a', 'b']) {
    world.putHere(documentId, { name });
    await run(world);
    expect(nameThere(world, 'r')).toBe(name);
  }
});

it('a record that comes back after its end was left at that is kept alike again', async () => {
  const world = worldOf({ deletes: { document: 'ignore', external: 'ignore' } });
  const documentId = await aPair(world);
  world.putThere('other', { name: 'keeps the listing from being empty' });
  await run(world);
  world.service.delete('r');
  await run(world);
  expect([...world.links.values()].map(({ gone }) => gone)).toContain('external');
  world.putThere('r', { name: 'back' });
  await run(world);
  expect(world.documents.get(documentId)?.values.name).toBe('back');
  expect([...world.links.values()].map(({ gone }) => gone)).toEqual([null, null]);
});

it('a question is closed when the two have come together by themselves', async () => {
  const world = worldOf({ strategy: 'manual' });
  const documentId = await aPair(world);
  world.putThere('r', { name: 'b' });
  world.putHere(documentId, { name: 'c' });
  await run(world);
  await run(world);
  expect([...world.conflicts.values()].map(({ isClosed }) => isClosed)).toEqual([false]);
  world.putThere('r', { name: 'c' });
  await run(world);
  expect([...world.conflicts.values()].map(({ isClosed }) => isClosed)).toEqual([true]);
  expect([...world.links.values()]).toMatchObject([{ openConflict: null }]);
});

describe('a service that stops answering in the middle of a batch', () => {
  const noAnswer = new Error('no answer');
  const portsUntil = (world: SyncWorld, answers: number): ApplyPorts => {
    let left = answers;
    return {
      ...world.ports,
      faultOf: (error) => (error === noAnswer ? null : world.ports.faultOf(error)),
      service: {
        ...world.ports.service,
        create(values, key) {
          left -= 1;
          return left < 0 ? Promise.reject(noAnswer) : world.ports.service.create(values, key);
        },
      },
    };
  };

  it('ends the run, with everything written down that it has taken', async () => {
    const world = worldOf();
    for (let n = 0; n < 5; n += 1) world.putHere(`d${n}`, { name: `Mug ${n}` });
    await expect(run(world, portsUntil(world, 3))).rejects.toBe(noAnswer);
    expect(world.service.size).toBe(3);
    expect(world.links.size).toBe(3);
    const { outcomes } = await run(world);
    expect(outcomes).toMatchObject({ applied: 2, failed: 0 });
    expect(world.service.size).toBe(5);
  });
});

describe('a record that is refused', () => {
  const isOdd = (n: number) => n % 2 === 1;
  let refused: boolean;
  let world: SyncWorld;
  beforeEach(() => {
    let asked = 0;
    refused = true;
    world = createSyncWorld({
      policy: POLICY,
      isRefused: () => {
        asked += 1;
        return refused && isOdd(asked);
      },
    });
  });

  it.each(['service', 'documents'] as const)('in %s keeps none of the others', async (side) => {
    for (let n = 0; n < 6; n += 1) {
      if (side === 'service') world.putHere(`d${n}`, { name: `Mug ${n}` });
      else world.putThere(`r${n}`, { name: `Mug ${n}` });
    }
    const { outcomes } = await run(world);
    expect(outcomes.failed).toBeGreaterThan(0);
    expect(outcomes.applied).toBeGreaterThan(0);
    expect(outcomes.applied + outcomes.failed).toBe(6);
    refused = false;
    await run(world);
    expect(world[side].size).toBe(6);
    expect(world.creations.size).toBe(0);
  });
});

it('a run that is called off keeps what it has done', async () => {
  const world = worldOf();
  for (let n = 0; n < 9; n += 1) world.putThere(`r${n}`, { name: `Mug ${n}` });
  const off = new AbortController();
  const running = applyPlan(plan(world.input), world.ports, {
    batchSize: 2,
    signal: off.signal,
    onProgress: () => off.abort(),
  });
  await expect(running).rejects.toThrow();
  expect(world.documents.size).toBe(2);
  expect(world.links.size).toBe(2);
  expect((await run(world)).outcomes.applied).toBe(7);
});

it('an entry whose files cannot be had fails alone, and nobody waits for files within a transaction', async () => {
  const world = worldOf();
  world.putThere('r1', { name: 'good' });
  world.putThere('r2', { name: 'bad' });
  const asked: unknown[] = [];
  const fetchFiles: ApplyPorts['fetchFiles'] = ({ name }) => {
    asked.push(name, world.isInTransaction);
    return name === 'bad' ? Promise.reject(new Error('There is no such file.')) : Promise.resolve();
  };
  const { outcomes } = await run(world, { ...world.ports, fetchFiles });
  expect(outcomes).toMatchObject({ applied: 1, failed: 1 });
  expect(asked).toEqual(['good', false, 'bad', false]);
  expect([...world.documents.values()].map(({ values }) => values.name)).toEqual(['good']);
});
