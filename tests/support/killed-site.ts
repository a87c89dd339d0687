import knex from 'knex';

import { createAppDirectory, type AppDirectory } from './app-directory';
import { aNote, anEndpoint } from './builders';
import { startChildStrapi, type ChildStrapi } from './child-strapi';
import { createScratchDatabase, type DatabaseClient } from './database-servers';
import { verified } from './outgoing';
import { startReceiver, type Receiver } from './receiver';

const NOTE = 'api::note.note';
const WRITERS = 4;
/** Not yet ready after so long: the machine is too busy for this test, or the start hangs. */
const LONGEST_BOOT_MS = 60_000;

export interface KilledSite {
  receiver: Receiver;
  /** Requests whose signature was not valid when they came. */
  unsigned: string[];
  /** Entries whose creation was reported as done before the kill. */
  committed: Set<string>;
  kills: number;
  /** Starts an instance, lets it create entries, and kills it at a random moment; so often. */
  killRepeatedly(times: number): Promise<void>;
  /** Starts an instance that is left alone. */
  start(): Promise<ChildStrapi>;
  /** Rows of a table, straight from the database. */
  rows(table: string): Promise<Record<string, unknown>[]>;
  remove(): Promise<void>;
}

/**
 * A site with one endpoint, on a database of its own, whose instances are killed. Its receiver takes its time and now
 * and then fails, as `random` says.
 */
export async function createKilledSite(
  client: DatabaseClient,
  random: () => number,
): Promise<KilledSite> {
  const scratch = await createScratchDatabase(client);
  const receiver = await startReceiver();
  const app: AppDirectory = createAppDirectory({
    database: scratch.strapiConnection,
    config: {
      queue: { concurrency: 32 },
      webhooks: { retrySchedule: [200], retryAttempts: 50 },
    },
  });
  const committed = new Set<string>();
  const unsigned: string[] = [];
  let bootMs = 0;
  let kills = 0;

  const first = await startChildStrapi(app);
  const { secret } = await first.service<{ secret: string }>(
    'outgoing',
    'endpoints.create',
    anEndpoint(receiver.url(), { eventTypes: [`entry.create:${NOTE}`] }),
  );
  await first.kill();
  receiver.answer('/', (request) => {
    try {
      verified(request, secret);
    } catch (error) {
      unsigned.push(String(error));
    }
    return { status: random() < 0.05 ? 503 : 204, delayMs: random() * 40 };
  });

  async function createUntilKilled(child: ChildStrapi): Promise<void> {
    try {
      for (;;) {
        const entry = await child.documents(NOTE, 'create', { data: aNote() });
        committed.add(String(entry.documentId));
      }
    } catch (error) {
      if (!String(error).includes('has ended')) throw error;
    }
  }

  async function liveAndDie(): Promise<void> {
    // Some die while they start: what they have just taken back, or begun to deliver, is lost once more.
    const isKilledAtStart = bootMs > 0 && random() < 0.2;
    const timeoutMs = isKilledAtStart ? bootMs - random() * 400 : LONGEST_BOOT_MS;
    const child = await startChildStrapi(app, { timeoutMs }).catch((error: unknown) => {
      if (isKilledAtStart && String(error).includes('did not start within')) return null;
      throw error;
    });
    if (child) {
      bootMs = bootMs === 0 ? child.bootMs : 0.7 * bootMs + 0.3 * child.bootMs;
      const writers = Array.from({ length: WRITERS }, () => createUntilKilled(child));
      await new Promise((resolve) => setTimeout(resolve, random() * 600));
      await child.kill();
      await Promise.all(writers);
    }
    kills += 1;
  }

  return {
    receiver,
    unsigned,
    committed,
    get kills() {
      return kills;
    },
    async killRepeatedly(times) {
      for (let n = 0; n < times; n += 1) await liveAndDie();
    },
    start: () => startChildStrapi(app),
    async rows(table) {
      const db = knex(scratch.knexConfig);
      try {
        return await db(table).select('*');
      } finally {
        await db.destroy();
      }
    },
    async remove() {
      await receiver.stop();
      app.remove();
      await scratch.drop();
    },
  };
}
