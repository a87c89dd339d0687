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
/** A life has some of this many entries and events before it ends, or lasts so long without them. */
const MOST_DONE = 8;
const LONGEST_LIFE_MS = 2_000;
/** Most lives then end within this time of an answer, which is too soon for the actions; the others whenever. */
const AFTER_ANSWER_SHARE = 0.95;
const LONGEST_AFTER_ANSWER_MS = 60;
/** Some of those wait for the next delivery besides, and end while its receiver takes its time. */
const WITHIN_DELIVERY_SHARE = 0.3;
const LONGEST_DELIVERY_MS = 40;
/** The first request after a start takes longer than those that follow. */
const LONGEST_ANSWER_MS = 5_000;
/** Some die while they start: what they have just taken back, or begun, is lost once more. */
const AT_START_SHARE = 0.06;
/** Notes of events have numbers from here on; those that editors write have lower ones. */
export const FIRST_EVENT_NUMBER = 1_000_000;
/** Notes that the events of the ordered source change again and again. */
const SHARED_NOTES = 5;
/** Not yet ready after so long: the machine is too busy for this test, or the start hangs. */
const LONGEST_BOOT_MS = 60_000;

const wait = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));

/** Looks again and again, for at most `ms`. */
async function waitUntil(isReached: () => boolean, ms: number): Promise<void> {
  const startedAt = performance.now();
  while (!isReached() && performance.now() - startedAt < ms) await wait(5);
}

/** One start of an instance, as those that use it see it. */
interface Life {
  child: ChildStrapi;
  /** Entries whose creation this very instance has reported. */
  createdCount: number;
  /** Ids of the events that it has answered. */
  answered: string[];
  /** Set where nothing more is to be posted. */
  isOver: boolean;
}

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
  /** Kills of an instance that had answered an event whose actions were not through. */
  killsBeforeActions: number;
  /** Those of them at which such an event was claimed, by this instance or by another. */
  killsWithinActions: number;
  /** Kills of an instance that had deliveries in hand: claimed, on their way, or answered and not yet written down. */
  killsWithinDeliveries: number;
  /**
   * Starts an instance, lets it create entries and take in events, and kills it, again and again, until it has been killed so
   * many times between an answer and the end of its actions; some kills come at other moments.
   */
  killRepeatedly(timesBeforeActions: number): Promise<void>;
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
  let killsWithinActions = 0;
  let killsWithinDeliveries = 0;
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
    return { status: random() < 0.05 ? 503 : 204, delayMs: random() * LONGEST_DELIVERY_MS };
  });

  async function createUntilKilled(life: Life): Promise<void> {
    try {
      for (;;) {
        const entry = await life.child.documents(NOTE, 'create', { data: aNote() });
        committed.add(String(entry.documentId));
        life.createdCount += 1;
      }
    } catch (error) {
      if (!String(error).includes('has ended')) throw error;
    }
  }

  /** A service that posts one event after the other, some of them twice, until nobody answers. */
  async function postUntilKilled(life: Life): Promise<void> {
    while (!life.isOver) {
      events += 1;
      const n = events;
      const isFree = n % 2 === 0;
      const number = FIRST_EVENT_NUMBER + (isFree ? SHARED_NOTES + n : n % SHARED_NOTES);
      const body = { id: `e${n}`, type: 'note.saved', data: { number, text: `text ${n}` } };
      const { slug } = isFree ? free : ordered;
      try {
        const copies = random() < 0.2 ? 2 : 1;
        const answers = await Promise.all(
          Array.from({ length: copies }, () => post(life.child.url, slug, { body })),
        );
        if (answers.some(({ status }) => status === 200)) {
          promised.add(body.id);
          life.answered.push(body.id);
        } else await wait(20);
      } catch {
        // Killed: what became of this one is open, so its sender would come again.
        return;
      }
    }
  }

  /** Null for an instance that was killed before it was ready. */
  async function beginLife(): Promise<Life | null> {
    const isKilledAtStart = bootMs > 0 && random() < AT_START_SHARE;
    const timeoutMs = isKilledAtStart ? bootMs - random() * 400 : LONGEST_BOOT_MS;
    try {
      const child = await startChildStrapi(app, { timeoutMs, isShortLived: true });
      bootMs = bootMs === 0 ? child.bootMs : 0.7 * bootMs + 0.3 * child.bootMs;
      return { child, createdCount: 0, answered: [], isOver: false };
    } catch (error) {
      if (isKilledAtStart && String(error).includes('did not start within')) return null;
      throw error;
    }
  }

  /** Until the moment at which it is to be killed. */
  async function live(life: Life): Promise<void> {
    const enough = 1 + random() * MOST_DONE;
    await waitUntil(() => life.createdCount + life.answered.length >= enough, LONGEST_LIFE_MS);
    const isAfterAnswer = random() < AFTER_ANSWER_SHARE;
    if (isAfterAnswer) {
      const answers = life.answered.length;
      await waitUntil(() => life.answered.length > answers, LONGEST_ANSWER_MS);
    }
    // In some lives there is then a moment without requests, in which the actions run, and the deliveries.
    const isWithinDelivery = isAfterAnswer && random() < WITHIN_DELIVERY_SHARE;
    life.isOver = isWithinDelivery || random() < 0.5;
    if (isWithinDelivery) {
      const deliveries = receiver.requests.length;
      await waitUntil(() => receiver.requests.length > deliveries, LONGEST_LIFE_MS);
      await wait(random() * LONGEST_DELIVERY_MS);
    } else await wait(random() * (isAfterAnswer ? LONGEST_AFTER_ANSWER_MS : 200));
  }

  /** @returns whether an event was answered and its actions were not through */
  async function liveAndDie(): Promise<boolean> {
    const life = await beginLife();
    kills += 1;
    if (!life) return false;
    const writers = Array.from({ length: WRITERS }, () => createUntilKilled(life));
    const senders = Array.from({ length: SENDERS }, () => postUntilKilled(life));
    await live(life);
    await life.child.kill();
    life.isOver = true;
    await Promise.all([...writers, ...senders]);
    const inHand = await db('ib_webhook_deliveries')
      .where({ state: 'running' })
      .where('lease_owner', 'like', `%:${life.child.process.pid}:%`)
      .first('id');
    if (inHand) killsWithinDeliveries += 1;
    // No event that was through is ever open again: one that is open now was open when the instance died.
    const open = await db('ib_webhook_events')
      .whereIn('event_id', life.answered)
      .whereIn('state', ['pending', 'running'])
      .pluck<string[]>('state');
    if (open.length === 0) return false;
    killsBeforeActions += 1;
    if (open.includes('running')) killsWithinActions += 1;
    return true;
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
    get killsWithinActions() {
      return killsWithinActions;
    },
    get killsWithinDeliveries() {
      return killsWithinDeliveries;
    },
    async killRepeatedly(timesBeforeActions) {
      const mostLives = 3 * timesBeforeActions;
      let left = timesBeforeActions;
      for (let lives = 0; left > 0 && lives < mostLives; lives += 1) {
        if (await liveAndDie()) left -= 1;
      }
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
