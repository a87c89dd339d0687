import knex from 'knex';

import { createAppDirectory, type AppDirectory } from './app-directory';
import { aNote, anEndpoint } from './builders';
import { startChildStrapi, type ChildStrapi } from './child-strapi';
import type { DatabaseClient } from './database-servers';
import { createSiteDatabase } from './database-templates';
import { aNoteUpsert, aSource, post } from './incoming';
import { verified } from './outgoing';
import { startReceiver, type Receiver } from './receiver';

const NOTE = 'api::note.note';
const WRITERS = 2;
/** Services that post at the same time. */
const SENDERS = 2;
/** A life ends at a random moment after some of this many entries and events, or after so long without them. */
const MOST_DONE = 8;
const LONGEST_LIFE_MS = 2_000;
/** Notes of events have numbers from here on; those that editors write have lower ones. */
export const FIRST_EVENT_NUMBER = 1_000_000;
/** Notes that the events of the ordered source change again and again. */
const SHARED_NOTES = 5;
/** Not yet ready after so long: the machine is too busy for this test, or the start hangs. */
const LONGEST_BOOT_MS = 60_000;

const wait = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));

export interface KilledSite {
  receiver: Receiver;
  /** Requests whose signature was not valid when they came. */
  unsigned: string[];
  /** Entries whose creation was reported as done before the kill. */
  committed: Set<string>;
  /** Each event of this source makes a note of its own and is forwarded; in any order. */
  free: { id: number; slug: string };
  /** The events of this one change a few notes, one after the other. */
  ordered: { id: number; slug: string };
  /** Ids of the events whose senders were told that they were received. */
  promised: Set<string>;
  kills: number;
  /** Kills that left events whose actions had not run. */
  killsBeforeActions: number;
  /** Starts an instance, lets it create entries and take in events, and kills it at a random moment; so often. */
  killRepeatedly(times: number): Promise<void>;
  /** Starts an instance that is left alone. */
  start(): Promise<ChildStrapi>;
  /** Rows of a table, straight from the database, the oldest first. */
  rows(table: string): Promise<Record<string, unknown>[]>;
  remove(): Promise<void>;
}

/**
 * A site with one endpoint and two sources, on a database of its own, whose instances are killed. Its receiver takes its
 * time and now and then fails, as `random` says.
 */
export async function createKilledSite(
  client: DatabaseClient,
  random: () => number,
): Promise<KilledSite> {
  const scratch = await createSiteDatabase(client);
  const receiver = await startReceiver();
  const app: AppDirectory = createAppDirectory({
    database: scratch.strapiConnection,
    config: {
      queue: { concurrency: 32 },
      webhooks: { retrySchedule: [200], retryAttempts: 50 },
    },
  });
  const db = knex(scratch.knexConfig);
  const committed = new Set<string>();
  const promised = new Set<string>();
  const unsigned: string[] = [];
  let bootMs = 0;
  let kills = 0;
  let killsBeforeActions = 0;
  let events = 0;

  const first = await startChildStrapi(app, { isShortLived: true });
  const { secret } = await first.service<{ secret: string }>(
    'outgoing',
    'endpoints.create',
    anEndpoint(receiver.url(), { eventTypes: [`entry.create:${NOTE}`] }),
  );
  const createSource = (input: Parameters<typeof aSource>[0]) =>
    first.service<{ id: number; slug: string }>('incoming', 'sources.create', aSource(input));
  const free = await createSource({
    actions: [aNoteUpsert(), { id: 'forward', kind: 'forward', eventTypes: ['*'] }],
  });
  const ordered = await createSource({ isOrdered: true, actions: [aNoteUpsert()] });
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

  /** A service that posts one event after the other, some of them twice, until nobody answers. */
  async function postUntilKilled(url: string, isOver: () => boolean): Promise<void> {
    while (!isOver()) {
      events += 1;
      const n = events;
      const isFree = n % 2 === 0;
      const number = FIRST_EVENT_NUMBER + (isFree ? SHARED_NOTES + n : n % SHARED_NOTES);
      const body = { id: `e${n}`, type: 'note.saved', data: { number, text: `text ${n}` } };
      const { slug } = isFree ? free : ordered;
      try {
        const copies = random() < 0.2 ? 2 : 1;
        const answers = await Promise.all(
          Array.from({ length: copies }, () => post(url, slug, { body })),
        );
        if (answers.some(({ status }) => status === 200)) promised.add(body.id);
        else await wait(20);
      } catch {
        // Killed: what became of this one is open, so its sender would come again.
        return;
      }
    }
  }

  async function liveAndDie(): Promise<void> {
    // Some die while they start: what they have just taken back, or begun, is lost once more.
    const isKilledAtStart = bootMs > 0 && random() < 0.2;
    const timeoutMs = isKilledAtStart ? bootMs - random() * 400 : LONGEST_BOOT_MS;
    const child = await startChildStrapi(app, { timeoutMs, isShortLived: true }).catch(
      (error: unknown) => {
        if (isKilledAtStart && String(error).includes('did not start within')) return null;
        throw error;
      },
    );
    if (child) {
      bootMs = bootMs === 0 ? child.bootMs : 0.7 * bootMs + 0.3 * child.bootMs;
      let isOver = false;
      const writers = Array.from({ length: WRITERS }, () => createUntilKilled(child));
      const senders = Array.from({ length: SENDERS }, () =>
        postUntilKilled(child.url, () => isOver),
      );
      const done = () => committed.size + promised.size;
      const enough = done() + 1 + random() * MOST_DONE;
      // A start's first request takes longer than its first entries: many lives wait for it, or none would be taken in.
      const received = promised.size + (random() < 0.6 ? 1 : 0);
      const isLivedOut = () => done() >= enough && promised.size >= received;
      const startedAt = performance.now();
      while (!isLivedOut() && performance.now() - startedAt < LONGEST_LIFE_MS) await wait(5);
      // In some lives there is a moment without requests, in which the actions run.
      isOver = random() < 0.5;
      await wait(random() * 200);
      await child.kill();
      isOver = true;
      await Promise.all([...writers, ...senders]);
      const waiting: unknown = await db('ib_webhook_events')
        .whereIn('state', ['pending', 'running'])
        .first();
      if (waiting) killsBeforeActions += 1;
    }
    kills += 1;
  }

  return {
    receiver,
    unsigned,
    committed,
    free,
    ordered,
    promised,
    get kills() {
      return kills;
    },
    get killsBeforeActions() {
      return killsBeforeActions;
    },
    async killRepeatedly(times) {
      for (let n = 0; n < times; n += 1) await liveAndDie();
    },
    start: () => startChildStrapi(app, { isShortLived: true }),
    rows: (table) => db(table).select('*').orderBy('id'),
    async remove() {
      await db.destroy();
      await receiver.stop();
      app.remove();
      await scratch.drop();
    },
  };
}
