import path from 'node:path';

import { Pool } from 'undici';

import type { DatabaseClient } from '../tests/support/database-servers';
import { createBenchApp, type BenchApp, buildPlugin } from './support/bench-app';
import { startProcess, type CommandProcess } from './support/commands';
import { assertBalanced } from './support/ledger';
import { ENTRY } from './support/payload';
import type { ReceiverCommands } from './support/receiver-process';
import { ratioRow, report, type BenchRow } from './support/results';
import { benchDatabases, rounds, scaled } from './support/settings';
import type { StrapiCommands } from './support/strapi-process';

/*
 * What the plugin costs whoever saves content: REST creates with 10 endpoints that want every one of them, beside the
 * same app without the plugin. Two sites have the plugin:
 *   - one delivers at the same time in the same Strapi process, as a site with a single instance does; its receivers
 *     are in a process of their own and answer at once;
 *   - one only records (`workers: false`), as an instance that serves requests beside one that delivers does.
 * A third site has the least that a durable outbox can be instead, and tells how much of the cost is that of any.
 * All are up all the time and take turns, each only when the others have nothing left to do.
 */

const ENDPOINTS = 10;
const CREATES = 400;
/** Requests at once. */
const CLIENTS = 4;
const TYPES = {
  note: (n: number) => ({ text: `Note ${n}`, number: n }),
  article: (n: number) => ({
    title: `${ENTRY.entry.title} ${n}`,
    slug: `${ENTRY.entry.slug}-${n}`,
    body: ENTRY.entry.body,
    seo: { metaTitle: `Article ${n}` },
  }),
};
type Type = keyof typeof TYPES;

interface Site {
  strapi: CommandProcess<StrapiCommands>;
  /** Creates so many entries over HTTP and returns how many a second. */
  create(type: Type, count: number): Promise<number>;
  stop(): Promise<void>;
}

let made = 0;

async function startSite(app: BenchApp): Promise<Site> {
  const strapi = await app.start();
  const headers = {
    authorization: `Bearer ${await strapi.tell.apiToken()}`,
    'content-type': 'application/json',
  };
  const pool = new Pool(await strapi.tell.url(), { connections: CLIENTS });

  return {
    strapi,
    async create(type, count) {
      const startedAt = performance.now();
      let left = count;
      const client = async () => {
        while (left > 0) {
          left -= 1;
          made += 1;
          const body = JSON.stringify({ data: TYPES[type](made) });
          const answer = await pool.request({
            method: 'POST',
            path: `/api/${type}s`,
            headers,
            body,
          });
          const text = await answer.body.text();
          if (answer.statusCode !== 201) throw new Error(`${type}: ${answer.statusCode} ${text}`);
        }
      };
      await Promise.all(Array.from({ length: CLIENTS }, client));
      return count / ((performance.now() - startedAt) / 1000);
    },
    async stop() {
      await pool.close();
      await strapi.stop();
    },
  };
}

const SITES = {
  delivering: 'the same app without the plugin',
  recording: 'the same app without the plugin, while another instance delivers',
} as const;
type SiteName = keyof typeof SITES;

/** Rates of one type, round by round. */
interface Measured extends Record<SiteName, number[]> {
  type: Type;
  bare: number[];
  without: number[];
}

async function measure(client: DatabaseClient): Promise<Measured[]> {
  const receiver = await startProcess<ReceiverCommands>(
    path.join(__dirname, 'support/receiver-process.ts'),
  );
  const urls = await receiver.tell.start(ENDPOINTS, 0);
  const apps: BenchApp[] = [];
  const sites: Site[] = [];
  const start = async (
    ...options: [plugin: Parameters<typeof createBenchApp>[1], index?: string]
  ): Promise<Site> => {
    const app = await createBenchApp(client, ...options);
    apps.push(app);
    const site = await startSite(app);
    sites.push(site);
    return site;
  };

  try {
    const withPlugin = {
      delivering: await start({}),
      recording: await start({ config: { workers: false } }),
    };
    const without = await start(null);
    const bare = await start(null, path.join(__dirname, 'support/bare-outbox.js'));
    const secrets = {} as Record<SiteName, string[]>;
    for (const name of Object.keys(SITES) as SiteName[]) {
      const { tell } = withPlugin[name].strapi;
      const endpoints = await tell.createEndpoints(urls, { eventTypes: ['entry.create'] });
      secrets[name] = endpoints.map(({ secret }) => secret);
    }

    const createAndAudit = async (name: SiteName, type: Type, count: number) => {
      const { create, strapi } = withPlugin[name];
      await receiver.tell.forget();
      const rate = await create(type, count);
      const isDelivering = name === 'delivering';
      if (isDelivering) await receiver.tell.whenAnswered(count * ENDPOINTS, 120_000);
      const messageIds = await strapi.tell.newMessageIds();
      if (messageIds.length !== count) throw new Error(`${messageIds.length} events of ${count}`);
      const ledger = await receiver.tell.audit(secrets[name], isDelivering ? messageIds : []);
      assertBalanced(ledger, `${name} ${type}`);
      return rate;
    };

    const measured: Measured[] = [];
    for (const type of Object.keys(TYPES) as Type[]) {
      const rates: Measured = { type, delivering: [], recording: [], bare: [], without: [] };
      measured.push(rates);
      for (let round = 0; round <= rounds; round += 1) {
        const count = scaled(CREATES);
        const now = {
          delivering: await createAndAudit('delivering', type, count),
          recording: await createAndAudit('recording', type, count),
          bare: await bare.create(type, count),
          without: await without.create(type, count),
        };
        const shown = Object.entries(now).map(([name, rate]) => `${name} ${rate.toFixed(1)}`);
        console.log(`${client} ${type} round ${round || 'to warm up'}: ${shown.join(', ')}`);
        if (round === 0) continue;
        for (const name of Object.keys(now) as (keyof typeof now)[]) rates[name].push(now[name]);
      }
    }
    return measured;
  } finally {
    for (const site of sites) await site.stop();
    await receiver.stop();
    for (const app of apps) await app.remove();
  }
}

async function main() {
  await buildPlugin();
  const rows: BenchRow[] = [];
  for (const database of await benchDatabases()) {
    for (const { type, ...rates } of await measure(database)) {
      const row = (peerName: string, target: number | null, ours: number[], peer: number[]) =>
        ratioRow({ database, metric: 'creates per second', peerName, target, ours, peer });
      for (const [site, peerName] of Object.entries(SITES) as [SiteName, string][]) {
        rows.push(row(`${type}: ${peerName}`, 0.9, rates[site], rates.without));
      }
      rows.push(
        row(
          `${type}: a bare outbox, while another instance delivers`,
          null,
          rates.recording,
          rates.bare,
        ),
      );
    }
  }
  report('content-overhead', rows);
}

void main();
