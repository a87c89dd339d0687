import type { DatabaseClient } from '../tests/support/database-servers';
import { buildPlugin } from './support/bench-app';
import { fillLinkedNotes } from './support/linked-notes';
import type { Records } from './support/records';
import { type BenchRow, limitRow, report } from './support/results';
import { benchDatabases, rounds, scaled } from './support/settings';
import type { SyncRun } from './support/sync-commands';
import { createSyncSite, type SyncSite, syncRecords } from './support/sync-site';

/*
 * How much more memory a run over 1,000,000 records takes at its peak than one over 10,000, each in a fresh process, and how
 * late the event loop is meanwhile.
 */

const recordsOf = (count: number): Records => ({ count: scaled(count), changed: 0, revision: 0 });
const FEW = recordsOf(10_000);
const MANY = recordsOf(1_000_000);

async function measure(client: DatabaseClient) {
  const samples = { growthMb: [] as number[], lagMs: [] as number[] };
  const sites: SyncSite[] = [];
  const filled = async (records: Records) => {
    const site = await createSyncSite(client);
    sites.push(site);
    await fillLinkedNotes(site.app.database, site.jobId, records);
    return site;
  };
  try {
    const few = await filled(FEW);
    const many = await filled(MANY);
    for (let round = 1; round <= rounds; round += 1) {
      const small = await inFreshProcess(few, FEW);
      const large = await inFreshProcess(many, MANY);
      samples.growthMb.push(Math.max(0, large.peakMb - small.peakMb));
      samples.lagMs.push(large.lagP99Ms);
      console.log(
        `${client} round ${round}: ${small.peakMb.toFixed(0)} and ${large.peakMb.toFixed(0)} MB, lag ${large.lagP99Ms.toFixed(1)} ms, ${(large.durationMs / 1000).toFixed(0)} s`,
      );
    }
    return samples;
  } finally {
    for (const { app } of sites) await app.remove();
  }
}

async function inFreshProcess({ start, jobId }: SyncSite, records: Records): Promise<SyncRun> {
  const strapi = await start();
  try {
    return await syncRecords(strapi, jobId, records);
  } finally {
    await strapi.stop();
  }
}

async function main() {
  await buildPlugin();
  const rows: BenchRow[] = [];
  for (const database of await benchDatabases()) {
    const { growthMb, lagMs } = await measure(database);
    rows.push(
      limitRow({ database, metric: 'memory growth MB', target: 60, ours: growthMb }),
      limitRow({ database, metric: 'event-loop lag p99 ms', target: 50, ours: lagMs }),
    );
  }
  report('sync-memory', rows);
}

void main();
