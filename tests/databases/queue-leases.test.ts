import { everyDatabase } from '../support/databases';
import {
  ended,
  lane,
  LEASE_MS,
  startQueueForSuite,
  type ScratchQueue,
} from '../support/scratch-queue';

everyDatabase('queue engine between instances', (client) => {
  let queue: ScratchQueue;

  startQueueForSuite(client, (started) => {
    queue = started;
  });

  describe('leases', () => {
    it('are prolonged for their owner only', async () => {
      await queue.enqueue(1, 2);
      const [mine] = await queue.claim([lane(1, 1)], { owner: 'one' });
      const [theirs] = await queue.claim([lane(1, 1)], { owner: 'two' });
      await queue.expireLeases();
      expect(
        await queue.engine.renew({ owner: 'one', ids: [mine!.id, theirs!.id], leaseMs: LEASE_MS }),
      ).toBe(1);
      expect(await queue.engine.sweep()).toEqual({ returned: 1, quarantined: 0 });
      expect(await queue.rowOf(mine!.id)).toMatchObject({ state: 'running' });
      expect(await queue.rowOf(theirs!.id)).toMatchObject({ state: 'pending' });
    });

    it('are left alone by a sweep while they last', async () => {
      await queue.enqueue(1, 1);
      await queue.claimOne();
      expect(await queue.engine.sweep()).toEqual({ returned: 0, quarantined: 0 });
    });

    it('return their row when they run out, with the attempt charged and the loss counted', async () => {
      await queue.enqueue(1, 1);
      await queue.claim([lane(1)], { leaseMs: 1 });
      await new Promise((resolve) => setTimeout(resolve, 20));
      expect(await queue.engine.sweep()).toEqual({ returned: 1, quarantined: 0 });
      expect(await queue.claimOne()).toMatchObject({ attempts: 2, leaseLosses: 1 });
    });

    it('that end again and again do not set their row aside while it was never tried', async () => {
      await queue.enqueue(1, 1);
      for (let n = 0; n < 10; n += 1) {
        await queue.claimOne();
        await queue.expireLeases();
        expect(await queue.engine.sweep()).toEqual({ returned: 1, quarantined: 0 });
      }
      expect(await queue.claimOne()).toMatchObject({ leaseLosses: 2 });
    });

    it('set their row aside when it ends its instance on three trials', async () => {
      await queue.enqueue(1, 1);
      for (let losses = 0; losses < 2; losses += 1) {
        await queue.claimOne();
        await queue.expireLeases();
        await queue.engine.sweep();
      }
      for (const expected of [
        { returned: 1, quarantined: 0 },
        { returned: 1, quarantined: 0 },
        { returned: 0, quarantined: 1 },
      ]) {
        const job = await queue.claimOne();
        expect(await queue.engine.beginTrial(job)).toBe(true);
        await queue.expireLeases();
        expect(await queue.engine.sweep()).toEqual(expected);
        // Others go first for a while.
        expect(await queue.claim([lane(1)])).toEqual([]);
        await queue.db('jobs').update({ due_at: 1 });
      }
      const [row] = await queue.db('jobs');
      expect(row).toMatchObject({ state: 'quarantined', attempts: 5, lease_owner: null });
      expect(Number(row.finished_at)).toBeGreaterThan(0);
      expect(await queue.claim([lane(1)])).toEqual([]);
    });

    it('of a suspect forget what they suspected once it has a result', async () => {
      await queue.enqueue(1, 1);
      await queue.db('jobs').update({ lease_losses: 4 });
      const released = await queue.claimOne();
      await queue.engine.beginTrial(released);
      await queue.engine.settle([
        {
          id: released.id,
          leaseEpoch: released.leaseEpoch,
          outcome: { kind: 'release', delayMs: 0 },
        },
      ]);
      const retried = await queue.claimOne();
      expect(retried.leaseLosses).toBe(2);
      await queue.engine.settle([
        { id: retried.id, leaseEpoch: retried.leaseEpoch, outcome: { kind: 'retry', delayMs: 0 } },
      ]);
      expect(await queue.claimOne()).toMatchObject({ leaseLosses: 0 });
    });

    it('that are somebody else’s by now begin no trial', async () => {
      await queue.enqueue(1, 1);
      const job = await queue.claimOne();
      await queue.expireLeases();
      await queue.engine.sweep();
      expect(await queue.engine.beginTrial(job)).toBe(false);
      expect(await queue.rowOf(job.id)).toMatchObject({ lease_losses: 1 });
    });

    it('of dead owners are taken back at once, those of the living stay', async () => {
      await queue.enqueue(1, 2);
      await queue.claim([lane(1, 1)], { owner: 'dead' });
      await queue.claim([lane(1, 1)], { owner: 'alive' });
      expect(await queue.engine.reclaim((owner) => owner === 'dead')).toEqual({
        returned: 1,
        quarantined: 0,
      });
      expect(await queue.engine.reclaim(() => false)).toEqual({ returned: 0, quarantined: 0 });
      expect(await queue.db('jobs').where({ state: 'running' }).pluck('lease_owner')).toEqual([
        'alive',
      ]);
    });
  });

  describe('several instances', () => {
    it('claim nothing twice', async () => {
      for (const key of [1, 2, 3]) await queue.enqueue(key, 300);
      const others = [1, 2, 3, 4].map(() => queue.otherInstance());
      const taken: number[] = [];
      await Promise.all(
        others.map(async ({ engine: other }, n) => {
          for (;;) {
            const jobs = await other.claim({
              owner: `racer-${n}`,
              lanes: [1, 2, 3].map((key) => lane(key, 7)),
              limit: 16,
              leaseMs: LEASE_MS,
            });
            taken.push(...jobs.map(({ id }) => id));
            if (jobs.length > 0) await other.settle(jobs.map((job) => ended(job)));
            else if ((await other.count({ keys: [1, 2, 3], limit: 1 })).pending === 0) break;
          }
        }),
      );
      expect(taken).toHaveLength(900);
      expect(new Set(taken).size).toBe(900);
      await Promise.all(others.map(({ close }) => close()));
    });

    it('renew, sweep and settle at once without getting into each other’s way', async () => {
      await queue.enqueue(1, 400);
      const jobs = await queue.claim([lane(1, 400)], { limit: 400 });
      const other = queue.otherInstance();
      const halves = [jobs.slice(0, 200), jobs.slice(200).reverse()];
      const [first, second] = await Promise.all([
        ...halves.map((half) => queue.engine.settle(half.map((job) => ended(job)))),
        ...[1, 2, 3].map(() =>
          other.engine.renew({ owner: 'one', ids: jobs.map(({ id }) => id), leaseMs: LEASE_MS }),
        ),
        ...[1, 2, 3].map(() => other.engine.sweep()),
      ]);
      expect((first as Set<number>).size + (second as Set<number>).size).toBe(400);
      await other.close();
    });
  });
});
