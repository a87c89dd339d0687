import type { Strapi } from '../../feature';
import { storableJson } from '../../storable-json';
import { inTransaction } from '../../transaction';
import { tableName } from '../../table-name';
import { CONNECTION_UID, CONNECTIONS } from '../uids';
import type { SecretRow } from '../vault/secret-store';
import type { ConnectionRecord } from './connection-record';

export type NewConnection = Omit<ConnectionRecord, 'id' | 'createdAt' | 'updatedAt' | 'revision'>;

/** What a new token changes. */
export type TokenChange = Pick<
  ConnectionRecord,
  'credentials' | 'expiresAt' | 'tokenLifeMs' | 'isRenewable' | 'scopesGranted' | 'facts'
>;

/** The rows of `ib_connections`. There are few of them, so lists are read whole. */
export function createConnectionStore(strapi: Strapi) {
  const query = () => strapi.db.query(CONNECTION_UID);
  const table = () => strapi.db.connection(tableName(strapi, CONNECTIONS));

  return {
    findAll: async (): Promise<ConnectionRecord[]> =>
      (await query().findMany({ orderBy: { id: 'asc' } })).map(toRecord),

    async findOne(id: number): Promise<ConnectionRecord | null> {
      const row: ConnectionRecord | null = await query().findOne({ where: { id } });
      return row && toRecord(row);
    },

    findByIds: async (ids: number[]): Promise<ConnectionRecord[]> =>
      (await query().findMany({ where: { id: { $in: ids } } })).map(toRecord),

    create: async (connection: NewConnection): Promise<ConnectionRecord> =>
      toRecord(await query().create({ data: { ...connection, revision: 1 } })),

    /**
     * Changes a connection and raises its revision, by which every instance learns of it.
     *
     * @param changesOf sees the row as it is locked; null changes nothing but the revision
     * @returns null if there is no such connection, or nothing was changed
     */
    async change(
      id: number,
      changesOf: (connection: ConnectionRecord) => Partial<NewConnection> | null,
    ): Promise<ConnectionRecord | null> {
      return inTransaction(strapi, async ({ trx }) => {
        // First of all, since it is what locks the row.
        await trx(tableName(strapi, CONNECTIONS)).where({ id }).increment('revision', 1);
        const row: ConnectionRecord | null = await query().findOne({ where: { id } });
        const changes = row && changesOf(toRecord(row));
        return changes ? toRecord(await query().update({ where: { id }, data: changes })) : null;
      });
    },

    /**
     * Writes a new token if nobody else has written one, or taken the connection apart, since `tokenVersion` was read, and
     * forgets what failed before it.
     *
     * @returns whether it was written
     */
    async saveToken(id: number, tokenVersion: number, change: TokenChange): Promise<boolean> {
      const written = await table()
        .where({ id, token_version: tokenVersion })
        .whereNotNull('credentials')
        .update({
          credentials: change.credentials,
          expires_at: change.expiresAt,
          token_life_ms: change.tokenLifeMs,
          is_renewable: change.isRenewable,
          scopes_granted: storableJson(change.scopesGranted),
          facts: storableJson(change.facts),
          token_version: tokenVersion + 1,
          refresh_after: null,
          refresh_failures: 0,
        })
        .increment('revision', 1);
      return Number(written) === 1;
    },

    /** The moment of the last use; no revision, since nobody acts on it. Only ever later. */
    async touch(id: number, usedAt: number): Promise<void> {
      await table()
        .where({ id })
        .andWhere(
          (older) => void older.whereNull('last_used_at').orWhere('last_used_at', '<', usedAt),
        )
        .update({ last_used_at: usedAt });
    },

    delete: (id: number) => query().delete({ where: { id } }),

    /** Ids and revisions of all connections: the cheapest way to learn whether a cached copy is current. */
    async revisions(): Promise<{ id: number; revision: number }[]> {
      // Not past Strapi's transaction: on SQLite, whoever has one open has the only connection there is.
      return query().findMany({ select: ['id', 'revision'], orderBy: { id: 'asc' } });
    },

    /** The fields that hold ciphertext, for the rotation of keys. */
    async listCiphertexts(afterId: number, limit: number): Promise<SecretRow[]> {
      const rows: ConnectionRecord[] = await query().findMany({
        select: ['id', 'documentId', 'credentials'],
        where: { id: { $gt: afterId } },
        orderBy: { id: 'asc' },
        limit,
      });
      return rows.map(({ id, documentId, credentials }): SecretRow => {
        const fields: SecretRow['fields'] = credentials === null ? {} : { credentials };
        return { id, documentId, fields };
      });
    },

    countCiphertexts: (): Promise<number> =>
      query().count({ where: { credentials: { $notNull: true } } }),

    /** Replaces a field's ciphertext if it still is what was read. Returns whether it was. */
    async replaceCiphertext(id: number, field: string, from: string, to: string): Promise<boolean> {
      const changed = await table()
        .where({ id, [field]: from })
        .update({ [field]: to })
        .increment('revision', 1);
      return Number(changed) === 1;
    },
  };
}

export type ConnectionStore = ReturnType<typeof createConnectionStore>;

/** Drivers give 64-bit integers as text. */
function toRecord(row: ConnectionRecord): ConnectionRecord {
  const time = (value: unknown) => (value === null || value === undefined ? null : Number(value));
  return {
    ...row,
    expiresAt: time(row.expiresAt),
    tokenLifeMs: time(row.tokenLifeMs),
    statusSince: Number(row.statusSince),
    lastUsedAt: time(row.lastUsedAt),
    lastTestedAt: time(row.lastTestedAt),
    refreshAfter: time(row.refreshAfter),
    expiryNoticeFor: time(row.expiryNoticeFor),
  };
}
