import type { Knex } from 'knex';

import { againIfUndone } from '../../again-if-undone';
import { DATABASE_CLOCK, type DatabaseClient } from '../../database-clock';
import type { Strapi } from '../../feature';
import { storableJson } from '../../storable-json';
import { tableName } from '../../table-name';
import type { EventState } from '../contracts';
import { EVENTS } from '../uids';

/** An event as it is first written. */
export interface Receipt {
  uid: string;
  sourceId: number;
  /** Null: never taken for a repetition. */
  dedupeKey: string | null;
  eventId: string | null;
  eventType: string | null;
  /** `pending` where actions wait for it; the others are final. */
  state: Extract<EventState, 'pending' | 'succeeded' | 'refused'>;
  url: string;
  /** JSON. */
  headers: string;
  body: string;
  bodyEncoding: 'text' | 'base64';
  bodySize: number;
  isBodyCut: boolean;
  isPart: boolean;
  /** JSON. */
  verification: string;
  lastError: string | null;
  createdAt: number;
  occurredAt: number | null;
}

/** The event that has the key of a receipt now. */
export interface Kept {
  uid: string;
  createdAt: number;
}

type Row = Record<string, unknown>;
type ColumnType = 'text' | 'integer' | 'bigint';

/** Column → its type and what is written into it. */
const COLUMNS: Record<string, [ColumnType, (receipt: Receipt) => string | number | null]> = {
  uid: ['text', ({ uid }) => uid],
  source_id: ['integer', ({ sourceId }) => sourceId],
  dedupe_key: ['text', ({ dedupeKey }) => dedupeKey],
  event_id: ['text', ({ eventId }) => eventId],
  event_type: ['text', ({ eventType }) => eventType],
  state: ['text', ({ state }) => state],
  url: ['text', ({ url }) => url],
  headers: ['text', ({ headers }) => headers],
  body: ['text', ({ body }) => body],
  body_encoding: ['text', ({ bodyEncoding }) => bodyEncoding],
  body_size: ['integer', ({ bodySize }) => bodySize],
  is_body_cut: ['integer', ({ isBodyCut }) => Number(isBodyCut)],
  is_part: ['integer', ({ isPart }) => Number(isPart)],
  verification: ['text', ({ verification }) => verification],
  last_error: ['text', ({ lastError }) => lastError],
  created_at: ['bigint', ({ createdAt }) => createdAt],
  occurred_at: ['bigint', ({ occurredAt }) => occurredAt],
};
const NAMES = Object.keys(COLUMNS);

/** Writes events as they arrive, many at once. */
export function createReceiptStore(strapi: Strapi) {
  const knex = strapi.db.connection;
  const client = strapi.db.dialect.client as DatabaseClient;
  const quote = (name: string) => knex.raw('??', [name]).toQuery();
  const table = quote(tableName(strapi, EVENTS));
  const now = DATABASE_CLOCK[client];
  const columns = [...NAMES, 'due_at', 'finished_at', 'attempts', 'lease_epoch', 'lease_losses'];
  const typed = (types: Record<ColumnType, string>) =>
    NAMES.map((name) => `${quote(name)} ${types[COLUMNS[name]?.[0] ?? 'text']}`).join(', ');

  // One parameter for all rows, read by place or by name, as the bulk insert does it; what differs is how a row that is
  // there already answers.
  const sources: Record<DatabaseClient, string> = {
    sqlite: `(SELECT ${NAMES.map((name, place) => `value ->> ${place} AS ${quote(name)}`).join(', ')} FROM json_each(?)) AS r WHERE true`,
    postgres: `json_to_recordset(?::json) AS r(${typed({ text: 'text', integer: 'integer', bigint: 'bigint' })})`,
    mysql: `JSON_TABLE(?, '$[*]' COLUMNS (${NAMES.map((name, place) => `${quote(name)} longtext PATH '$[${place}]'`).join(', ')})) AS r`,
  };
  const insert = `INSERT INTO ${table} ${client === 'postgres' ? 'AS e ' : ''}(${columns.map(quote).join(', ')})
    SELECT ${NAMES.map((name) => `r.${quote(name)}`).join(', ')}, ${now},
      CASE WHEN r.state = 'pending' THEN NULL ELSE ${now} END, 0, 0, 0
    FROM ${sources[client]}`;
  const counted =
    client === 'mysql'
      ? 'ON DUPLICATE KEY UPDATE repeat_count = repeat_count + 1'
      : `ON CONFLICT (source_id, dedupe_key) DO UPDATE
         SET repeat_count = ${client === 'postgres' ? 'e.' : ''}repeat_count + 1
         RETURNING uid, source_id, dedupe_key, created_at`;

  const parameter = (receipts: readonly Receipt[]) => {
    const rows = receipts.map((receipt) =>
      NAMES.map((name): [string, string | number | null] => [
        name,
        COLUMNS[name]?.[1](receipt) ?? null,
      ]),
    );
    return storableJson(
      rows.map((row) =>
        client === 'postgres' ? Object.fromEntries(row) : row.map(([, value]) => value),
      ),
    );
  };

  async function keptRows(executor: Knex, receipts: readonly Receipt[]): Promise<Row[]> {
    const result: unknown = await executor.raw(`${insert} ${counted}`, [parameter(receipts)]);
    if (client === 'sqlite') return result as Row[];
    if (client === 'postgres') return (result as { rows: Row[] }).rows;
    // MySQL has no RETURNING (MariaDB has, but not beside ON DUPLICATE KEY on every version).
    return executor(tableName(strapi, EVENTS))
      .select('uid', 'source_id', 'dedupe_key', 'created_at')
      .whereIn(
        ['source_id', 'dedupe_key'],
        receipts.map(({ sourceId, dedupeKey }) => [sourceId, dedupeKey ?? '']),
      );
  }

  async function insertOrCount(executor: Knex, receipts: Receipt[]): Promise<Map<string, Kept>> {
    const rows = await keptRows(executor, receipts);
    return new Map(
      rows.map((row) => [
        `${Number(row.source_id)}:${String(row.dedupe_key)}`,
        { uid: String(row.uid), createdAt: Number(row.created_at) },
      ]),
    );
  }

  return {
    /**
     * Writes receipts, each with a key of its own, in one statement. One whose key is there already only raises that
     * event's count.
     *
     * @returns by key, the event that has it now: the receipt itself, or an earlier one
     */
    insertOnce(receipts: Receipt[]): Promise<Map<string, Kept>> {
      // As they came, since ordered sources go by the ids. Two instances that write the same keys in two orders may block
      // each other; the database then undoes one batch.
      return againIfUndone(() => insertOrCount(knex, receipts));
    },

    /**
     * Writes a receipt that was taken for the repetition of an event whose window is over: frees its key, and takes back the
     * repetition that was counted, also where another instance, which has counted one as well, has freed it already. Both in
     * one transaction: between them nobody would have the key, and who counted a repetition of it would not find of what.
     *
     * @returns the event that has the key now; another instance may have been first
     */
    replaceLate(older: Kept, receipt: Receipt): Promise<Kept> {
      return againIfUndone(() =>
        knex.transaction(async (trx) => {
          await trx(tableName(strapi, EVENTS))
            .where({ uid: older.uid })
            .update({ dedupe_key: null })
            .decrement('repeat_count', 1);
          return (await insertOrCount(trx, [receipt])).get(keyOf(receipt)) ?? older;
        }),
      );
    },

    /** Counts further repetitions that came in the same moment as an event. */
    async addRepeats(uid: string, count: number): Promise<void> {
      await againIfUndone(() =>
        knex(tableName(strapi, EVENTS)).where({ uid }).increment('repeat_count', count),
      );
    },

    /** Writes receipts that have no key. */
    async insertAll(receipts: Receipt[]): Promise<void> {
      if (receipts.length > 0) await knex.raw(insert, [parameter(receipts)]);
    },
  };
}

export type ReceiptStore = ReturnType<typeof createReceiptStore>;

/** What is unique about a receipt, over all sources. */
export function keyOf({ sourceId, dedupeKey }: Pick<Receipt, 'sourceId' | 'dedupeKey'>): string {
  return `${sourceId}:${dedupeKey}`;
}
