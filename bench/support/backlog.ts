import { setTimeout as sleep } from 'node:timers/promises';

import knex, { type Knex } from 'knex';

import type { ScratchDatabase } from '../../tests/support/database-servers';
import { ENTRY } from './payload';

const MESSAGES_PER_STATEMENT = 5_000;
const EVENT_TYPES = ['entry.create', 'entry.update', 'entry.publish', 'entry.delete'];
/** A million deliveries to ten endpoints were recorded over six hours, and what comes later at the same pace. */
const MESSAGE_EVERY_MS = (6 * 3_600_000) / 100_000;
/** When the first message was recorded: early enough for all of them to lie in the past. */
const FIRST_AGO_MS = 12 * 3_600_000;
/** Every entry has so many events. */
const EVENTS_AN_ENTRY = 20;

/** Removes all messages, deliveries, attempts and statistics. */
export async function emptyQueue({ knexConfig }: ScratchDatabase): Promise<void> {
  const db = knex(knexConfig);
  try {
    for (const table of ['messages', 'deliveries', 'attempts', 'statistics']) {
      await db(`ib_webhook_${table}`).truncate();
    }
  } finally {
    await db.destroy();
  }
}

/** Makes deliveries that wait, one of each message to each endpoint, by plain SQL, until there are so many. */
export async function fillBacklog(
  { knexConfig, client }: ScratchDatabase,
  endpointIds: number[],
  pending: number,
): Promise<void> {
  const db = knex(knexConfig);
  try {
    const waiting = await db('ib_webhook_deliveries')
      .where({ state: 'pending' })
      .count({ n: '*' })
      .first();
    const messages = Math.ceil((pending - Number(waiting?.n)) / endpointIds.length);
    const newest = await db('ib_webhook_messages').max({ id: 'id', at: 'created_at' }).first();
    const firstId = Number(newest?.id ?? 0) + 1;
    // As on a site, what is recorded later has a later time.
    const startAt = Number(newest?.at ?? Date.now() - FIRST_AGO_MS);
    for (let done = 0; done < messages; done += MESSAGES_PER_STATEMENT) {
      const rows = Array.from(
        { length: Math.min(MESSAGES_PER_STATEMENT, messages - done) },
        (_, n) => messageRow(firstId + done + n, startAt + (done + n + 1) * MESSAGE_EVERY_MS),
      );
      await db.transaction(async (trx) => {
        await trx.batchInsert('ib_webhook_messages', rows, 100);
        await insertDeliveries(trx, endpointIds, rows[0]?.id ?? 0, rows.at(-1)?.id ?? 0);
      });
    }
    await analyse(db, client);
  } finally {
    await db.destroy();
  }
}

/** Waits until nothing is under way, and every result is written. */
export async function whenSettled({ knexConfig }: ScratchDatabase): Promise<void> {
  const db = knex(knexConfig);
  try {
    while (await db('ib_webhook_deliveries').where({ state: 'running' }).first('id')) {
      await sleep(250);
    }
  } finally {
    await db.destroy();
  }
}

/** The `webhook-id`s of all messages, and how many deliveries of them are recorded as succeeded. */
export async function readRecorded({
  knexConfig,
}: ScratchDatabase): Promise<{ messageIds: string[]; succeeded: number }> {
  const db = knex(knexConfig);
  try {
    const succeeded = await db('ib_webhook_deliveries')
      .where({ state: 'succeeded' })
      .count({ n: '*' })
      .first();
    return {
      messageIds: await db('ib_webhook_messages').pluck('uid'),
      succeeded: Number(succeeded?.n),
    };
  } finally {
    await db.destroy();
  }
}

function messageRow(id: number, createdAt: number) {
  return {
    id,
    uid: `msg_backlog${id}`,
    event_type: EVENT_TYPES[id % EVENT_TYPES.length],
    content_type: ENTRY.uid,
    entry_document_id: `entry${Math.floor(id / EVENTS_AN_ENTRY)}`,
    locale: 'en',
    trace_id: `trace${id}`,
    bodies: JSON.stringify({ full: JSON.stringify(ENTRY) }),
    created_at: Math.floor(createdAt),
  };
}

async function insertDeliveries(
  trx: Knex.Transaction,
  endpointIds: number[],
  fromId: number,
  toId: number,
): Promise<void> {
  const endpoints = endpointIds.map((id) => `SELECT ${id} AS id`).join(' UNION ALL ');
  await trx.raw(
    `INSERT INTO ib_webhook_deliveries (message_id, endpoint_id, event_type, variant, ${trx.raw('??', ['trigger']).toString()},
       state, due_at, attempts, lease_epoch, lease_losses, created_at)
     SELECT m.id, e.id, m.event_type, 'full', 'event', 'pending', m.created_at, 0, 0, 0, m.created_at
     FROM ib_webhook_messages m CROSS JOIN (${endpoints}) e
     WHERE m.id BETWEEN ? AND ? ORDER BY m.id, e.id`,
    [fromId, toId],
  );
}

/** What a database does by itself some time after such a load. */
async function analyse(db: Knex, client: ScratchDatabase['client']): Promise<void> {
  if (client === 'postgres')
    await db.raw('VACUUM ANALYZE ib_webhook_deliveries, ib_webhook_messages');
  if (client === 'mysql') await db.raw('ANALYZE TABLE ib_webhook_deliveries, ib_webhook_messages');
}
