import { everyDatabase } from '../support/databases';
import { eventually } from '../support/outgoing';
import { consumersForSuite, SUCCEEDED } from '../support/queue-consumers';
import { startQueueForSuite, type ScratchQueue } from '../support/scratch-queue';

everyDatabase('queue consumer, its leases and its end', (client) => {
  let queue: ScratchQueue;

  startQueueForSuite(client, (started) => {
    queue = started;
  });

  const { consume } = consumersForSuite(() => queue);

  describe('leases', () => {
    // Room for a pause of a second of the machine, and jobs that outlive their first lease all the same.
    const timing = { leaseMs: 1_500, renewEveryMs: 250, sweepEveryMs: 100 };

    it('are renewed as long as a job takes', async () => {
      await queue.enqueue(1, 1);
      let starts = 0;
      consume({
        timing,
        handle: async () => {
          starts += 1;
          await new Promise((resolve) => setTimeout(resolve, 3_500));
          return SUCCEEDED;
        },
      });
      await eventually(async () => (await queue.countState('succeeded')) === 1);
      expect(starts).toBe(1);
    });

    it('of a claim whose answer got lost are not renewed, and run out', async () => {
      await queue.enqueue(1, 2);
      let busy = 0;
      const consumer = consume({
        timing,
        handle: async (job) => {
          // One long job keeps this instance renewing what it knows of.
          if (job.columns.label !== '1-0') return SUCCEEDED;
          busy += 1;
          await new Promise((resolve) => setTimeout(resolve, 4_000));
          return SUCCEEDED;
        },
      });
      await eventually(async () => busy === 1);
      await queue.enqueue(1, 1);
      const [lost] = await queue
        .db('jobs')
        .whereNotIn('label', ['1-1'])
        .orderBy('id', 'desc')
        .limit(1);
      await queue
        .db('jobs')
        .where({ id: lost.id })
        .update({
          label: 'lost',
          state: 'running',
          lease_owner: 'tester-0',
          lease_until: Date.now() + 400,
        });
      consumer.wake();
      await eventually(
        async () => (await queue.db('jobs').where({ id: lost.id }).first()).state === 'succeeded',
      );
      expect(await queue.countState('running')).toBe(1);
    });

    it('of an instance that vanished are taken over', async () => {
      await queue.enqueue(1, 5);
      await queue.engine.claim({
        owner: 'vanished',
        lanes: [{ key: 1, limit: 5, isOrdered: false }],
        limit: 5,
        leaseMs: 300,
      });
      consume({ timing });
      await eventually(async () => (await queue.countState('succeeded')) === 5, {
        timeoutMs: 3_000,
      });
      expect(await queue.db('jobs').pluck('attempts')).toEqual([2, 2, 2, 2, 2]);
    });
  });

  describe('suspects, which were lost with their instance again and again,', () => {
    it('are tried one at a time, beside the others of their key', async () => {
      await queue.enqueue(1, 12);
      await queue.db('jobs').where('label', '<', '1-2').update({ lease_losses: 2 });
      const suspects = await queue.db('jobs').where({ lease_losses: 2 }).pluck('id');
      expect(suspects.length).toBeGreaterThan(2);
      const running = new Set<number>();
      let mostSuspects = 0;
      let most = 0;
      consume({
        handle: async (job) => {
          running.add(job.id);
          most = Math.max(most, running.size);
          mostSuspects = Math.max(mostSuspects, suspects.filter((id) => running.has(id)).length);
          await new Promise((resolve) => setTimeout(resolve, 20));
          running.delete(job.id);
          return SUCCEEDED;
        },
      });
      await eventually(async () => (await queue.countState('succeeded')) === 12);
      expect(mostSuspects).toBe(1);
      expect(most).toBeGreaterThan(1);
    });

    it('are not handled when their lease has gone to somebody else', async () => {
      await queue.enqueue(1, 1);
      await queue.db('jobs').update({ lease_losses: 2 });
      jest.spyOn(queue.engine, 'beginTrial').mockResolvedValueOnce(false);
      let handled = 0;
      consume({
        handle: async () => {
          handled += 1;
          return SUCCEEDED;
        },
      });
      await eventually(async () => (await queue.countState('succeeded')) === 1);
      expect(handled).toBe(1);
      jest.restoreAllMocks();
    });
  });

  describe('stop', () => {
    it('lets running jobs finish and gives back what only waited', async () => {
      await queue.enqueue(1, 10);
      let started = 0;
      const consumer = consume({
        handle: async () => {
          started += 1;
          await new Promise((resolve) => setTimeout(resolve, 300));
          return SUCCEEDED;
        },
      });
      // The rows are claimed a moment before the first of them runs.
      await eventually(async () => started === 4 && (await queue.countState('running')) === 8);
      await consumer.stop({ graceMs: 5_000 });
      expect(await queue.countState('succeeded')).toBe(4);
      const left = await queue.db('jobs').where({ state: 'pending' });
      expect(left).toHaveLength(6);
      expect(left.every(({ attempts }) => attempts === 0)).toBe(true);
      expect(await queue.countState('running')).toBe(0);
    });

    it('aborts what takes longer than the grace and does not charge the attempt', async () => {
      await queue.enqueue(1, 2);
      const consumer = consume({
        handle: (job, signal) =>
          new Promise((resolve, reject) => {
            signal.addEventListener('abort', () =>
              job.columns.label === '1-0' ? reject(new Error('aborted')) : undefined,
            );
            setTimeout(() => resolve(SUCCEEDED), 60_000).unref();
          }),
      });
      await eventually(async () => (await queue.countState('running')) === 2);
      await consumer.stop({ graceMs: 100 });
      const rows = await queue.db('jobs');
      expect(rows.map(({ state, attempts }) => [state, attempts])).toEqual([
        ['pending', 0],
        ['pending', 0],
      ]);
    });

    it('claims nothing afterwards', async () => {
      const consumer = consume({});
      await consumer.stop();
      await queue.enqueue(1, 1);
      consumer.wake();
      await new Promise((resolve) => setTimeout(resolve, 200));
      expect(await queue.countState('pending')).toBe(1);
    });
  });
});
