import type { DatabaseClient } from '../tests/support/database-servers';
import { type BenchApp, buildPlugin, createBenchApp } from './support/bench-app';
import type { CommandProcess } from './support/commands';
import { auditSyncedNotes, fillLinkedNotes } from './support/linked-notes';
import type { Records } from './support/records';
import { type BenchRow, ratioRow, report } from './support/results';
import { benchDatabases, rounds, scaled } from './support/settings';
import type { StrapiCommands } from './support/strapi-process';
import { createSyncSite, perSecond, syncRecords } from './support/sync-site';

/*
 * 100,000 records and their entries, of which one in a hundred has another name at the service. What such a run may take is
 * measured beside it: one and a half times a run in which nothing has changed, and a bare loop of the same
 * `documents().update` in a Strapi without the plugin.
 */

const COUNT = scaled(100_000);
const CHANGED = Math.ceil(COUNT / 100);
const IDLE_SHARE = 1.5;
const recordsOf = (revision: number): Records => ({ count: COUNT, changed: CHANGED, revision });

async function measure(client: DatabaseClient): Promise<{ ours: number[]; peer: number[] }> {
  const samples = { ours: [] as number[], peer: [] as number[] };
  const apps: BenchApp[] = [];
  const processes: CommandProcess<StrapiCommands>[] = [];
  try {
    const { app, jobId, start } = await createSyncSite(client);
    apps.push(app);
    await fillLinkedNotes(app.database, jobId, recordsOf(0));
    const peer = await createBenchApp(client, null);
    apps.push(peer);
    await (await peer.start()).stop();
    await fillLinkedNotes(peer.database, null, recordsOf(0));
    const ours = await start();
    processes.push(ours);
    const bare = await peer.start();
    processes.push(bare);

    for (let round = 1; round <= rounds; round += 1) {
      const idle = await syncRecords(ours, jobId, recordsOf(round - 1));
      const writes = await bare.tell.updateNotes(recordsOf(round));
      const changed = await syncRecords(ours, jobId, recordsOf(round));
      if (idle.updated > 0 || changed.updated !== CHANGED) {
        throw new Error(`${idle.updated} and ${changed.updated} entries were updated`);
      }
      await auditSyncedNotes(app.database, recordsOf(round));
      await auditSyncedNotes(peer.database, recordsOf(round));
      const allowedMs = IDLE_SHARE * idle.durationMs + writes.durationMs;
      samples.ours.push(perSecond(COUNT, changed));
      samples.peer.push(perSecond(COUNT, { durationMs: allowedMs }));
      const shown = [changed, idle, writes].map(({ durationMs }) => durationMs.toFixed(0));
      console.log(
        `${client} round ${round}: changed, idle, bare updates in ms: ${shown.join(', ')}`,
      );
    }
    return samples;
  } finally {
    for (const strapi of processes) await strapi.stop();
    for (const app of apps) await app.remove();
  }
}

async function main() {
  await buildPlugin();
  const rows: BenchRow[] = [];
  for (const database of await benchDatabases()) {
    rows.push(
      ratioRow({
        database,
        metric: 'records per second',
        peerName: '1.5 times the idle run and a bare loop of the same documents().update',
        target: 1,
        ...(await measure(database)),
      }),
    );
  }
  report('sync-one-percent', rows);
}

void main();
