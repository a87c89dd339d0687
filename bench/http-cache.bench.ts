import path from 'node:path';

import type { DatabaseClient } from '../tests/support/database-servers';
import type { ApiCommands } from './support/api-process';
import { buildPlugin, createBenchApp } from './support/bench-app';
import { startProcess } from './support/commands';
import { ratioRow, report, type BenchRow } from './support/results';
import { benchDatabases, rounds, scaled } from './support/settings';

/* 20,000 GETs through a connection, of which nine in ten may be kept, with the cache and without it. */

const CALLS = scaled(20_000);
const AT_ONCE = 64;

async function measure(database: DatabaseClient): Promise<BenchRow> {
  const api = await startProcess<ApiCommands>(path.join(__dirname, 'support/api-process.ts'));
  const apps = [
    await createBenchApp(database, {}),
    await createBenchApp(database, { config: { api: { cacheEnabled: false } } }),
  ];
  const samples: number[][] = apps.map(() => []);
  const sites = await Promise.all(apps.map((app) => app.start()));
  try {
    const url = await api.tell.url();
    for (const site of sites) await site.tell.connectTo(url);
    // Round 0 warms both up.
    for (let round = 0; round <= rounds; round += 1) {
      for (const [index, site] of sites.entries()) {
        const { durationMs, logged } = await site.tell.callService(CALLS, AT_ONCE, 9);
        if (logged !== CALLS) throw new Error(`${CALLS} calls, ${logged} counted in the log`);
        if (round > 0) samples[index]?.push(CALLS / (durationMs / 1000));
      }
      if (round > 0) {
        const shown = samples.map((of) => of.at(-1)?.toFixed(0));
        console.log(`${database} round ${round}: with, without per second: ${shown.join(', ')}`);
      }
    }
  } finally {
    for (const site of sites) await site.stop();
    for (const app of apps) await app.remove();
    await api.stop();
  }
  const [ours = [], peer = []] = samples;
  return ratioRow({
    database,
    metric: 'calls per second',
    peerName: 'the same without the cache',
    target: 5,
    ours,
    peer,
  });
}

async function main() {
  await buildPlugin();
  const rows: BenchRow[] = [];
  for (const database of await benchDatabases()) rows.push(await measure(database));
  report('http-cache', rows);
}

void main();
