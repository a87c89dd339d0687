import type { Knex } from 'knex';

import { bulkInsert, inStatements } from '../../bulk-insert';
import type { Strapi } from '../../feature';
import { tableName } from '../../table-name';
import type { ChangeOutcome, ChangeResult } from '../apply/change-result';
import { digestOfChange } from '../apply/judge';
import type { Change } from '../plan/change';
import type { FieldChange } from '../plan/merge-fields';
import type { HeldDeletion } from '../plan/plan-held';
import type { Awaited, ExternalState, Values } from '../plan/record-state';
import { SYNC_CHANGES } from '../uids';
import { countedAs, type RunCounts } from './counted-as';
import { cutDetail } from './cut-detail';

/** A value that has changed, as it is kept to be seen. */
export interface KeptFieldChange extends FieldChange {
  /** Of a value that is too long, the beginning of its text is kept. */
  isCut?: true;
}

/** What a change is about, field by field. */
export interface ChangeDetail {
  toExternal?: KeptFieldChange[];
  toDocument?: KeptFieldChange[];
  /** What becomes of an entry that is taken away. */
  how?: 'delete' | 'unpublish';
  /** What was left open. */
  awaited?: Awaited[];
}

export interface ChangeRow {
  id: number;
  kind: Change['kind'];
  outcome: ChangeOutcome;
  /** As what it is counted; null for what only concerns the book-keeping. */
  group: keyof RunCounts | null;
  externalId: string | null;
  documentId: string | null;
  detail: ChangeDetail | null;
  error: string | null;
}

/** Held deletions that are read at once. */
const PAGE_SIZE = 200;
/** Changes that are removed at once. */
const REMOVED_AT_ONCE = 1_000;

/** The rows of `ib_sync_changes`: what a run has come to, change by change. */
export function createChangeStore(strapi: Strapi) {
  const table = tableName(strapi, SYNC_CHANGES);
  const changesOf = (runId: number) => strapi.db.connection(table).where({ run_id: runId });

  /** In the order in which they were done, after an id. */
  async function findByRun(
    runId: number,
    {
      after,
      limit,
      countedAs: name,
    }: { after: number; limit: number; countedAs?: keyof RunCounts | undefined },
  ): Promise<ChangeRow[]> {
    const query = changesOf(runId).where('id', '>', after).orderBy('id').limit(limit);
    if (name !== undefined) query.where({ counted_as: name });
    const rows: Record<string, unknown>[] = await query;
    return rows.map(toChange);
  }

  return {
    findByRun,

    async insertAll(
      runId: number,
      results: readonly ChangeResult[],
      trx: Knex.Transaction,
    ): Promise<void> {
      const rows = results.map((result) => toRow(runId, result));
      for (const some of inStatements(rows, bytesOf)) {
        await bulkInsert(strapi, SYNC_CHANGES, some, trx);
      }
    },

    /** Of some digests, those of changes that a run has come to, or of those that are counted as something. */
    async findKnown(
      runId: number,
      digests: string[],
      name?: keyof RunCounts,
    ): Promise<Set<string>> {
      const query = changesOf(runId).whereIn('digest', digests);
      if (name !== undefined) query.where({ counted_as: name });
      const known: string[] = await query.pluck('digest');
      return new Set(known);
    },

    /** How many changes of a plan did not come to be in the run that applies it. */
    async countUndone(planId: number, runId: number): Promise<number> {
      const row: Record<string, unknown> | undefined = await strapi.db
        .connection({ planned: table })
        .where('planned.run_id', planId)
        .whereNotNull('planned.counted_as')
        .whereNotExists((done) => {
          void done
            .from({ done: table })
            .where('done.run_id', runId)
            .whereIn('done.outcome', ['applied', 'held', 'failed'])
            .whereRaw('?? = ??', ['done.digest', 'planned.digest']);
        })
        .count({ count: '*' })
        .first();
      return Number(row?.count ?? 0);
    },

    /** The deletions of a run that wait, page by page. */
    async *heldDeletions(runId: number): AsyncGenerator<HeldDeletion[]> {
      let after = 0;
      for (;;) {
        const page = await findByRun(runId, { after, limit: PAGE_SIZE, countedAs: 'held' });
        const last = page.at(-1);
        if (!last) return;
        after = last.id;
        yield page.flatMap(({ kind, externalId }) =>
          externalId === null
            ? []
            : [{ externalId, gone: kind === 'delete-document' ? 'external' : 'document' }],
        );
      }
    },

    async deleteOf(runId: number): Promise<void> {
      await changesOf(runId).delete();
    },

    /** Removes changes of a run, a bounded number of them. Returns whether there may be more. */
    async deleteSome(runId: number): Promise<boolean> {
      const ids: number[] = await changesOf(runId).limit(REMOVED_AT_ONCE).pluck('id');
      await strapi.db.connection(table).whereIn('id', ids).delete();
      return ids.length === REMOVED_AT_ONCE;
    },
  };
}

export type ChangeStore = ReturnType<typeof createChangeStore>;

function toRow(runId: number, result: ChangeResult) {
  const { change, outcome, error, externalId, documentId } = result;
  const detail = detailOf(result);
  return {
    run_id: runId,
    kind: change.kind,
    outcome,
    counted_as: countedAs(result),
    digest: digestOfChange(change),
    external_id: externalId,
    document_id: documentId,
    detail: detail && Object.keys(detail).length > 0 ? JSON.stringify(cutDetail(detail)) : null,
    error,
  };
}

/** What is long in a row. */
const bytesOf = ({ detail, error }: ReturnType<typeof toRow>): number =>
  Buffer.byteLength(detail ?? '') + Buffer.byteLength(error ?? '');

function detailOf({ change, outcome }: ChangeResult): ChangeDetail | null {
  switch (change.kind) {
    case 'update':
    case 'meet': {
      const { toExternal, toDocument } = change.merge;
      return { toExternal, toDocument, ...awaitedIn(change.external, change.document) };
    }
    // Of what was made its values stand in the entry, or at the service.
    case 'create-document':
      return {
        ...(outcome !== 'applied' && { toDocument: fromNothing(change.values) }),
        ...awaitedIn(change.external),
      };
    case 'create-external':
      return {
        ...(outcome !== 'applied' && { toExternal: fromNothing(change.values) }),
        ...awaitedIn(change.document),
      };
    case 'delete-document':
      return { toDocument: toNothing(change.document.values), how: change.how };
    case 'delete-external':
      return { toExternal: toNothing(change.expected) };
    default:
      return null;
  }
}

function awaitedIn(
  ...sides: (Pick<ExternalState, 'awaited'> | null)[]
): Pick<ChangeDetail, 'awaited'> {
  const awaited = sides.flatMap((side) => side?.awaited ?? []);
  return awaited.length > 0 ? { awaited } : {};
}

const fromNothing = (values: Values): FieldChange[] =>
  Object.entries(values).map(([field, after]) => ({ field, before: null, after }));

const toNothing = (values: Values): FieldChange[] =>
  Object.entries(values).map(([field, before]) => ({ field, before, after: null }));

function toChange(row: Record<string, unknown>): ChangeRow {
  return {
    id: Number(row.id),
    kind: row.kind as Change['kind'],
    outcome: row.outcome as ChangeOutcome,
    group: row.counted_as as keyof RunCounts | null,
    externalId: row.external_id as string | null,
    documentId: row.document_id as string | null,
    detail: typeof row.detail === 'string' ? (JSON.parse(row.detail) as ChangeDetail) : null,
    error: row.error as string | null,
  };
}
