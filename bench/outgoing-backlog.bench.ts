import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';

import type { DatabaseClient } from '../tests/support/database-servers';
import { AdminApi } from './support/admin-api';
import { fillBacklog, readRecorded, whenSettled } from './support/backlog';
import { buildPlugin, createBenchApp, type BenchApp } from './support/bench-app';
import { startProcess, type CommandProcess } from './support/commands';
import { assertGenuine } from './support/ledger';
import type { ReceiverCommands } from './support/receiver-process';
import { limitRow, report, type BenchRow } from './support/results';
import { benchDatabases, rounds, scaled } from './support/settings';
import { quantile } from './support/statistics';
import type { StrapiCommands } from './support/strapi-process';

/*
 * 1,000,000 deliveries wait for 10 endpoints. How long a claim takes; how long a page of the log over HTTP, of one endpoint
 * or of all and whatever it is filtered by; and how much more memory a worker takes, at the most, while it works off
 * 50,000 of them than while it works off 50,000 with nothing behind them, both in a fresh process.
 */

const ENDPOINTS = 10;
const PENDING = 1_000_000;
const WORKED_OFF = 50_000;
const CLAIMS_A_ROUND = 40;
const PAGES_A_FILTER = 10;
const RECEIVER_DELAY_MS = 50;

interface Samples {
  claimP95Ms: number[];
  pageP95Ms: number[];
  growthMb: number[];
}

async function measure(client: DatabaseClient): Promise<Samples> {
  const samples: Samples = { claimP95Ms: [], pageP95Ms: [], growthMb: [] };
  const receiver = await startProcess<ReceiverCommands>(
    path.join(__dirname, 'support/receiver-process.ts'),
  );
  const app = await createBenchApp(client, {});
  /** Every round has a process of its own, and begins with so many deliveries that wait. */
  const eachRound = async (
    pending: number,
    run: (strapi: CommandProcess<StrapiCommands>, round: number) => Promise<void>,
  ) => {
    for (let round = 0; round < rounds; round += 1) {
      await fillBacklog(app.database, endpointIds, pending);
      const strapi = await app.start();
      await run(strapi, round).finally(() => strapi.stop());
    }
  };
  const endpointIds: number[] = [];
  const secrets: string[] = [];
  /** The most resident memory of the process while it works off as many as there are without a backlog, in MB. */
  const peakMemory = async (strapi: CommandProcess<StrapiCommands>): Promise<number> => {
    const before = await readRecorded(app.database);
    const peakMb = await workOff(strapi, receiver);
    await whenSettled(app.database);
    const after = await readRecorded(app.database);
    const ledger = await receiver.tell.audit(secrets, after.messageIds);
    assertGenuine(ledger, after.succeeded - before.succeeded, 'deliveries of a backlog');
    return peakMb;
  };
  try {
    const urls = await receiver.tell.start(ENDPOINTS, RECEIVER_DELAY_MS);
    for (const { id, secret } of await prepareEndpoints(app, urls)) {
      endpointIds.push(id);
      secrets.push(secret);
    }

    const withoutBacklogMb: number[] = [];
    await eachRound(scaled(WORKED_OFF), async (strapi) => {
      withoutBacklogMb.push(await peakMemory(strapi));
    });
    await eachRound(scaled(PENDING), async (strapi, round) => {
      const peakMb = await peakMemory(strapi);
      const claims = await strapi.tell.measureClaims(endpointIds, CLAIMS_A_ROUND);
      samples.growthMb.push(Math.max(0, peakMb - (withoutBacklogMb[round] ?? 0)));
      samples.claimP95Ms.push(quantile(claims, 0.95));
      samples.pageP95Ms.push(await worstPageP95(strapi, endpointIds));
      const last = Object.entries(samples).map(
        ([name, values]: [string, number[]]) => `${name} ${values.at(-1)?.toFixed(1)}`,
      );
      console.log(`${client} round ${round + 1}: ${last.join(', ')}; ${peakMb.toFixed(0)} MB`);
    });
    return samples;
  } finally {
    await receiver.stop();
    await app.remove();
  }
}

async function prepareEndpoints(
  app: BenchApp,
  urls: string[],
): Promise<{ id: number; secret: string }[]> {
  const strapi = await app.start();
  const endpoints = await strapi.tell.createEndpoints(urls, {
    eventTypes: ['bench.entry'],
    isActive: false,
  });
  await strapi.stop();
  return endpoints;
}

/** The 95th percentile of the pages of one endpoint's log, or of those of the log over all, whichever is slower. */
async function worstPageP95(
  strapi: CommandProcess<StrapiCommands>,
  endpointIds: number[],
): Promise<number> {
  const ofOne = await pageTimes(strapi, (n) => ({
    endpointId: String(endpointIds[n % ENDPOINTS]),
  }));
  const ofAll = await pageTimes(strapi, () => ({}));
  return Math.max(quantile(ofOne, 0.95), quantile(ofAll, 0.95));
}

/**
 * How long pages of the log take over HTTP, in ms: the first page and the next, by every filter.
 *
 * @param logOf whose log the nth question is about
 */
async function pageTimes(
  strapi: CommandProcess<StrapiCommands>,
  logOf: (n: number) => Record<string, string>,
): Promise<number[]> {
  const api = await AdminApi.signIn(await strapi.tell.url(), await strapi.tell.adminCredentials());
  const { oldest, newest, messageId, documentId } = await strapi.tell.logExtremes();
  const filters: Record<string, string>[] = [
    {},
    { state: 'pending' },
    { state: 'succeeded' },
    { state: 'failed' },
    { eventType: 'entry.update' },
    { eventType: 'no.such' },
    { state: 'pending', eventType: 'entry.update' },
    { state: 'failed', eventType: 'entry.update' },
    { from: newest },
    { to: oldest },
    { from: oldest, to: newest, state: 'pending' },
    { search: messageId },
    { search: documentId },
    { search: 'nothing-has-this' },
  ];
  const times: number[] = [];
  for (const filter of filters) {
    for (let n = 0; n < PAGES_A_FILTER; n += 1) {
      const query = { ...logOf(n), ...filter };
      const first = await api.page(query);
      times.push(first.durationMs);
      if (process.env.BENCH_VERBOSE) console.log(JSON.stringify(query), first.durationMs);
      if (first.nextCursor === null) continue;
      times.push((await api.page({ ...query, cursor: first.nextCursor })).durationMs);
    }
  }
  await api.close();
  return times;
}

/** Lets the process work off at least as many as there are without a backlog; returns its most resident memory, in MB. */
async function workOff(
  strapi: CommandProcess<StrapiCommands>,
  receiver: CommandProcess<ReceiverCommands>,
): Promise<number> {
  await receiver.tell.forget();
  await strapi.tell.watchMemory();
  await strapi.tell.switchEndpoints(true);
  await receiver.tell.whenAnswered(scaled(WORKED_OFF), 120_000);
  await strapi.tell.switchEndpoints(false);
  // What is under way is part of the peak.
  await sleep(2_000);
  return strapi.tell.peakMemory();
}

async function main() {
  await buildPlugin();
  const rows: BenchRow[] = [];
  for (const database of await benchDatabases()) {
    const { claimP95Ms, pageP95Ms, growthMb } = await measure(database);
    rows.push(
      limitRow({ database, metric: 'claim p95 ms', target: 20, ours: claimP95Ms }),
      limitRow({ database, metric: 'log page p95 ms', target: 50, ours: pageP95Ms }),
      limitRow({ database, metric: 'memory growth MB', target: 60, ours: growthMb }),
    );
  }
  report('outgoing-backlog', rows);
}

void main();
