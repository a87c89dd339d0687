import type { DatabaseClient } from '../tests/support/database-servers';
import { buildPlugin } from './support/bench-app';
import { auditSyncedNotes, fillLinkedNotes } from './support/linked-notes';
import type { Records } from './support/records';
import { type BenchRow, floorRow, limitRow, report } from './support/results';
import { benchDatabases, rounds, scaled } from './support/settings';
import { createSyncSite, perSecond, syncRecords } from './support/sync-site';

/* 100,000 records and their entries, none of which has changed: every pair is read and compared, and nothing is written. */

const RECORDS: Records = { count: scaled(100_000), changed: 0, revision: 0 };

async function measure(client: DatabaseClient) {
  const samples = { perSecond: [] as number[], writes: [] as number[] };
  const { app, jobId, start } = await createSyncSite(client);
  try {
    await fillLinkedNotes(app.database, jobId, RECORDS);
    const strapi = await start();
    try {
      for (let round = 1; round <= rounds; round += 1) {
        const run = await syncRecords(strapi, jobId, RECORDS);
        samples.perSecond.push(perSecond(RECORDS.count, run));
        samples.writes.push(run.writes);
        console.log(
          `${client} round ${round}: ${samples.perSecond.at(-1)?.toFixed(0)} records per second, ${run.writes} writes`,
        );
      }
    } finally {
      await strapi.stop();
    }
    await auditSyncedNotes(app.database, RECORDS);
    return samples;
  } finally {
    await app.remove();
  }
}

async function main() {
  await buildPlugin();
  const rows: BenchRow[] = [];
  for (const database of await benchDatabases()) {
    const samples = await measure(database);
    rows.push(
      floorRow({ database, metric: 'records per second', target: 10_000, ours: samples.perSecond }),
      limitRow({ database, metric: 'writes', target: 0, ours: samples.writes }),
    );
  }
  report('sync-idle', rows);
}

void main();
