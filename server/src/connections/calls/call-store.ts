import type { Knex } from 'knex';

import { bulkInsert } from '../../bulk-insert';
import type { Strapi } from '../../feature';
import { tableName } from '../../table-name';
import { STATISTICS_BUCKET_MS } from '../../time-buckets';
import { inTransaction } from '../../transaction';
import type { AttemptRecord } from '../../http/client/call-record';
import type { Call } from '../contracts';
import { CALL_STATISTICS, CALLS } from '../uids';

/** A line of the call log, as it is written. */
export interface CallLine {
  connectionId: number;
  state: 'succeeded' | 'failed';
  method: string;
  host: string;
  path: string;
  status: number | null;
  errorCode: string | null;
  errorMessage: string | null;
  durationMs: number;
  attempts: AttemptRecord[];
  requestBytes: number;
  responseBytes: number;
  cache: Call['cache'];
  count: number;
  caller: string;
  at: number;
}

export interface CallCounts {
  succeeded: number;
  failed: number;
}

export interface CallBucket extends CallCounts {
  at: number;
}

/** The rows of `ib_calls` and `ib_call_statistics`. */
export function createCallStore(strapi: Strapi) {
  const knex = strapi.db.connection;
  const calls = tableName(strapi, CALLS);
  const statistics = tableName(strapi, CALL_STATISTICS);
  const isMysql = strapi.db.dialect.client === 'mysql';
  const added = (column: string) =>
    knex.raw(
      isMysql
        ? `${column} + VALUES(${column})`
        : `${CALL_STATISTICS}.${column} + excluded.${column}`,
    );

  async function count(lines: readonly CallLine[], trx: Knex.Transaction): Promise<void> {
    const counts = new Map<string, { connectionId: number; at: number } & CallCounts>();
    for (const { connectionId, at: time, state, count: times } of lines) {
      const at = time - (time % STATISTICS_BUCKET_MS);
      const key = `${connectionId} ${at}`;
      const known = counts.get(key) ?? { connectionId, at, succeeded: 0, failed: 0 };
      known[state] += times;
      counts.set(key, known);
    }
    // In one order everywhere: two instances that update the same rows in two orders would block each other.
    const rows = [...counts.values()]
      .sort((a, b) => a.connectionId - b.connectionId || a.at - b.at)
      .map(({ connectionId, at, succeeded, failed }) => ({
        connection_id: connectionId,
        bucket_at: at,
        succeeded,
        failed,
      }));
    await trx(statistics)
      .insert(rows)
      .onConflict(['connection_id', 'bucket_at'])
      .merge({ succeeded: added('succeeded'), failed: added('failed') });
  }

  return {
    /** Writes lines and counts them, in one transaction. */
    async add(lines: readonly CallLine[]): Promise<void> {
      await inTransaction(strapi, async ({ trx }) => {
        await bulkInsert(strapi, CALLS, lines.map(toRow), trx);
        await count(lines, trx);
      });
    },

    /** The newest first, below an id. */
    async findPage(
      connectionId: number,
      { before, limit, onlyFailed }: { before: number | null; limit: number; onlyFailed: boolean },
    ): Promise<Call[]> {
      const states = onlyFailed ? ['failed'] : ['failed', 'succeeded'];
      // A look into the index a state, since it holds a state's ids in order and not those of both.
      const looks = states.map((state) => {
        const look = knex(calls).select('id').where({ connection_id: connectionId, state });
        if (before !== null) look.where('id', '<', before);
        return look.orderBy('id', 'desc').limit(limit);
      });
      const found: { id: number }[][] = await Promise.all(looks);
      const ids = found
        .flat()
        .map(({ id }) => Number(id))
        .sort((a, b) => b - a)
        .slice(0, limit);
      const rows: Record<string, unknown>[] = await knex(calls)
        .whereIn('id', ids)
        .orderBy('id', 'desc');
      return rows.map(toCall);
    },

    /** Buckets that begin within a range of ms since 1970. */
    async buckets(connectionId: number, from: number, to: number): Promise<CallBucket[]> {
      const rows: Record<string, unknown>[] = await knex(statistics)
        .where({ connection_id: connectionId })
        .whereBetween('bucket_at', [from, to])
        .orderBy('bucket_at');
      return rows.map((row) => ({
        at: Number(row.bucket_at),
        succeeded: Number(row.succeeded),
        failed: Number(row.failed),
      }));
    },

    /**
     * Removes at most `limit` lines that are older. Returns how many there were. Lines are written in the order of their
     * time, give or take a second, so that their ids do for an index that every line would have to be put into.
     */
    async prune(before: number, limit: number): Promise<number> {
      const oldest: { id: number; created_at: unknown }[] = await knex(calls)
        .select('id', 'created_at')
        .orderBy('id')
        .limit(limit);
      const ids = oldest.filter((row) => Number(row.created_at) < before).map(({ id }) => id);
      if (ids.length > 0) await knex(calls).whereIn('id', ids).delete();
      return ids.length;
    },

    async pruneStatistics(before: number): Promise<void> {
      await knex(statistics).where('bucket_at', '<', before).delete();
    },

    async deleteOf(connectionId: number): Promise<void> {
      await knex(calls).where({ connection_id: connectionId }).delete();
      await knex(statistics).where({ connection_id: connectionId }).delete();
    },
  };
}

export type CallStore = ReturnType<typeof createCallStore>;

function toRow(line: CallLine): Record<string, string | number | null> {
  return {
    connection_id: line.connectionId,
    state: line.state,
    method: line.method,
    host: line.host,
    path: line.path,
    status: line.status,
    error_code: line.errorCode,
    error_message: line.errorMessage,
    duration_ms: line.durationMs,
    attempts: isPlain(line.attempts) ? null : JSON.stringify(line.attempts),
    request_bytes: line.requestBytes,
    response_bytes: line.responseBytes,
    cache: line.cache,
    count: line.count,
    caller: line.caller,
    created_at: line.at,
  };
}

/** One attempt that waited for nothing says no more than its call: nearly all are so. */
function isPlain(attempts: readonly AttemptRecord[]): boolean {
  return attempts.length === 1 && attempts[0]?.waitedMs === 0;
}

function plainAttempt(row: Record<string, unknown>): AttemptRecord {
  const status = row.status === null ? null : Number(row.status);
  return {
    status,
    error: status === null ? String(row.error_code) : null,
    durationMs: Number(row.duration_ms),
    waitedMs: 0,
  };
}

function toCall(row: Record<string, unknown>): Call {
  const {
    error_code: code,
    error_message: message,
    attempts,
  } = row as {
    error_code: string | null;
    error_message: string;
    attempts: string | null;
  };
  return {
    id: Number(row.id),
    connectionId: Number(row.connection_id),
    method: String(row.method),
    host: String(row.host),
    path: String(row.path),
    status: row.status === null ? null : Number(row.status),
    error: code === null ? null : { code, message },
    durationMs: Number(row.duration_ms),
    attempts: attempts === null ? [plainAttempt(row)] : (JSON.parse(attempts) as AttemptRecord[]),
    requestBytes: Number(row.request_bytes),
    responseBytes: Number(row.response_bytes),
    cache: row.cache as Call['cache'],
    count: Number(row.count),
    caller: String(row.caller),
    at: new Date(Number(row.created_at)).toISOString(),
  };
}
