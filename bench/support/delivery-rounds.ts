import path from 'node:path';

import type { DatabaseClient } from '../../tests/support/database-servers';
import { emptyQueue } from './backlog';
import type { BareLoopCommands } from './bare-loop-process';
import { createBenchApp, type BenchApp } from './bench-app';
import { startProcess, type CommandProcess } from './commands';
import { assertBalanced } from './ledger';
import { ENTRY } from './payload';
import type { ReceiverCommands } from './receiver-process';
import { rounds, scaled } from './settings';

export const ENDPOINTS = 10;
const MESSAGES = 2_000;
const TIMEOUT_MS = 10 * 60_000;

/** Rates of every round, in deliveries per second. */
export interface DeliverySamples {
  ours: number[];
  lagP99Ms: number[];
  /** Processor time of our Strapi process for one delivery, in microseconds; shown and not kept. */
  cpuMicroseconds: number[];
  coreRunner: number[];
  bareLoop: number[];
}

interface Options {
  receiverDelayMs: number;
  /** Messages of Strapi's runner a round, each to all endpoints. It is slower by far, so its rate is taken over fewer. */
  coreRunnerMessages: number;
  hasBareLoop: boolean;
}

/**
 * Our worker and its peers in turn on one database, the same receivers for all. Every round of a Strapi runs in a
 * fresh process; ours begins with empty tables.
 */
export async function measureDeliveries(
  client: DatabaseClient,
  options: Options,
): Promise<DeliverySamples> {
  const receiver = await startProcess<ReceiverCommands>(
    path.join(__dirname, 'receiver-process.ts'),
  );
  const apps: BenchApp[] = [];
  try {
    const urls = await receiver.tell.start(ENDPOINTS, options.receiverDelayMs);
    const app = await createBenchApp(client, { config: { workers: false } });
    apps.push(app);
    const peerApp = await createBenchApp(client, null);
    apps.push(peerApp);
    const secrets = await prepareEndpoints(app, urls);

    const samples: DeliverySamples = {
      ours: [],
      lagP99Ms: [],
      cpuMicroseconds: [],
      coreRunner: [],
      bareLoop: [],
    };
    for (let round = 1; round <= rounds; round += 1) {
      await emptyQueue(app.database);
      const { rate, lagP99Ms, cpuMicroseconds } = await ourRound(app, receiver, secrets);
      samples.ours.push(rate);
      samples.lagP99Ms.push(lagP99Ms);
      samples.cpuMicroseconds.push(cpuMicroseconds);
      samples.coreRunner.push(
        await coreRunnerRound(peerApp, receiver, urls, scaled(options.coreRunnerMessages)),
      );
      if (options.hasBareLoop) samples.bareLoop.push(await bareLoopRound(receiver, urls));
      console.log(`${client} round ${round}: ${lastOf(samples)}`);
    }
    return samples;
  } finally {
    await receiver.stop();
    for (const app of apps) await app.remove();
  }
}

async function prepareEndpoints(app: BenchApp, urls: string[]): Promise<string[]> {
  const strapi = await app.start();
  const endpoints = await strapi.tell.createEndpoints(urls, { eventTypes: ['bench.entry'] });
  await strapi.stop();
  return endpoints.map(({ secret }) => secret);
}

async function ourRound(
  app: BenchApp,
  receiver: CommandProcess<ReceiverCommands>,
  secrets: string[],
): Promise<{ rate: number; lagP99Ms: number; cpuMicroseconds: number }> {
  const strapi = await app.start();
  try {
    await receiver.tell.forget();
    const messageIds = await strapi.tell.record(scaled(MESSAGES));
    const { durationMs, lagP99Ms, cpuMs, succeeded, attempts } = await strapi.tell.deliverAll();

    const deliveries = messageIds.length * ENDPOINTS;
    assertBalanced(await receiver.tell.audit(secrets, messageIds), 'deliveries');
    if (succeeded !== deliveries || attempts < deliveries) {
      throw new Error(`${succeeded} rows and ${attempts} attempts of ${deliveries} were stored`);
    }
    return {
      rate: deliveries / (durationMs / 1000),
      lagP99Ms,
      cpuMicroseconds: (cpuMs * 1000) / deliveries,
    };
  } finally {
    await strapi.stop();
  }
}

async function coreRunnerRound(
  app: BenchApp,
  receiver: CommandProcess<ReceiverCommands>,
  urls: string[],
  messages: number,
): Promise<number> {
  const strapi = await app.start();
  try {
    await receiver.tell.forget();
    const count = messages * urls.length;
    const { startedAt } = await strapi.tell.feedCoreRunner(urls, messages, ENTRY);
    const { lastAt } = await receiver.tell.whenAnswered(count, TIMEOUT_MS);
    return count / ((lastAt - startedAt) / 1000);
  } finally {
    await strapi.stop();
  }
}

async function bareLoopRound(
  receiver: CommandProcess<ReceiverCommands>,
  urls: string[],
): Promise<number> {
  const loop = await startProcess<BareLoopCommands>(path.join(__dirname, 'bare-loop-process.ts'));
  try {
    await receiver.tell.forget();
    const count = scaled(MESSAGES) * urls.length;
    const { durationMs } = await loop.tell.post(urls, count);
    return count / (durationMs / 1000);
  } finally {
    await loop.stop();
  }
}

function lastOf(samples: DeliverySamples): string {
  return Object.entries(samples)
    .map(([name, values]: [string, number[]]) => `${name} ${values.at(-1)?.toFixed(1) ?? '-'}`)
    .join(', ');
}
