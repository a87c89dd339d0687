import type { DatabaseClient } from '../../tests/support/database-servers';
import { type BenchApp, createBenchApp } from './bench-app';
import type { CommandProcess } from './commands';
import type { Records } from './records';
import type { StrapiCommands } from './strapi-process';
import type { SyncRun } from './sync-commands';

/** A site whose notes are kept alike with records that its service lists from memory. */
export interface SyncSite {
  app: BenchApp;
  jobId: number;
  /** Starts a Strapi that has the service. */
  start(): Promise<CommandProcess<StrapiCommands>>;
}

export async function createSyncSite(
  client: DatabaseClient,
  settings: Parameters<StrapiCommands['createSyncJob']>[0] = {},
): Promise<SyncSite> {
  const app = await createBenchApp(client, {});
  const start = async () => {
    const strapi = await app.start();
    await strapi.tell.registerRecords();
    return strapi;
  };
  const strapi = await start();
  const jobId = await strapi.tell.createSyncJob(settings);
  await strapi.stop();
  return { app, jobId, start };
}

/** A run over these records, by a process that is there already. */
export async function syncRecords(
  strapi: CommandProcess<StrapiCommands>,
  jobId: number,
  records: Records,
): Promise<SyncRun> {
  await strapi.tell.setRecords(records);
  const run = await strapi.tell.runSync(jobId);
  const { examined, failed } = run;
  if (examined !== records.count || failed > 0) {
    throw new Error(`${examined} of ${records.count} records were looked at, ${failed} failed`);
  }
  return run;
}

export const perSecond = (count: number, { durationMs }: { durationMs: number }): number =>
  count / (durationMs / 1000);
