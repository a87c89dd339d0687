import { everyDatabase } from '../support/databases';
import {
  ended,
  lane,
  LEASE_MS,
  startQueueForSuite,
  type ScratchQueue,
} from '../support/scratch-queue';

everyDatabase('queue engine', (client) => {
  let queue: ScratchQueue;

  startQueueForSuite(client, (started) => {
    queue = started;
  });

  const labels = async (...args: Parameters<ScratchQueue['claim']>) =>
    (await queue.claim(...args)).map(({ columns }) => columns.label);
  const makeAllDue = () => queue.db('jobs').where({ state: 'pending' }).update({ due_at: 1 });

  describe('enqueue', () => {
    it('stores rows that are pending and due at once', async () => {
      await queue.enqueue(1, 2);
      expect(await labels([lane(1)])).toEqual(['1-0', '1-1']);
    });

    it('is undone with its transaction', async () => {
      const trx = await queue.db.transaction();
      await queue.engine.enqueue([{ endpoint_id: 1, label: 'a' }], { trx });
      await trx.rollback();
      expect(await queue.claim([lane(1)])).toEqual([]);
    });

    it('keeps any text as it is, and null as null', async () => {
      const text = `it's "é😀"\n\\u0041 ? ?? :name $1 % \t`;
      await queue.db.transaction((trx) =>
        queue.engine.enqueue(
          [text, null].map((label) => ({ endpoint_id: 1, label, last_at: 1_795_485_748_019 })),
          { trx },
        ),
      );
      expect(await queue.db('jobs').orderBy('id').pluck('label')).toEqual([text, null]);
      expect((await queue.db('jobs').pluck('last_at')).map(Number)).toContain(1_795_485_748_019);
    });

    it('takes 10,000 rows and gives each out once', async () => {
      await queue.enqueue(1, 10_000);
      const seen = new Set<number>();
      for (;;) {
        const jobs = await queue.claim([lane(1, 500)], { limit: 500 });
        if (jobs.length === 0) break;
        jobs.forEach(({ id }) => seen.add(id));
        await queue.engine.settle(jobs.map((job) => ended(job)));
      }
      expect(seen.size).toBe(10_000);
      expect((await queue.engine.count({ keys: [1], limit: 20_000 })).succeeded).toBe(10_000);
    });
  });

  describe('claim', () => {
    it('leaves alone what is not due yet', async () => {
      await queue.enqueue(1, 1, 60_000);
      expect(await queue.claim([lane(1)])).toEqual([]);
    });

    it('counts the attempt and raises the epoch', async () => {
      await queue.enqueue(1, 1);
      const job = await queue.claimOne();
      expect(job).toMatchObject({ key: 1, attempts: 1, leaseEpoch: 1, leaseLosses: 0 });
      await queue.engine.settle([ended(job, { kind: 'retry', delayMs: 0 })]);
      expect(await queue.claimOne()).toMatchObject({ id: job.id, attempts: 2, leaseEpoch: 2 });
    });

    it('returns columns, and what is made of them', async () => {
      const rows = ['short', 'shor'].map((label) => ({ endpoint_id: 1, label }));
      await queue.db.transaction((trx) => queue.engine.enqueue(rows, { trx }));
      const jobs = await queue.claim([lane(1)]);
      expect(jobs.map(({ columns }) => columns)).toEqual([
        { label: 'short', short_label: null },
        { label: 'shor', short_label: 'shor' },
      ]);
    });

    it('leases until later on the clock of the database', async () => {
      await queue.enqueue(1, 1);
      const { id } = await queue.claimOne();
      const row = await queue.rowOf(id);
      expect(row).toMatchObject({ state: 'running', lease_owner: 'one' });
      expect(Math.abs(Number(row.lease_until) - LEASE_MS - Date.now())).toBeLessThan(5_000);
    });

    it('gives no lane more than its limit', async () => {
      await queue.enqueue(1, 5);
      await queue.enqueue(2, 5);
      expect(await labels([lane(1, 2), lane(2, 3)])).toEqual(['1-0', '1-1', '2-0', '2-1', '2-2']);
    });

    it('shares a short limit out row by row, so that a long lane does not starve the others', async () => {
      await queue.enqueue(1, 50);
      await queue.enqueue(2, 2);
      await queue.enqueue(3, 1);
      const taken = await labels([lane(1), lane(2), lane(3)], { limit: 6 });
      expect(taken).toEqual(['1-0', '1-1', '1-2', '2-0', '2-1', '3-0']);
    });

    it('takes what has been due longest first', async () => {
      await queue.enqueue(1, 3);
      await queue.db('jobs').where({ label: '1-2' }).update({ due_at: 5 });
      expect(await labels([lane(1, 1)])).toEqual(['1-2']);
    });

    it('touches no key that was not asked for, and nothing for an empty request', async () => {
      await queue.enqueue(7, 1);
      expect(await queue.claim([])).toEqual([]);
      expect(await queue.claim([lane(1)])).toEqual([]);
      expect(await queue.claim([lane(7, 0)])).toEqual([]);
      expect(await queue.claim([lane(7)], { limit: 0 })).toEqual([]);
    });

    it('serves 100 lanes, ordered and not, in one call', async () => {
      for (let key = 1; key <= 100; key += 1) await queue.enqueue(key, 2);
      const lanes = Array.from({ length: 100 }, (_, n) => lane(n + 1, 2, n % 2 === 0));
      expect(await queue.claim(lanes, { limit: 500 })).toHaveLength(150);
    });
  });

  describe('an ordered lane', () => {
    const ordered = [lane(1, 10, true)];

    it('gives out only the oldest row, and the next one when that has ended', async () => {
      await queue.enqueue(1, 3);
      const [first, ...others] = await queue.claim(ordered);
      expect(first?.columns.label).toBe('1-0');
      expect(others).toEqual([]);
      expect(await queue.claim(ordered)).toEqual([]);
      await queue.engine.settle([ended(first!, { kind: 'failed' })]);
      expect(await labels(ordered)).toEqual(['1-1']);
    });

    it('waits for a retry of the oldest although later rows are due', async () => {
      await queue.enqueue(1, 2);
      const [first] = await queue.claim(ordered);
      await queue.engine.settle([ended(first!, { kind: 'retry', delayMs: 60_000 })]);
      expect(await queue.claim(ordered)).toEqual([]);
      await makeAllDue();
      expect(await labels(ordered)).toEqual(['1-0']);
    });

    it('never has two rows out when many instances ask at once', async () => {
      await queue.enqueue(1, 30);
      const others = [1, 2, 3].map(() => queue.otherInstance());
      const seen: unknown[] = [];
      while (seen.length < 30) {
        const claims = await Promise.all(
          others.map(({ engine: other }, n) =>
            other.claim({ owner: `racer-${n}`, lanes: ordered, limit: 10, leaseMs: LEASE_MS }),
          ),
        );
        const jobs = claims.flat();
        expect(jobs.length).toBeLessThanOrEqual(1);
        seen.push(...jobs.map(({ columns }) => columns.label));
        await queue.engine.settle(jobs.map((job) => ended(job)));
      }
      expect(seen).toEqual(Array.from({ length: 30 }, (_, n) => `1-${n}`));
      await Promise.all(others.map(({ close }) => close()));
    });
  });

  describe('settle', () => {
    it.each(['succeeded', 'failed', 'cancelled'] as const)('ends a row as %s', async (kind) => {
      await queue.enqueue(1, 1);
      const job = await queue.claimOne();
      const before = await queue.rowOf(job.id);
      expect(await queue.engine.settle([ended(job, { kind })])).toEqual(new Set([job.id]));
      const row = await queue.rowOf(job.id);
      expect(row).toMatchObject({ state: kind, attempts: 1, lease_owner: null, lease_until: null });
      expect(Number(row.due_at)).toBe(Number(before.due_at));
      expect(Math.abs(Number(row.finished_at) - Date.now())).toBeLessThan(5_000);
      expect(await queue.claim([lane(1)])).toEqual([]);
    });

    it('puts a retry off by its delay', async () => {
      await queue.enqueue(1, 1);
      const job = await queue.claimOne();
      await queue.engine.settle([ended(job, { kind: 'retry', delayMs: 30_000 })]);
      const row = await queue.rowOf(job.id);
      expect(row).toMatchObject({ state: 'pending', attempts: 1, finished_at: null });
      expect(Math.abs(Number(row.due_at) - 30_000 - Date.now())).toBeLessThan(5_000);
      expect(await queue.claim([lane(1)])).toEqual([]);
    });

    it('gives the attempt back on release', async () => {
      await queue.enqueue(1, 1);
      await queue.engine.settle([ended(await queue.claimOne(), { kind: 'release', delayMs: 0 })]);
      expect((await queue.claimOne()).attempts).toBe(1);
    });

    it('writes the columns a result names and leaves the others as they are', async () => {
      await queue.enqueue(1, 2);
      const [first, second] = await queue.claim([lane(1)]);
      const retry = { kind: 'retry', delayMs: 0 } as const;
      await queue.engine.settle([
        ended(first!, retry, { last_status: 503, last_error: 'busy', last_at: 1_795_485_748_019 }),
        ended(second!, retry),
      ]);
      const again = await queue.claim([lane(1)]);
      await queue.engine.settle(
        again.map((job) => ended(job, { kind: 'succeeded' }, { last_error: null })),
      );
      const row = await queue.rowOf(first!.id);
      expect(row).toMatchObject({ last_status: 503, last_error: null });
      expect(Number(row.last_at)).toBe(1_795_485_748_019);
      expect(await queue.rowOf(second!.id)).toMatchObject({ last_status: null, last_at: null });
    });

    it('stores any text a receiver may answer', async () => {
      await queue.enqueue(1, 1);
      const text = `NUL:\u0000 lone:\ud800 😀 ' " \\ ? $1`;
      await queue.engine.settle([
        ended(await queue.claimOne(), { kind: 'failed' }, { last_error: text }),
      ]);
      expect(await queue.db('jobs').pluck('last_error')).toEqual([`NUL: lone: 😀 ' " \\ ? $1`]);
    });

    it('refuses a column that the queue does not declare', async () => {
      await queue.enqueue(1, 1);
      const result = ended(await queue.claimOne(), { kind: 'succeeded' }, { state: 'pending' });
      await expect(queue.engine.settle([result])).rejects.toThrow('"state" is not a result column');
    });

    it('writes a result once, however often it is sent', async () => {
      await queue.enqueue(1, 1);
      const result = ended(await queue.claimOne());
      expect((await queue.engine.settle([result])).size).toBe(1);
      expect((await queue.engine.settle([result])).size).toBe(0);
    });

    it('discards the result of an owner whose lease has passed on', async () => {
      await queue.enqueue(1, 2);
      const [late, inTime] = await queue.claim([lane(1)]);
      await queue.db('jobs').where({ id: late!.id }).update({ lease_until: 1 });
      await queue.engine.sweep();
      const [next] = await queue.claim([lane(1)], { owner: 'two' });
      expect(next?.id).toBe(late?.id);
      const written = await queue.engine.settle([ended(late!, { kind: 'failed' }), ended(inTime!)]);
      expect(written).toEqual(new Set([inTime!.id]));
      expect(await queue.rowOf(next!.id)).toMatchObject({ state: 'running', lease_owner: 'two' });
    });

    it('stores what depends on a result with it or not at all', async () => {
      await queue.enqueue(1, 1);
      const job = await queue.claimOne();
      const failing = queue.engine.settle([ended(job)], {
        async afterWrite(trx) {
          await trx('jobs').insert({ endpoint_id: 9, state: 'failed', due_at: 1 });
          throw new Error('no attempt table');
        },
      });
      await expect(failing).rejects.toThrow('no attempt table');
      expect(await queue.rowOf(job.id)).toMatchObject({ state: 'running' });
      expect(await queue.db('jobs').where({ endpoint_id: 9 })).toEqual([]);
      const seen: number[] = [];
      await queue.engine.settle([ended(job)], {
        afterWrite: async (_trx, ids) => void seen.push(...ids),
      });
      expect(seen).toEqual([job.id]);
    });

    it('joins the transaction of its caller', async () => {
      await queue.enqueue(1, 1);
      const job = await queue.claimOne();
      const trx = await queue.db.transaction();
      await queue.engine.settle([ended(job)], { trx });
      await trx.rollback();
      expect(await queue.rowOf(job.id)).toMatchObject({ state: 'running' });
    });
  });

  describe('count and age', () => {
    it('takes rows up again that have ended, and only those', async () => {
      await queue.enqueue(1, 3);
      const [first, second] = await queue.claim([lane(1)]);
      await queue.engine.settle([ended(first!, { kind: 'failed' }), ended(second!)]);
      const ids = (await queue.db('jobs').pluck('id')) as number[];
      const options = { states: ['failed'] as const, columns: { label: 'again' } };
      expect(await queue.engine.restart(ids, options)).toBe(1);
      expect(await queue.engine.restart([], options)).toBe(0);
      expect(await queue.rowOf(first!.id)).toMatchObject({ attempts: 0, finished_at: null });
      const [restarted, ...others] = await queue.claim([lane(1)]);
      expect(restarted).toMatchObject({ id: first!.id, attempts: 1, columns: { label: 'again' } });
      expect(others).toEqual([]);
    });

    it('makes a row that waits due at once', async () => {
      await queue.enqueue(1, 1, 60_000);
      expect(await queue.claim([lane(1)])).toEqual([]);
      await queue.engine.hasten([(await queue.db('jobs').first('id')).id]);
      expect(await queue.claim([lane(1)])).toHaveLength(1);
    });

    it('counts by state and stops at the limit', async () => {
      await queue.enqueue(1, 5);
      await queue.enqueue(2, 1);
      await queue.engine.settle([ended(await queue.claimOne(1), { kind: 'failed' })]);
      await queue.claimOne(1);
      expect(await queue.engine.count({ keys: [1], limit: 2 })).toEqual({
        pending: 2,
        running: 1,
        succeeded: 0,
        failed: 1,
        cancelled: 0,
        quarantined: 0,
      });
      expect((await queue.engine.count({ keys: [1, 2], limit: 100 })).pending).toBe(4);
      expect((await queue.engine.count({ keys: [], limit: 100 })).pending).toBe(0);
    });

    it('tells how long the oldest due row has waited', async () => {
      expect(await queue.engine.oldestDueAgeMs([1, 2])).toBeNull();
      await queue.enqueue(1, 1, 60_000);
      expect(await queue.engine.oldestDueAgeMs([1, 2])).toBeNull();
      await queue.enqueue(2, 1, -30_000);
      const age = await queue.engine.oldestDueAgeMs([1, 2]);
      expect(age).toBeGreaterThanOrEqual(30_000);
      expect(age).toBeLessThan(40_000);
      expect(await queue.engine.oldestDueAgeMs([])).toBeNull();
    });
  });
});
