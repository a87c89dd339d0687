import path from 'node:path';

import knex, { type Knex } from 'knex';

import type { DatabaseClient } from '../tests/support/database-servers';
import { buildPlugin, createBenchApp, type BenchApp } from './support/bench-app';
import { startProcess, type CommandProcess } from './support/commands';
import type { Worked } from './support/incoming-commands';
import type { LoadCommands } from './support/load-process';
import { ratioRow, report, type BenchRow } from './support/results';
import { benchDatabases, rounds, scaled } from './support/settings';
import { sourceWith } from './support/signed-events';
import {
  auditEvents,
  auditNotes,
  emptyTables,
  indexNotes,
  NOTE_OF_PRODUCT,
} from './support/upsert-audit';

/*
 * 20,000 stored events of 10,000 products, so that the first half create an entry of the smallest type there can be and
 * the others update it, beside a bare loop over the same values in a Strapi without the plugin, which finds, creates and
 * updates through the same document service and stores nothing else. Every round of either runs in a fresh process and
 * begins with empty tables.
 */

const EVENTS = 20_000;
const UPSERTS = { count: scaled(EVENTS), products: Math.ceil(scaled(EVENTS) / 2) };
/** How many loops at once were tried, and over how many events, to find the fastest. */
const AT_ONCE = [1, 4, 8];
const TRIAL = { count: UPSERTS.count / 5, products: Math.ceil(UPSERTS.count / 10) };
const RECEIVING_MS = 120_000;

interface Samples {
  ours: number[];
  peer: number[];
  atOnce: number;
}

interface Rate {
  perSecond: number;
  /** Processor time of Strapi for one event; shown and not kept. */
  cpuMicroseconds: number;
}

async function measure(client: DatabaseClient): Promise<Samples> {
  const load = await startProcess<LoadCommands>(path.join(__dirname, 'support/load-process.ts'));
  const apps: BenchApp[] = [];
  const connections: Knex[] = [];
  const open = async (plugin: Parameters<typeof createBenchApp>[1]) => {
    const app = await createBenchApp(client, plugin);
    apps.push(app);
    const db = knex(app.database.knexConfig);
    connections.push(db);
    return { app, db };
  };
  try {
    const ours = await open({ config: { workers: false } });
    await prepare(ours.app, ours.db, true);
    const peer = await open(null);
    await prepare(peer.app, peer.db, false);

    const trials = [];
    for (const atOnce of AT_ONCE) {
      const { perSecond } = await peerRound(peer.app, peer.db, { ...TRIAL, atOnce });
      trials.push({ atOnce, perSecond });
      console.log(`${client} bare loop, ${atOnce} at once: ${perSecond.toFixed(0)} per second`);
    }
    trials.sort((a, b) => b.perSecond - a.perSecond);
    const samples: Samples = { ours: [], peer: [], atOnce: trials[0]?.atOnce ?? 1 };

    for (let round = 1; round <= rounds; round += 1) {
      const mine = await ourRound(ours.app, ours.db, load);
      const bare = await peerRound(peer.app, peer.db, { ...UPSERTS, atOnce: samples.atOnce });
      samples.ours.push(mine.perSecond);
      samples.peer.push(bare.perSecond);
      const shown = [mine, bare].map(
        ({ perSecond, cpuMicroseconds }) =>
          `${perSecond.toFixed(0)} (${cpuMicroseconds.toFixed(0)} µs of the processor each)`,
      );
      console.log(`${client} round ${round}: ours, bare loop per second: ${shown.join(', ')}`);
    }
    return samples;
  } finally {
    await load.stop();
    for (const db of connections) await db.destroy();
    for (const app of apps) await app.remove();
  }
}

async function prepare(app: BenchApp, db: Knex, hasPlugin: boolean): Promise<void> {
  const strapi = await app.start();
  if (hasPlugin) await strapi.tell.createSource(sourceWith([NOTE_OF_PRODUCT]));
  await strapi.stop();
  await indexNotes(db);
}

async function ourRound(
  app: BenchApp,
  db: Knex,
  load: CommandProcess<LoadCommands>,
): Promise<Rate> {
  await emptyTables(db);
  await store(app, load);
  app.configure({ workers: true });
  const strapi = await app.start();
  try {
    const worked = await strapi.tell.workOff();
    await auditEvents(db, UPSERTS);
    await auditNotes(db, UPSERTS);
    return rateOf(UPSERTS.count, worked);
  } finally {
    await strapi.stop();
  }
}

/** Posts the events to an instance that does nothing about them, and turns their source off. */
async function store(app: BenchApp, load: CommandProcess<LoadCommands>): Promise<void> {
  app.configure({ workers: false });
  const strapi = await app.start();
  try {
    await strapi.tell.switchSource(true);
    await load.tell.connect(await strapi.tell.url());
    const { count } = await load.tell.postEvents({ from: 0, ...UPSERTS }, RECEIVING_MS);
    if (count !== UPSERTS.count) throw new Error(`only ${count} events were stored`);
    await strapi.tell.switchSource(false);
  } finally {
    await strapi.stop();
  }
}

async function peerRound(
  app: BenchApp,
  db: Knex,
  { atOnce, ...upserts }: { count: number; products: number; atOnce: number },
): Promise<Rate> {
  await emptyTables(db, ['notes']);
  const strapi = await app.start();
  try {
    const worked = await strapi.tell.upsertNotes(upserts, atOnce);
    await auditNotes(db, upserts);
    return rateOf(upserts.count, worked);
  } finally {
    await strapi.stop();
  }
}

function rateOf(count: number, { durationMs, cpuMs }: Worked): Rate {
  return { perSecond: count / (durationMs / 1000), cpuMicroseconds: (cpuMs * 1000) / count };
}

async function main() {
  await buildPlugin();
  const rows: BenchRow[] = [];
  for (const database of await benchDatabases()) {
    const { ours, peer, atOnce } = await measure(database);
    rows.push(
      ratioRow({
        database,
        metric: 'actions per second',
        peerName: `a bare loop of the same documents() calls, ${atOnce} at once`,
        target: 0.9,
        ours,
        peer,
      }),
    );
  }
  report('incoming-actions', rows);
}

void main();
