import type { DatabaseClient } from '../../server/src/database-clock';
import type { Strapi } from '../../server/src/feature';
import { claimInShares } from '../../server/src/queue/claim-in-shares';
import { planClaim } from '../../server/src/queue/claim-plan';
import { createQueueEngine } from '../../server/src/queue/engines/create-engine';

/** The default of `queue.concurrency`. */
const CONCURRENCY = 512;

/** Claims as an idle worker does, again and again; returns how long each claim took, in ms. */
export async function measureClaims(
  strapi: Strapi,
  keys: number[],
  times: number,
): Promise<number[]> {
  const schema = strapi.db.getSchemaName();
  const engine = createQueueEngine({
    knex: strapi.db.connection,
    client: strapi.db.dialect.client as DatabaseClient,
    queue: {
      table: 'ib_webhook_deliveries',
      ...(schema && { schema }),
      keyColumn: 'endpoint_id',
      resultColumns: {},
      claimColumns: ['message_id', 'variant', 'trigger'],
    },
  });
  const durations: number[] = [];
  for (let n = 0; n < times; n += 1) {
    const startedAt = performance.now();
    const { lanes, limit } = planClaim({
      lanes: keys.map((key) => ({ key, isOrdered: false })),
      heldByKey: new Map(),
      room: 2 * CONCURRENCY,
      concurrency: CONCURRENCY,
      offset: n,
    });
    const jobs = await claimInShares(engine, { owner: 'bench', lanes, limit, leaseMs: 45_000 });
    durations.push(performance.now() - startedAt);
    if (jobs.length !== limit) throw new Error(`claimed only ${jobs.length} rows`);
    await engine.settle(
      jobs.map(({ id, leaseEpoch }) => ({ id, leaseEpoch, outcome: { kind: 'succeeded' } })),
    );
  }
  return durations;
}
