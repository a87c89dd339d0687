import path from 'node:path';

import type { DatabaseClient } from '../tests/support/database-servers';
import type { ApiCommands } from './support/api-process';
import { buildPlugin, createBenchApp } from './support/bench-app';
import { startProcess } from './support/commands';
import { floorRow, report, type BenchRow } from './support/results';
import { benchDatabases, rounds, scaled } from './support/settings';

/* A fresh token, asked for by 1,000 callers at once. */

const TAKES = scaled(1_000_000);
const CALLERS = 1_000;
/** Copies in memory are compared with the database twice a second, by one small query for all callers together. */
const QUERIES_A_SECOND = 3;

async function measure(database: DatabaseClient): Promise<BenchRow> {
  const api = await startProcess<ApiCommands>(path.join(__dirname, 'support/api-process.ts'));
  // What a worker looks after by itself would count among the queries.
  const app = await createBenchApp(database, { config: { workers: false } });
  const strapi = await app.start();
  const ours: number[] = [];
  try {
    await strapi.tell.connectTo(await api.tell.url());
    for (let round = 0; round <= rounds; round += 1) {
      const { durationMs, queries } = await strapi.tell.takeTokens(TAKES, CALLERS);
      const allowed = Math.ceil((durationMs / 1000) * QUERIES_A_SECOND) + 1;
      if (queries > allowed) throw new Error(`${queries} queries in ${durationMs.toFixed(0)} ms`);
      if (round === 0) continue;
      ours.push(TAKES / (durationMs / 1000));
      console.log(
        `${database} round ${round}: ${ours.at(-1)?.toFixed(0)} per second, ${queries} queries`,
      );
    }
  } finally {
    await strapi.stop();
    await app.remove();
    await api.stop();
  }
  return floorRow({ database, metric: 'calls per second', target: 50_000, ours });
}

async function main() {
  await buildPlugin();
  const rows: BenchRow[] = [];
  for (const database of await benchDatabases()) rows.push(await measure(database));
  report('token', rows);
}

void main();
