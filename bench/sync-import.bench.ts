import type { DatabaseClient } from '../tests/support/database-servers';
import { type BenchApp, buildPlugin, createBenchApp } from './support/bench-app';
import { auditSyncedNotes, emptyNotes } from './support/linked-notes';
import type { Records } from './support/records';
import { type BenchRow, ratioRow, report } from './support/results';
import { benchDatabases, rounds, scaled } from './support/settings';
import { createSyncSite, perSecond, type SyncSite, syncRecords } from './support/sync-site';

/*
 * 10,000 records that are new become entries of the smallest type there can be, one by one and in bulk, beside a bare loop of
 * the same `documents().create`, one after the other, in a Strapi without the plugin. Every round of each runs in a fresh process
 * and begins without a note.
 */

const RECORDS: Records = { count: scaled(10_000), changed: 0, revision: 0 };

interface Samples {
  documents: number[];
  bulk: number[];
  peer: number[];
}

async function measure(client: DatabaseClient): Promise<Samples> {
  const samples: Samples = { documents: [], bulk: [], peer: [] };
  const apps: BenchApp[] = [];
  try {
    const documents = await createSyncSite(client);
    apps.push(documents.app);
    const bulk = await createSyncSite(client, { writing: 'bulk', batchSize: 500 });
    apps.push(bulk.app);
    const peer = await createBenchApp(client, null);
    apps.push(peer);
    // Its tables are made by its first start.
    await (await peer.start()).stop();

    for (let round = 1; round <= rounds; round += 1) {
      samples.documents.push(await ourRound(documents));
      samples.bulk.push(await ourRound(bulk));
      samples.peer.push(await peerRound(peer));
      const shown = Object.entries(samples).map(([name, of]) => `${name} ${of.at(-1)?.toFixed(0)}`);
      console.log(`${client} round ${round}, per second: ${shown.join(', ')}`);
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
    const { documents, bulk, peer } = await measure(database);
    const beside = { database, peerName: 'a bare loop of the same documents().create', peer };
    rows.push(
      ratioRow({
        ...beside,
        metric: 'documents mode records per second',
        target: 0.9,
        ours: documents,
      }),
      ratioRow({ ...beside, metric: 'bulk mode records per second', target: 20, ours: bulk }),
    );
  }
  report('sync-import', rows);
}

void main();
