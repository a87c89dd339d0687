import path from 'node:path';

import knex from 'knex';

import type { DatabaseClient } from '../tests/support/database-servers';
import { buildPlugin, createBenchApp } from './support/bench-app';
import { startProcess } from './support/commands';
import type { LoadCommands } from './support/load-process';
import { createReceiptAudit } from './support/receipt-audit';
import { limitRow, ratioRow, report, type BenchRow } from './support/results';
import { benchDatabases, rounds, scaled } from './support/settings';
import { sourceWith } from './support/signed-events';

/*
 * Signed events of 1 KB, each with an id of its own, that are verified, told from repetitions and committed before their
 * sender is answered; beside REST creates of the smallest type there can be and `/_health`, Strapi's cheapest route, in the
 * same Strapi process. The three take turns, each from as many connections. After every round each event is looked for in
 * the database, byte by byte.
 */

const MOST = { events: 10_000, notes: 2_000, health: 20_000 };
/** However many were sent, a kind of request has its turn for so long. */
const TURN_MS = 5_000;
/** So many of a round are posted once more, and so many wrongly signed. */
const REPEATED = 100;
const FORGED = 20;

interface Samples {
  receipts: number[];
  notes: number[];
  health: number[];
  p99Ms: number[];
}

async function measure(client: DatabaseClient): Promise<Samples> {
  const load = await startProcess<LoadCommands>(path.join(__dirname, 'support/load-process.ts'));
  const app = await createBenchApp(client, {});
  const db = knex(app.database.knexConfig);
  const strapi = await app.start();
  const samples: Samples = { receipts: [], notes: [], health: [], p99Ms: [] };
  try {
    await strapi.tell.createSource(sourceWith([]));
    const token = await strapi.tell.apiToken();
    await load.tell.connect(await strapi.tell.url());
    const audit = createReceiptAudit(db);
    let next = 0;

    for (let round = 0; round <= rounds; round += 1) {
      const from = next;
      const most = { from, count: scaled(MOST.events) };
      const receipts = await load.tell.postEvents(most, TURN_MS);
      const paceFrom = from + receipts.count;
      const perSecond = receipts.perSecond / 2;
      const paced = Math.min(scaled(MOST.events), Math.ceil((perSecond * TURN_MS) / 1000));
      const { p99Ms } = await load.tell.paceEvents({ from: paceFrom, count: paced }, perSecond);
      next = paceFrom + paced;
      const repeated = Math.min(REPEATED, receipts.count);
      await load.tell.postEvents({ from, count: repeated }, TURN_MS);
      await load.tell.forgeEvents({ from: next, count: FORGED }, TURN_MS);
      await audit({ from, count: next - from, repeated });
      next += FORGED;

      const notes = await load.tell.createNotes(
        { from, count: scaled(MOST.notes) },
        token,
        TURN_MS,
      );
      const health = await load.tell.askForHealth(scaled(MOST.health), TURN_MS);
      const rates = [receipts, notes, health].map((answered) => answered.perSecond.toFixed(0));
      console.log(
        `${client} round ${round || 'to warm up'}: receipts, notes, /_health per second: ${rates.join(', ')}; p99 at half load ${p99Ms.toFixed(1)} ms`,
      );
      if (round === 0) continue;
      samples.receipts.push(receipts.perSecond);
      samples.notes.push(notes.perSecond);
      samples.health.push(health.perSecond);
      samples.p99Ms.push(p99Ms);
    }
    return samples;
  } finally {
    await db.destroy();
    await load.stop();
    await strapi.stop();
    await app.remove();
  }
}

async function main() {
  await buildPlugin();
  const rows: BenchRow[] = [];
  for (const database of await benchDatabases()) {
    const { receipts, notes, health, p99Ms } = await measure(database);
    rows.push(
      ratioRow({
        database,
        metric: 'receipts per second against REST create',
        peerName: 'POST /api/notes of the same app',
        target: 5,
        ours: receipts,
        peer: notes,
      }),
      ratioRow({
        database,
        metric: 'receipts per second against /_health',
        peerName: 'GET /_health of the same app',
        target: 0.5,
        ours: receipts,
        peer: health,
      }),
      limitRow({ database, metric: 'receipt p99 ms at half load', target: 50, ours: p99Ms }),
    );
  }
  report('incoming', rows);
}

void main();
