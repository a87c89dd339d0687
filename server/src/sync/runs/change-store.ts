import type { Knex } from 'knex';

import { bulkInsert } from '../../bulk-insert';
import type { Strapi } from '../../feature';
import { tableName } from '../../table-name';
import type { ChangeOutcome, ChangeResult } from '../apply/change-result';
import type { Change } from '../plan/change';
import type { FieldChange } from '../plan/merge-fields';
import { SYNC_CHANGES } from '../uids';

/** What a change is about, field by field. */
export interface ChangeDetail {
  toExternal?: FieldChange[];
  toDocument?: FieldChange[];
}

export interface ChangeRow {
  id: number;
  kind: Change['kind'];
  outcome: ChangeOutcome;
  externalId: string | null;
  documentId: string | null;
  detail: ChangeDetail | null;
  error: string | null;
}

/** The rows of `ib_sync_changes`: what a run has come to, change by change. */
export function createChangeStore(strapi: Strapi) {
  return {
    insertAll: (
      runId: number,
      results: readonly ChangeResult[],
      trx: Knex.Transaction,
    ): Promise<void> =>
      bulkInsert(
        strapi,
        SYNC_CHANGES,
        results.map((result) => toRow(runId, result)),
        trx,
      ),

    /** In the order in which they were done. */
    async findByRun(
      runId: number,
      { after, limit }: { after: number; limit: number },
    ): Promise<ChangeRow[]> {
      const rows: Record<string, unknown>[] = await strapi.db
        .connection(tableName(strapi, SYNC_CHANGES))
        .where({ run_id: runId })
        .where('id', '>', after)
        .orderBy('id')
        .limit(limit);
      return rows.map(toChange);
    },
  };
}

export type ChangeStore = ReturnType<typeof createChangeStore>;

function toRow(runId: number, { change, outcome, error, externalId, documentId }: ChangeResult) {
  const detail = detailOf(change);
  return {
    run_id: runId,
    kind: change.kind,
    outcome,
    external_id: externalId,
    document_id: documentId,
    detail: detail && JSON.stringify(detail),
    error,
  };
}

/** Of what is made anew its values stand in the entry, or at the service. */
function detailOf(change: Change): ChangeDetail | null {
  if (change.kind !== 'update' && change.kind !== 'meet') return null;
  const { toExternal, toDocument } = change.merge;
  return { toExternal, toDocument };
}

function toChange(row: Record<string, unknown>): ChangeRow {
  return {
    id: Number(row.id),
    kind: row.kind as Change['kind'],
    outcome: row.outcome as ChangeOutcome,
    externalId: row.external_id as string | null,
    documentId: row.document_id as string | null,
    detail: typeof row.detail === 'string' ? (JSON.parse(row.detail) as ChangeDetail) : null,
    error: row.error as string | null,
  };
}
