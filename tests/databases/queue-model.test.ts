import fc from 'fast-check';

import { isSuspect, type ClaimedJob, type Settlement } from '../../server/src/queue/engine';
import { everyDatabase } from '../support/databases';
import { startQueueForSuite, type ScratchQueue } from '../support/scratch-queue';

/** What the queue must hold, in a few lines without SQL, leases without time and delays without length. */
interface ModelRow {
  id: number;
  key: number;
  state: string;
  isDue: boolean;
  attempts: number;
  epoch: number;
  losses: number;
  owner: string | null;
}

const KEYS = [1, 2, 3];
/** Of these the third is ordered. */
const lanesOf = (limit: number) => KEYS.map((key) => ({ key, limit, isOrdered: key === 3 }));

type Step =
  | { do: 'enqueue'; key: number; count: number; isLater: boolean }
  | { do: 'claim'; owner: string; limit: number; total: number }
  | { do: 'settle'; which: number; kind: Settlement['outcome']['kind']; isLater: boolean }
  | { do: 'try'; which: number }
  | { do: 'makeDue' }
  | { do: 'lose'; owner: string; by: 'sweep' | 'reclaim' };

const owner = fc.constantFrom('one', 'two');
const step: fc.Arbitrary<Step> = fc.oneof(
  fc.record({
    do: fc.constant('enqueue' as const),
    key: fc.constantFrom(...KEYS),
    count: fc.integer({ min: 1, max: 4 }),
    isLater: fc.boolean(),
  }),
  fc.record({
    do: fc.constant('claim' as const),
    owner,
    limit: fc.integer({ min: 1, max: 4 }),
    total: fc.integer({ min: 1, max: 6 }),
  }),
  fc.record({
    do: fc.constant('settle' as const),
    which: fc.nat(20),
    kind: fc.constantFrom(
      'succeeded' as const,
      'failed' as const,
      'cancelled' as const,
      'retry' as const,
      'release' as const,
    ),
    isLater: fc.boolean(),
  }),
  fc.record({ do: fc.constant('try' as const), which: fc.nat(20) }),
  fc.record({ do: fc.constant('makeDue' as const) }),
  fc.record({
    do: fc.constant('lose' as const),
    owner,
    by: fc.constantFrom('sweep' as const, 'reclaim' as const),
  }),
);

everyDatabase('queue against its model', (client) => {
  let queue: ScratchQueue;

  startQueueForSuite(client, (started) => {
    queue = started;
  });

  it('holds what the model holds after any sequence of steps', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(step, { minLength: 5, maxLength: 25 }), async (steps) => {
        await queue.db('jobs').delete();
        const model: ModelRow[] = [];
        const claimed: ClaimedJob[] = [];
        for (const next of steps) {
          await take(next, model, claimed);
          expect(await stored()).toEqual(model);
        }
      }),
      { numRuns: Number(process.env.QUEUE_MODEL_RUNS ?? 40) },
    );
  }, 60_000);

  async function take(next: Step, model: ModelRow[], claimed: ClaimedJob[]) {
    if (next.do === 'enqueue') {
      await queue.db.transaction((trx) =>
        queue.engine.enqueue(
          Array.from({ length: next.count }, () => ({ endpoint_id: next.key })),
          { trx, delayMs: next.isLater ? 3_600_000 : 0 },
        ),
      );
      const known = new Set(model.map(({ id }) => id));
      const ids: number[] = await queue.db('jobs').orderBy('id').pluck('id');
      for (const id of ids.filter((each) => !known.has(each))) {
        const fresh = { state: 'pending', attempts: 0, epoch: 0, losses: 0, owner: null };
        model.push({ id, key: next.key, isDue: !next.isLater, ...fresh });
      }
    }

    if (next.do === 'claim') {
      const jobs = await queue.engine.claim({
        owner: next.owner,
        lanes: lanesOf(next.limit),
        limit: next.total,
        leaseMs: 60_000,
      });
      // Which of several due rows comes first depends on the clock; how many come from each key does not.
      const claimable = KEYS.map((key) => claimableOf(model, key, next.limit));
      expect(jobs).toHaveLength(Math.min(next.total, claimable.flat().length));
      for (const { id, ...job } of jobs) {
        const row = model.find((each) => each.id === id);
        if (!row) throw new Error('claimed a row that does not exist');
        expect(row).toMatchObject({ state: 'pending', isDue: true, key: job.key });
        if (row.key === 3) expect(claimable[2]).toEqual([id]);
        Object.assign(row, {
          state: 'running',
          owner: next.owner,
          attempts: row.attempts + 1,
          epoch: row.epoch + 1,
        });
        expect([job.attempts, job.leaseEpoch, job.leaseLosses]).toEqual([
          row.attempts,
          row.epoch,
          row.losses,
        ]);
      }
      KEYS.forEach((key, n) => {
        const taken = jobs.filter((job) => job.key === key).length;
        expect(taken).toBeLessThanOrEqual(claimable[n]?.length ?? 0);
      });
      claimed.push(...jobs);
    }

    if (next.do === 'settle') {
      const job = claimed[next.which % Math.max(1, claimed.length)];
      if (!job) return;
      const isRetry = next.kind === 'retry' || next.kind === 'release';
      const outcome = (
        isRetry ? { kind: next.kind, delayMs: next.isLater ? 3_600_000 : 0 } : { kind: next.kind }
      ) as Settlement['outcome'];
      const written = await queue.engine.settle([
        { id: job.id, leaseEpoch: job.leaseEpoch, outcome },
      ]);
      const row = model.find(({ id }) => id === job.id);
      const isOurs = row?.state === 'running' && row.epoch === job.leaseEpoch;
      expect(written.has(job.id)).toBe(isOurs);
      if (!row || !isOurs) return;
      row.state = isRetry ? 'pending' : next.kind;
      row.owner = null;
      if (isRetry) row.isDue = !next.isLater;
      if (next.kind === 'release') row.attempts -= 1;
      row.losses = next.kind === 'release' ? Math.min(row.losses, 2) : 0;
    }

    if (next.do === 'try') {
      const suspects = claimed.filter(isSuspect);
      const job = suspects[next.which % Math.max(1, suspects.length)];
      const row = model.find(({ id }) => id === job?.id);
      if (!job || !row) return;
      const isOurs = row.state === 'running' && row.epoch === job.leaseEpoch;
      // Each lease has one trial.
      if (isOurs && row.losses > job.leaseLosses) return;
      expect(await queue.engine.beginTrial(job)).toBe(isOurs);
      if (isOurs) row.losses += 1;
    }

    if (next.do === 'makeDue') {
      await queue.db('jobs').where({ state: 'pending' }).update({ due_at: 1 });
      model.filter(({ state }) => state === 'pending').forEach((row) => (row.isDue = true));
    }

    if (next.do === 'lose') {
      if (next.by === 'sweep') {
        await queue.db('jobs').where({ lease_owner: next.owner }).update({ lease_until: 1 });
        await queue.engine.sweep();
      } else {
        await queue.engine.reclaim((each) => each === next.owner);
      }
      for (const row of model.filter((each) => each.owner === next.owner)) {
        row.state = row.losses >= 5 ? 'quarantined' : 'pending';
        row.losses = row.losses < 2 ? row.losses + 1 : row.losses;
        row.epoch += 1;
        row.owner = null;
      }
      // The pause after a trial is left to the tests of the queue.engine.
      await queue
        .db('jobs')
        .where({ state: 'pending' })
        .where('lease_losses', '>', 2)
        .update({ due_at: 1 });
      for (const row of model) if (row.state === 'pending' && row.losses > 2) row.isDue = true;
    }
  }

  function claimableOf(model: ModelRow[], key: number, limit: number): number[] {
    const rows = model.filter((row) => row.key === key);
    const pending = rows.filter(({ state }) => state === 'pending');
    if (key === 3) {
      const isBusy = rows.some(({ state }) => state === 'running');
      return pending.slice(0, isBusy ? 0 : 1).flatMap(({ id, isDue }) => (isDue ? [id] : []));
    }
    return pending.flatMap(({ id, isDue }) => (isDue ? [id] : [])).slice(0, limit);
  }

  /** The table as the model sees it: a final or running row was due when it was claimed. */
  async function stored(): Promise<ModelRow[]> {
    const rows = await queue.db('jobs').orderBy('id');
    return rows.map((row) => ({
      id: row.id,
      key: row.endpoint_id,
      state: row.state,
      isDue: Number(row.due_at) <= Date.now() + 60_000,
      attempts: row.attempts,
      epoch: row.lease_epoch,
      losses: row.lease_losses,
      owner: row.lease_owner,
    }));
  }
});
