import type { DatabaseClient } from '../tests/support/database-servers';
import { type BenchApp, buildPlugin, createBenchApp } from './support/bench-app';
import { auditSyncedNotes, emptyNotes } from './support/linked-notes';
import type { Records } from './support/records';
import { type BenchRow, ratioRow, report } from './support/results';
import { benchDatabases, rounds, scaled } from './support/settings';
import { createSyncSite, perSecond, type SyncSite, syncRecords } from './support/sync-site';

/*
 * 10,000 records that are new become entries of the smallest type there can be, beside a bare loop of the same
 * `documents().create`, one after the other, in a Strapi without the plugin. Every round of either runs in a fresh process and
 * begins without a note.
 */

const RECORDS: Records = { count: scaled(10_000), changed: 0, revision: 0 };

async function measure(client: DatabaseClient): Promise<{ ours: number[]; peer: number[] }> {
  const samples = { ours: [] as number[], peer: [] as number[] };
  const apps: BenchApp[] = [];
  try {
    const site = await createSyncSite(client);
    apps.push(site.app);
    const peer = await createBenchApp(client, null);
    apps.push(peer);
    // Its tables are made by its first start.
    await (await peer.start()).stop();

    for (let round = 1; round <= rounds; round += 1) {
      samples.ours.push(await ourRound(site));
      samples.peer.push(await peerRound(peer));
      const shown = [samples.ours, samples.peer].map((values) => values.at(-1)?.toFixed(0));
      console.log(`${client} round ${round}: ours, bare loop per second: ${shown.join(', ')}`);
    }
    return samples;
  } finally {
    for (const app of apps) await app.remove();
  }
}

async function ourRound({ app, jobId, start }: SyncSite): Promise<number> {
  await emptyNotes(app.database, true);
  const strapi = await start();
  try {
    const run = await syncRecords(strapi, jobId, RECORDS);
    await auditSyncedNotes(app.database, RECORDS);
    return perSecond(run.created, run);
  } finally {
    await strapi.stop();
  }
}

async function peerRound(app: BenchApp): Promise<number> {
  await emptyNotes(app.database, false);
  const strapi = await app.start();
  try {
    const worked = await strapi.tell.createNotes(RECORDS);
    await auditSyncedNotes(app.database, RECORDS);
    return perSecond(RECORDS.count, worked);
  } finally {
    await strapi.stop();
  }
}

async function main() {
  await buildPlugin();
  const rows: BenchRow[] = [];
  for (const database of await benchDatabases()) {
    rows.push(
      ratioRow({
        database,
        metric: 'documents mode records per second',
        peerName: 'a bare loop of the same documents().create',
        target: 0.9,
        ...(await measure(database)),
      }),
    );
  }
  report('sync-import', rows);
}

void main();
