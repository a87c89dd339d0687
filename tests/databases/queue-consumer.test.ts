import type { QueueConsumerOptions } from '../../server/src/queue/consumer';
import { everyDatabase } from '../support/databases';
import { eventually } from '../support/outgoing';
import { consumersForSuite, lanesOf, SUCCEEDED } from '../support/queue-consumers';
import { startQueueForSuite, type ScratchQueue } from '../support/scratch-queue';

everyDatabase('queue consumer', (client) => {
  let queue: ScratchQueue;

  startQueueForSuite(client, (started) => {
    queue = started;
  });
  beforeAll(() => queue.db.schema.createTable('tries', (table) => void table.integer('job_id')));

  const { consume, logged } = consumersForSuite(() => queue);

  it('handles every job once and writes its result', async () => {
    for (const key of [1, 2, 3]) await queue.enqueue(key, 400);
    const seen: number[] = [];
    consume({
      lanes: () => lanesOf(1, 2, 3),
      handle: async (job) => {
        seen.push(job.id);
        return { ...SUCCEEDED, columns: { last_status: 204 } };
      },
    });
    await eventually(async () => (await queue.countState('succeeded')) === 1200);
    expect(seen).toHaveLength(1200);
    expect(new Set(seen).size).toBe(1200);
    expect(await queue.db('jobs').whereNot({ last_status: 204 })).toEqual([]);
  });

  it('claims and writes in batches', async () => {
    const claim = jest.spyOn(queue.engine, 'claim');
    const settle = jest.spyOn(queue.engine, 'settle');
    for (const key of [1, 2, 3, 4]) await queue.enqueue(key, 500);
    consume({ lanes: () => lanesOf(1, 2, 3, 4), concurrency: 64 });
    await eventually(async () => (await queue.countState('succeeded')) === 2000);
    expect(claim.mock.calls.length).toBeLessThan(150);
    expect(settle.mock.calls.length).toBeLessThan(150);
    jest.restoreAllMocks();
  });

  it('starts a job within moments of a wake-up, and without one within a second', async () => {
    const startedAt: number[] = [];
    const consumer = consume({
      handle: async () => {
        startedAt.push(performance.now());
        return SUCCEEDED;
      },
    });
    // It looks by itself less and less often, at about 0.7, 1.5 and 2.5 s: the next time is most of a second away.
    await new Promise((resolve) => setTimeout(resolve, 1_750));
    await queue.enqueue(1, 1);
    const wokenAt = performance.now();
    consumer.wake();
    await eventually(async () => startedAt.length === 1);
    expect(startedAt[0]! - wokenAt).toBeLessThan(500);
    await new Promise((resolve) => setTimeout(resolve, 1_500));
    await queue.enqueue(1, 1);
    await eventually(async () => startedAt.length === 2, { timeoutMs: 1_500 });
  });

  it('claims new work once the process has time for it, and then works it off without asking again', async () => {
    let letGo: () => void = () => {};
    const whenQuiet = jest.fn(() => new Promise<void>((resolve) => (letGo = resolve)));
    await queue.enqueue(1, 100);
    consume({ concurrency: 4, whenQuiet });
    await new Promise((resolve) => setTimeout(resolve, 300));
    expect(await queue.countState('pending')).toBe(100);
    letGo();
    await eventually(async () => (await queue.countState('succeeded')) === 100);
    // The second question is that of the loop once nothing is left; nobody answers it before.
    expect(whenQuiet.mock.calls.length).toBeLessThanOrEqual(2);
    letGo();
  });

  it('lets a dead key hold no more than its share of the slots', async () => {
    await queue.enqueue(1, 100);
    await queue.enqueue(2, 300);
    let stuck = 0;
    consume({
      lanes: () => lanesOf(1, 2),
      handle: (job, signal) =>
        job.key === 2
          ? Promise.resolve(SUCCEEDED)
          : new Promise((_resolve, reject) => {
              stuck += 1;
              signal.addEventListener('abort', () => reject(new Error('aborted')));
            }),
    });
    await eventually(async () => (await queue.countState('succeeded')) === 300, {
      timeoutMs: 5_000,
    });
    expect(stuck).toBe(4);
  });

  it('never runs more jobs of a key than its own cap', async () => {
    await queue.enqueue(1, 60);
    let running = 0;
    let most = 0;
    consume({
      lanes: () => [{ key: 1, isOrdered: false, maxInFlight: 3 }],
      handle: async () => {
        running += 1;
        most = Math.max(most, running);
        await new Promise((resolve) => setTimeout(resolve, 2));
        running -= 1;
        return SUCCEEDED;
      },
    });
    await eventually(async () => (await queue.countState('succeeded')) === 60);
    expect(most).toBe(3);
  });

  it('gives back what waits of a key whose cap has fallen, uncharged', async () => {
    await queue.enqueue(1, 40);
    let maxInFlight = 4;
    consume({
      lanes: () => [{ key: 1, isOrdered: false, maxInFlight }],
      handle: (_job, signal) =>
        new Promise((_resolve, reject) => {
          signal.addEventListener('abort', () => reject(new Error('aborted')));
        }),
    });
    await eventually(async () => (await queue.countState('running')) === 8);
    maxInFlight = 1;
    await eventually(async () => (await queue.countState('running')) === 4);
    expect(await queue.db('jobs').where({ state: 'pending' }).whereNot({ attempts: 0 })).toEqual(
      [],
    );
  });

  it('works an ordered key off one by one without waiting for a poll in between', async () => {
    await queue.enqueue(1, 40);
    const seen: unknown[] = [];
    const startedAt: number[] = [];
    consume({
      lanes: () => [{ key: 1, isOrdered: true }],
      handle: async (job) => {
        seen.push(job.columns.label);
        startedAt.push(performance.now());
        return SUCCEEDED;
      },
    });
    await eventually(async () => (await queue.countState('succeeded')) === 40);
    expect(seen).toEqual(Array.from({ length: 40 }, (_, n) => `1-${n}`));
    // With a poll in between, each would start 100 ms after the one before at the earliest.
    const pauses = startedAt.slice(1).map((at, n) => at - (startedAt[n] ?? 0));
    expect(pauses.filter((ms) => ms < 100).length).toBeGreaterThan(20);
  });

  it('serves more keys than one claim can name', async () => {
    const keys = Array.from({ length: 250 }, (_, n) => n + 1);
    for (const key of keys) await queue.enqueue(key, 1);
    consume({ lanes: () => lanesOf(...keys) });
    await eventually(async () => (await queue.countState('succeeded')) === 250, {
      timeoutMs: 5_000,
    });
  });

  it('shares one queue with other instances, and none takes the job of another', async () => {
    for (const key of [1, 2]) await queue.enqueue(key, 300);
    const seen: number[] = [];
    const handle: QueueConsumerOptions<unknown>['handle'] = async (job) => {
      await new Promise((resolve) => setTimeout(resolve, 1));
      seen.push(job.id);
      return SUCCEEDED;
    };
    for (let n = 0; n < 3; n += 1) consume({ lanes: () => lanesOf(1, 2), handle });
    await eventually(async () => (await queue.countState('succeeded')) === 600);
    expect(new Set(seen).size).toBe(600);
    expect(seen).toHaveLength(600);
  });

  describe('results', () => {
    it('are stored together with what the feature adds to them', async () => {
      await queue.enqueue(1, 50);
      consume({
        handle: async (job) => ({ ...SUCCEEDED, record: job.id }),
        async onSettled(trx, settled) {
          await trx('tries').insert(settled.map(({ result }) => ({ job_id: result.record })));
        },
      });
      await eventually(async () => (await queue.countState('succeeded')) === 50);
      const stored = await queue.db('tries').pluck('job_id');
      expect(stored.sort()).toEqual((await queue.db('jobs').pluck('id')).sort());
    });

    it('of a job whose handler throws are a later retry, and a line in the log', async () => {
      await queue.enqueue(1, 1);
      consume({ handle: () => Promise.reject(new Error('bug')) });
      await eventually(async () => logged().some((line) => line.includes('broke its handler')));
      await eventually(async () => (await queue.countState('pending')) === 1);
      expect(await queue.db('jobs').first()).toMatchObject({ attempts: 1 });
    });

    it('that one row makes unwritable hold up only that row, until it can be written', async () => {
      await queue.enqueue(1, 30);
      let isRefusing = true;
      consume({
        async onSettled(_trx, settled) {
          const isBad = settled.some(({ job }) => job.columns.label === '1-7');
          if (isRefusing && isBad) throw new Error('refused');
        },
      });
      await eventually(async () => (await queue.countState('succeeded')) === 29);
      expect(await queue.countState('running')).toBe(1);
      isRefusing = false;
      await eventually(async () => (await queue.countState('succeeded')) === 30);
    });
  });

  describe('while the database fails', () => {
    it('keeps results, complains once, and goes on when it is back', async () => {
      await queue.enqueue(1, 20);
      const handled = new Set<number>();
      let letGo: () => void = () => {};
      const gate = new Promise<void>((resolve) => {
        letGo = resolve;
      });
      consume({
        lanes: () => [{ key: 1, isOrdered: false, maxInFlight: 10 }],
        handle: async (job) => {
          await gate;
          handled.add(job.id);
          return SUCCEEDED;
        },
      });
      await eventually(async () => (await queue.countState('running')) === 20);
      await queue.db.schema.renameTable('jobs', 'jobs_away');
      letGo();
      await eventually(async () => handled.size === 20);
      await new Promise((resolve) => setTimeout(resolve, 1_000));
      await queue.db.schema.renameTable('jobs_away', 'jobs');
      await eventually(async () => (await queue.countState('succeeded')) === 20);
      const complaints = logged().filter((line) => line.includes('Writing results failed'));
      expect(complaints).toHaveLength(1);
      expect(logged()).toContain('info: Writing results works again');
      expect(await queue.db('jobs').whereNot({ attempts: 1 })).toEqual([]);
    });

    it('survives failing to read its lanes and to claim', async () => {
      await queue.enqueue(1, 1);
      let failures = 0;
      consume({
        lanes: () => {
          if (failures++ < 2) throw new Error('no lanes');
          return lanesOf(1);
        },
      });
      await eventually(async () => (await queue.countState('succeeded')) === 1);
      expect(logged()).toEqual([
        'error: Claiming jobs failed, trying again until it works',
        'info: Claiming jobs works again',
      ]);
    });
  });
});
