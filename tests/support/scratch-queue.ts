import knex, { type Knex } from 'knex';

import type { ClaimedJob, Lane, QueueEngine, Settlement } from '../../server/src/queue/engine';
import { createQueueEngine } from '../../server/src/queue/engines/create-engine';
import {
  createScratchDatabase,
  type DatabaseClient,
  type ScratchDatabase,
} from './database-servers';
import { createQueueTable, queueTable } from './queue-table';

export const LEASE_MS = 45_000;

export type ScratchQueue = ReturnType<typeof queueOn>;

/**
 * A queue on a database of its own for every test of the suite that calls this; `handOver` gets it once it is there. Each
 * test begins without jobs.
 */
export function startQueueForSuite(
  client: DatabaseClient,
  handOver: (queue: ScratchQueue) => void,
): void {
  let scratch: ScratchDatabase | undefined;
  let db: Knex | undefined;

  beforeAll(async () => {
    scratch = await createScratchDatabase(client);
    db = knex(scratch.knexConfig);
    await createQueueTable(db);
    handOver(queueOn(db, scratch));
  });
  beforeEach(() => db?.('jobs').delete());
  afterAll(async () => {
    await db?.destroy();
    await scratch?.drop();
  });
}

function queueOn(db: Knex, { client, knexConfig }: ScratchDatabase) {
  const engine: QueueEngine = createQueueEngine({ knex: db, client, queue: queueTable });

  const claim = (lanes: Lane[], { owner = 'one', limit = 100, leaseMs = LEASE_MS } = {}) =>
    engine.claim({ owner, lanes, limit, leaseMs });

  return {
    db,
    engine,
    claim,

    /** Jobs of a key, labelled `<key>-0`, `<key>-1`, … */
    enqueue: (key: number, count: number, delayMs = 0) =>
      db.transaction((trx) =>
        engine.enqueue(
          Array.from({ length: count }, (_, n) => ({ endpoint_id: key, label: `${key}-${n}` })),
          { trx, delayMs },
        ),
      ),

    async claimOne(key = 1): Promise<ClaimedJob> {
      const [job] = await claim([lane(key, 1)]);
      if (!job) throw new Error('nothing to claim');
      return job;
    },

    rowOf: (id: number) => db('jobs').where({ id }).first(),

    async countState(state: string): Promise<number> {
      return Number((await db('jobs').where({ state }).count({ n: '*' }))[0]?.n);
    },

    /** As if the time of every lease were over. */
    expireLeases: () => db('jobs').whereNotNull('lease_until').update({ lease_until: 1 }),

    /** A second instance of the plugin: its own connections to the same database. */
    otherInstance() {
      const otherDb = knex(knexConfig);
      return {
        engine: createQueueEngine({ knex: otherDb, client, queue: queueTable }),
        close: () => otherDb.destroy(),
      };
    },
  };
}

export const lane = (key: number, limit = 10, isOrdered = false): Lane => ({
  key,
  limit,
  isOrdered,
});

/** The result of a claimed job. */
export const ended = (
  { id, leaseEpoch }: Pick<ClaimedJob, 'id' | 'leaseEpoch'>,
  outcome: Settlement['outcome'] = { kind: 'succeeded' },
  columns?: Settlement['columns'],
): Settlement => ({ id, leaseEpoch, outcome, ...(columns && { columns }) });
