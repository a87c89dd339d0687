import path from 'node:path';

import type { DatabaseClient } from '../tests/support/database-servers';
import type { ApiCommands } from './support/api-process';
import type { BareCallsCommands } from './support/bare-calls-process';
import { buildPlugin, createBenchApp } from './support/bench-app';
import { startProcess } from './support/commands';
import { ratioRow, report, type BenchRow } from './support/results';
import { benchDatabases, rounds, scaled } from './support/settings';

/*
 * 20,000 GETs on loopback through a connection, each signed, judged, within a budget and logged, beside the same GETs by
 * undici's `request` and by the global `fetch`, which do none of that: in a process of their own, and by undici also in the
 * Strapi process itself, where a site's own code would call.
 */

const CALLS = scaled(20_000);
const AT_ONCE = 64;

async function measure(database: DatabaseClient): Promise<BenchRow[]> {
  const support = (name: string) => path.join(__dirname, 'support', `${name}.ts`);
  const api = await startProcess<ApiCommands>(support('api-process'));
  const bare = await startProcess<BareCallsCommands>(support('bare-calls-process'));
  const app = await createBenchApp(database, {});
  const strapi = await app.start();
  const samples: Record<'ours' | 'undici' | 'fetch' | 'inStrapi', number[]> = {
    ours: [],
    undici: [],
    fetch: [],
    inStrapi: [],
  };
  const perSecond = (durationMs: number) => CALLS / (durationMs / 1000);
  try {
    const url = await api.tell.url();
    await strapi.tell.connectTo(url);
    // Round 0 warms all three up.
    for (let round = 0; round <= rounds; round += 1) {
      await api.tell.served();
      const { durationMs, logged } = await strapi.tell.callService(CALLS, AT_ONCE, 0);
      const served = await api.tell.served();
      if (served !== CALLS || logged !== CALLS) {
        throw new Error(`${CALLS} calls, ${served} served, ${logged} in the log`);
      }
      const undici = await bare.tell.undici(url, CALLS, AT_ONCE);
      const fetched = await bare.tell.fetch(url, CALLS, AT_ONCE);
      const inStrapi = await strapi.tell.callByUndici(url, CALLS, AT_ONCE);
      if (round === 0) continue;
      samples.ours.push(perSecond(durationMs));
      samples.undici.push(perSecond(undici));
      samples.fetch.push(perSecond(fetched));
      samples.inStrapi.push(perSecond(inStrapi));
      const shown = Object.values(samples).map((of) => of.at(-1)?.toFixed(0));
      console.log(
        `${database} round ${round}: ours, undici, fetch, undici in Strapi: ${shown.join(', ')}`,
      );
    }
  } finally {
    await strapi.stop();
    await app.remove();
    await bare.stop();
    await api.stop();
  }
  const { ours, undici, fetch: fetched, inStrapi } = samples;
  return [
    ratioRow({
      database,
      metric: 'requests per second against undici',
      peerName: 'undici.request, which reads the JSON and does nothing else',
      target: 0.5,
      ours,
      peer: undici,
    }),
    ratioRow({
      database,
      metric: 'requests per second against fetch',
      peerName: 'the global fetch, likewise',
      target: 2,
      ours,
      peer: fetched,
    }),
    ratioRow({
      database,
      metric: "requests per second against undici in Strapi's process",
      peerName: 'the same undici.request, in the process that ours runs in',
      target: 0.5,
      ours,
      peer: inStrapi,
    }),
  ];
}

async function main() {
  await buildPlugin();
  const rows: BenchRow[] = [];
  for (const database of await benchDatabases()) rows.push(...(await measure(database)));
  report('http-client', rows);
}

void main();
