import type { Knex } from 'knex';

import { bulkInsert } from '../../bulk-insert';
import type { Strapi } from '../../feature';
import { tableName } from '../../table-name';
import type { Attempt } from '../contracts';
import { ATTEMPTS } from '../uids';

export interface NewAttempt {
  deliveryId: number;
  url: string;
  startedAt: number;
  durationMs: number;
  outcome: Attempt['outcome'];
  statusCode: number | null;
  errorCode: string | null;
  errorMessage: string | null;
  requestHeaders: Record<string, string>;
  responseHeaders: Record<string, string>;
  responseBody: string;
  responseBodyEncoding: Attempt['responseBodyEncoding'];
  isResponseTruncated: boolean;
}

/** The rows of `ib_webhook_attempts`. */
export function createAttemptStore(strapi: Strapi) {
  const table = () => strapi.db.connection(tableName(strapi, ATTEMPTS));

  return {
    insertAll: (attempts: NewAttempt[], trx: Knex.Transaction): Promise<void> =>
      bulkInsert(strapi, ATTEMPTS, attempts.map(toRow), trx),

    /** Every attempt of a delivery, the first one first. */
    async findByDelivery(deliveryId: number): Promise<Attempt[]> {
      const rows: Record<string, unknown>[] = await table()
        .where({ delivery_id: deliveryId })
        .orderBy('id');
      return rows.map((row, index) => toAttempt(row, index + 1));
    },

    async deleteByDeliveries(deliveryIds: number[], trx: Knex.Transaction): Promise<void> {
      await table().whereIn('delivery_id', deliveryIds).delete().transacting(trx);
    },
  };
}

export type AttemptStore = ReturnType<typeof createAttemptStore>;

function toRow(attempt: NewAttempt) {
  return {
    delivery_id: attempt.deliveryId,
    url: attempt.url,
    started_at: attempt.startedAt,
    duration_ms: Math.round(attempt.durationMs),
    outcome: attempt.outcome,
    status_code: attempt.statusCode,
    error_code: attempt.errorCode,
    error_message: attempt.errorMessage,
    request_headers: JSON.stringify(attempt.requestHeaders),
    response_headers: JSON.stringify(attempt.responseHeaders),
    response_body: attempt.responseBody,
    response_body_encoding: attempt.responseBodyEncoding,
    is_response_truncated: Number(attempt.isResponseTruncated),
  };
}

function toAttempt(row: Record<string, unknown>, number: number): Attempt {
  return {
    id: Number(row.id),
    number,
    url: String(row.url),
    startedAt: new Date(Number(row.started_at)).toISOString(),
    durationMs: Number(row.duration_ms),
    statusCode: row.status_code === null ? null : Number(row.status_code),
    outcome: row.outcome as Attempt['outcome'],
    errorCode: row.error_code as string | null,
    errorMessage: row.error_message as string | null,
    requestHeaders: JSON.parse(String(row.request_headers)),
    responseHeaders: JSON.parse(String(row.response_headers)),
    responseBody: String(row.response_body),
    responseBodyEncoding: row.response_body_encoding as Attempt['responseBodyEncoding'],
    isResponseTruncated: Number(row.is_response_truncated) === 1,
  };
}
