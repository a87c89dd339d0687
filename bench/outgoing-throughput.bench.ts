import { buildPlugin } from './support/bench-app';
import { ENDPOINTS, measureDeliveries } from './support/delivery-rounds';
import { ratioRow, report, type BenchRow } from './support/results';
import { benchDatabases } from './support/settings';

/* 20,000 deliveries to 10 endpoints whose receivers answer at once. */

const CORE_RUNNER_MESSAGES = 500;

async function main() {
  await buildPlugin();
  const rows: BenchRow[] = [];
  for (const database of await benchDatabases()) {
    const samples = await measureDeliveries(database, {
      receiverDelayMs: 0,
      coreRunnerMessages: CORE_RUNNER_MESSAGES,
      hasBareLoop: true,
    });
    const ours = { database, metric: 'deliveries per second', ours: samples.ours };
    rows.push(
      ratioRow({
        ...ours,
        peerName: 'a bare undici loop that signs and stores nothing',
        target: 0.25,
        peer: samples.bareLoop,
      }),
      ratioRow({
        ...ours,
        peerName: `Strapi's webhook runner, over ${CORE_RUNNER_MESSAGES * ENDPOINTS} deliveries`,
        target: 2.5,
        peer: samples.coreRunner,
      }),
    );
  }
  report('outgoing-throughput', rows);
}

void main();
