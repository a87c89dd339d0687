import { buildPlugin } from './support/bench-app';
import { ENDPOINTS, measureDeliveries } from './support/delivery-rounds';
import { limitRow, ratioRow, report, type BenchRow } from './support/results';
import { benchDatabases } from './support/settings';

/*
 * 20,000 deliveries to 10 endpoints whose receivers answer after 50 ms: durable, signed and logged by us, sent once by
 * Strapi's own webhook runner (5 events at a time, the endpoints of an event one after the other).
 */

const RECEIVER_DELAY_MS = 50;
/** 500 deliveries: some five seconds of the runner's time. */
const CORE_RUNNER_MESSAGES = 50;
/** The target of MySQL and MariaDB is the lower of the two that are set. */
const LEAST_RATIO = { sqlite: 20, postgres: 40, mysql: 20 };

async function main() {
  await buildPlugin();
  const rows: BenchRow[] = [];
  for (const database of await benchDatabases()) {
    const samples = await measureDeliveries(database, {
      receiverDelayMs: RECEIVER_DELAY_MS,
      coreRunnerMessages: CORE_RUNNER_MESSAGES,
      hasBareLoop: false,
    });
    rows.push(
      ratioRow({
        database,
        metric: 'deliveries per second',
        peerName: `Strapi's webhook runner, over ${CORE_RUNNER_MESSAGES * ENDPOINTS} deliveries`,
        target: LEAST_RATIO[database],
        ours: samples.ours,
        peer: samples.coreRunner,
      }),
      limitRow({ database, metric: 'event-loop lag p99 ms', target: 50, ours: samples.lagP99Ms }),
    );
  }
  report('outgoing-latency', rows);
}

void main();
