import type { Knex } from 'knex';

import { bulkInsert } from '../../bulk-insert';
import type { Strapi } from '../../feature';
import { tableName } from '../../table-name';
import type { ActionResult } from '../contracts';
import { ACTION_RESULTS } from '../uids';

export interface NewActionResult extends Omit<ActionResult, 'id' | 'startedAt'> {
  eventId: number;
  /** Milliseconds since 1970. */
  startedAt: number;
}

/** The rows of `ib_webhook_action_results`. */
export function createActionResultStore(strapi: Strapi) {
  const table = () => strapi.db.connection(tableName(strapi, ACTION_RESULTS));

  return {
    insertAll: (results: NewActionResult[], trx: Knex.Transaction): Promise<void> =>
      bulkInsert(strapi, ACTION_RESULTS, results.map(toRow), trx),

    /** Every result of an event, the oldest first. */
    async findByEvent(eventId: number): Promise<ActionResult[]> {
      const rows: Record<string, unknown>[] = await table()
        .where({ event_id: eventId })
        .orderBy('id');
      return rows.map(toActionResult);
    },

    /**
     * The actions that are done with, since the event came in or was last replayed. One that no handler was there for is not:
     * that may have been mended.
     */
    async findDone(eventId: number, replay: number): Promise<Set<string>> {
      const ids: string[] = await table()
        .where({ event_id: eventId, replay })
        .whereIn('state', ['succeeded', 'skipped'])
        .where((effect) => void effect.whereNull('effect').orWhereNot({ effect: 'no-handler' }))
        .pluck('action_id');
      return new Set(ids);
    },

    async deleteByEvents(eventIds: number[], trx: Knex.Transaction): Promise<void> {
      await table().whereIn('event_id', eventIds).delete().transacting(trx);
    },
  };
}

export type ActionResultStore = ReturnType<typeof createActionResultStore>;

function toRow(result: NewActionResult) {
  return {
    event_id: result.eventId,
    action_id: result.actionId,
    kind: result.kind,
    state: result.state,
    attempt: result.attempt,
    replay: result.replay,
    error: result.error,
    effect: result.effect,
    content_type: result.entry?.contentType ?? null,
    entry_document_id: result.entry?.documentId ?? null,
    locale: result.entry?.locale ?? null,
    message_ids: JSON.stringify(result.messageIds),
    run_id: result.runId,
    started_at: result.startedAt,
    duration_ms: Math.round(result.durationMs),
  };
}

function toActionResult(row: Record<string, unknown>): ActionResult {
  const text = (value: unknown) => value as string | null;
  return {
    id: Number(row.id),
    actionId: String(row.action_id),
    kind: row.kind as ActionResult['kind'],
    state: row.state as ActionResult['state'],
    attempt: Number(row.attempt),
    replay: Number(row.replay),
    error: text(row.error),
    effect: text(row.effect),
    entry:
      row.content_type === null || row.entry_document_id === null
        ? null
        : {
            contentType: row.content_type as string,
            documentId: row.entry_document_id as string,
            locale: text(row.locale),
          },
    messageIds: JSON.parse(String(row.message_ids)),
    runId: row.run_id === null ? null : Number(row.run_id),
    startedAt: new Date(Number(row.started_at)).toISOString(),
    durationMs: Number(row.duration_ms),
  };
}
