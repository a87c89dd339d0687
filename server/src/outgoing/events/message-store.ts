import type { Knex } from 'knex';

import { bulkInsert, inStatements } from '../../bulk-insert';
import type { Strapi } from '../../feature';
import { insertRow } from '../../insert-row';
import { tableName } from '../../table-name';
import { DELIVERIES, MESSAGES } from '../uids';

export interface NewMessage {
  uid: string;
  eventType: string;
  contentType: string | null;
  entryDocumentId: string | null;
  locale: string | null;
  traceId: string;
  idempotencyKey: string | null;
  /** Payload variant → exact body. */
  bodies: Record<string, string>;
  createdAt: number;
}

export interface MessageBodies {
  id: number;
  uid: string;
  bodies: Record<string, string>;
}

/** The rows of `ib_webhook_messages`. */
export function createMessageStore(strapi: Strapi) {
  const table = () => strapi.db.getConnection(MESSAGES);

  return {
    /** Inserts one message and returns its row id. */
    insert: (message: NewMessage, trx: Knex.Transaction): Promise<number> =>
      insertRow(strapi, MESSAGES, toRow(message), trx),

    /** Inserts many messages and returns their row ids by their uids. */
    async insertAll(
      all: readonly NewMessage[],
      trx: Knex.Transaction,
    ): Promise<ReadonlyMap<string, number>> {
      const ids = new Map<string, number>();
      for (const some of inStatements(all.map(toRow), ({ bodies }) => Buffer.byteLength(bodies))) {
        await bulkInsert(strapi, MESSAGES, some, trx);
        const found: { id: number; uid: string }[] = await table()
          .select('id', 'uid')
          .whereIn(
            'uid',
            some.map(({ uid }) => uid),
          )
          .transacting(trx);
        for (const { id, uid } of found) ids.set(uid, Number(id));
      }
      return ids;
    },

    /**
     * Inserts a message unless there is one with its idempotency key, also if that is being inserted at this moment:
     * then it waits to see whether the other transaction commits.
     *
     * @returns its row id, or null if there is one
     */
    async insertOnce(message: NewMessage, trx: Knex.Transaction): Promise<number | null> {
      const insert = table()
        .insert(toRow(message))
        .onConflict('idempotency_key')
        .ignore()
        .transacting(trx);
      if (strapi.db.dialect.client === 'mysql') {
        const [id]: number[] = await insert;
        return id ? Number(id) : null;
      }
      const [inserted]: { id: number }[] = await insert.returning('id');
      return inserted ? Number(inserted.id) : null;
    },

    async findBodies(ids: number[]): Promise<MessageBodies[]> {
      const rows: { id: number; uid: string; bodies: string }[] = await table()
        .select('id', 'uid', 'bodies')
        .whereIn('id', ids);
      return rows.map((row) => ({ id: row.id, uid: row.uid, bodies: JSON.parse(row.bodies) }));
    },

    async findByIdempotencyKey(
      key: string,
      trx: Knex.Transaction,
    ): Promise<{ id: number; uid: string; createdAt: number } | null> {
      const row = await table()
        .first('id', 'uid', 'created_at')
        .where({ idempotency_key: key })
        // MySQL would otherwise answer from a snapshot that is older than the other transaction's commit.
        .forShare()
        .transacting(trx);
      return row ? { id: row.id, uid: row.uid, createdAt: Number(row.created_at) } : null;
    },

    /** Frees a key whose time is over, so that it can be used again. */
    async forgetIdempotencyKey(id: number, trx: Knex.Transaction): Promise<void> {
      await table().where({ id }).update({ idempotency_key: null }).transacting(trx);
    },

    /** The next messages above an id, as far as it takes to tell which of them are to go. */
    async readAges(
      afterId: number,
      limit: number,
    ): Promise<{ id: number; createdAt: number; isKeyed: boolean; isReferred: boolean }[]> {
      const rows: Record<string, unknown>[] = await table()
        .select('id', 'created_at', 'idempotency_key')
        .where('id', '>', afterId)
        .orderBy('id')
        .limit(limit);
      const ids = rows.map(({ id }) => Number(id));
      const referred = new Set<number>(
        await strapi.db
          .connection(tableName(strapi, DELIVERIES))
          .whereIn('message_id', ids)
          .distinct()
          .pluck('message_id'),
      );
      return rows.map((row) => ({
        id: Number(row.id),
        createdAt: Number(row.created_at),
        isKeyed: row.idempotency_key !== null,
        isReferred: referred.has(Number(row.id)),
      }));
    },

    async deleteByIds(ids: number[]): Promise<void> {
      await table().whereIn('id', ids).delete();
    },
  };
}

export type MessageStore = ReturnType<typeof createMessageStore>;

function toRow(message: NewMessage) {
  return {
    uid: message.uid,
    event_type: message.eventType,
    content_type: message.contentType,
    entry_document_id: message.entryDocumentId,
    locale: message.locale,
    trace_id: message.traceId,
    idempotency_key: message.idempotencyKey,
    bodies: JSON.stringify(message.bodies),
    created_at: message.createdAt,
  };
}
