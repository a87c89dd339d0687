import type { Knex } from 'knex';

import type { Strapi } from '../../feature';
import { FINAL_STATES, type ClaimedJob, type FinalState } from '../../queue/engine';
import { createJobRows } from '../../queue/job-rows-store';
import { tableName } from '../../table-name';
import type { EventState } from '../contracts';
import { EVENTS } from '../uids';
import { uidOfTrace } from './event-uid';

/** What a list shows of an event. */
export interface EventRow {
  id: number;
  uid: string;
  sourceId: number;
  eventId: string | null;
  eventType: string | null;
  state: EventState;
  repeatCount: number;
  /** How often all of its actions were told to run anew. */
  replayCount: number;
  attempts: number;
  dueAt: number;
  lastError: string | null;
  durationMs: number | null;
  /** JSON. */
  verification: string;
  createdAt: number;
  occurredAt: number | null;
  finishedAt: number | null;
}

/** The whole of it. */
export interface WholeEventRow extends EventRow {
  url: string;
  /** JSON. */
  headers: string;
  body: string;
  bodyEncoding: 'text' | 'base64';
  bodySize: number;
  isBodyCut: boolean;
  isPart: boolean;
  /** How often those of its actions that were not done were told to run again. */
  recoverCount: number;
}

/** What actions need of an event. */
export type EventToRun = Pick<
  WholeEventRow,
  | 'id'
  | 'uid'
  | 'eventId'
  | 'eventType'
  | 'replayCount'
  | 'recoverCount'
  | 'createdAt'
  | 'url'
  | 'headers'
  | 'body'
  | 'bodyEncoding'
  | 'isPart'
>;

/**
 * Bodies up to this many bytes come with the claim: to ask for each would cost the smallest action a twentieth of its pace.
 * Larger ones are asked for, since up to 200 rows are in hand.
 */
const MOST_BYTES_CLAIMED = 16_384;

/** Columns of `QueueTable` that `claimedEvent` reads. */
export const CLAIMED_WITH_EVENTS = {
  claimColumns: [
    'uid',
    'event_id',
    'event_type',
    'replay_count',
    'recover_count',
    'created_at',
    'url',
    'headers',
    'body_encoding',
    'is_part',
  ],
  claimExpressions: {
    small_body: `CASE WHEN body_size <= ${MOST_BYTES_CLAIMED} THEN body END`,
  },
};

/** The event of a claimed job, as it was at the claim. Null if its body has to be read. */
export function claimedEvent({ id, columns }: ClaimedJob): EventToRun | null {
  if (columns.small_body == null) return null;
  return toEventToRun({ ...columns, id, body: columns.small_body });
}

const LISTED = [
  'id',
  'uid',
  'source_id',
  'event_id',
  'event_type',
  'state',
  'repeat_count',
  'replay_count',
  'attempts',
  'due_at',
  'last_error',
  'duration_ms',
  'verification',
  'created_at',
  'occurred_at',
  'finished_at',
];

/** What an editor can take out of the work. */
export const DISCARDABLE: EventState[] = ['pending', 'failed', 'quarantined'];

/** What was given up before all of its actions were done. */
export const RECOVERABLE = ['failed', 'quarantined'] as const satisfies FinalState[];

/** The rows of `ib_webhook_events` as the log and the actions read them; the queue engine claims and settles them. */
export function createEventStore(strapi: Strapi) {
  const knex = strapi.db.connection;
  const name = tableName(strapi, EVENTS);
  const table = () => knex(name);

  return {
    ...createJobRows(strapi, { table: EVENTS, keyColumn: 'source_id' }),

    /** What running all actions of ended events anew comes to for the queue: what was done belongs to an earlier replay. */
    asReplay: { states: FINAL_STATES, columns: { replay_count: knex.raw('replay_count + 1') } },

    /** What going on with events that were given up comes to: what was done stays done. */
    asRecovery: { states: RECOVERABLE, columns: { recover_count: knex.raw('recover_count + 1') } },

    /** The newest first. */
    async findByIds(ids: number[]): Promise<EventRow[]> {
      if (ids.length === 0) return [];
      const rows: Record<string, unknown>[] = await table()
        .select(LISTED)
        .whereIn('id', ids)
        .orderBy('id', 'desc');
      return rows.map(toEventRow);
    },

    async findOne(id: number): Promise<WholeEventRow | null> {
      const row: Record<string, unknown> | undefined = await table().where({ id }).first();
      return row ? toWholeRow(row) : null;
    },

    /** Ids of the events that a search means: by the uid or the trace, or by one of these keys within a source. */
    async findIds(search: string, sourceIds: number[], dedupeKey: string): Promise<number[]> {
      return table()
        .whereIn('uid', [search, uidOfTrace(search)])
        .orWhere(
          (rows) => void rows.whereIn('source_id', sourceIds).where({ dedupe_key: dedupeKey }),
        )
        .pluck('id');
    },

    /**
     * The newest event of each type, from one type to the next by the index `(source_id, event_type, id)`: there are few
     * types and many rows. At most `limit`, the first by name; the recursion itself ends there, since MySQL ends a statement
     * that goes on for more than 1000 steps with an error.
     */
    async findNewestByType(
      sourceId: number,
      limit: number,
    ): Promise<{ eventType: string; id: number }[]> {
      const next = (after: string) =>
        knex.raw(`SELECT min(event_type) FROM ?? WHERE source_id = ?${after}`, [name, sourceId]);
      const rows: Record<string, unknown>[] = await knex
        .withRecursive(
          'found',
          ['event_type', 'place'],
          knex.raw(
            `SELECT (?), 1 UNION ALL
             SELECT (?), place + 1 FROM found WHERE event_type IS NOT NULL AND place < ?`,
            [next(''), next(' AND event_type > found.event_type'), limit],
          ),
        )
        .select('event_type')
        .select({
          id: knex(name)
            .max('id')
            .where({ source_id: sourceId })
            .where('event_type', knex.ref('found.event_type')),
        })
        .from('found')
        .whereNotNull('event_type');
      return rows.map((row) => ({ eventType: String(row.event_type), id: Number(row.id) }));
    },

    /** The newest accepted event of which no type is known: not every service names one. */
    async findNewestWithoutType(sourceId: number): Promise<number | null> {
      const row: { id: number } | undefined = await table()
        .where({ source_id: sourceId, event_type: null })
        .whereNot({ state: 'refused' })
        .orderBy('id', 'desc')
        .first('id');
      return row ? Number(row.id) : null;
    },

    /** Takes events out of the work. Returns how many could be. */
    async discard(ids: number[], now: number, trx?: Knex.Transaction): Promise<number> {
      const query = table()
        .whereIn('id', ids)
        .whereIn('state', DISCARDABLE)
        .update({ state: 'cancelled', finished_at: now });
      return Number(await (trx ? query.transacting(trx) : query));
    },

    /** Removes all but the newest refused ones of a source. */
    async pruneRefused(sourceId: number, keep: number): Promise<void> {
      const refused = () => table().where({ source_id: sourceId, state: 'refused' });
      const [oldestKept] = (await refused()
        .orderBy('id', 'desc')
        .offset(keep - 1)
        .limit(1)
        .pluck('id')) as number[];
      if (oldestKept !== undefined) await refused().where('id', '<', oldestKept).delete();
    },
  };
}

export type EventStore = ReturnType<typeof createEventStore>;

const numberOrNull = (value: unknown): number | null => (value == null ? null : Number(value));

function toEventRow(row: Record<string, unknown>): EventRow {
  return {
    id: Number(row.id),
    uid: String(row.uid),
    sourceId: Number(row.source_id),
    eventId: row.event_id as string | null,
    eventType: row.event_type as string | null,
    state: row.state as EventState,
    repeatCount: Number(row.repeat_count),
    replayCount: Number(row.replay_count),
    attempts: Number(row.attempts),
    dueAt: Number(row.due_at),
    lastError: row.last_error as string | null,
    durationMs: numberOrNull(row.duration_ms),
    verification: String(row.verification),
    createdAt: Number(row.created_at),
    occurredAt: numberOrNull(row.occurred_at),
    finishedAt: numberOrNull(row.finished_at),
  };
}

function toEventToRun(row: Record<string, unknown>): EventToRun {
  return {
    id: Number(row.id),
    uid: String(row.uid),
    eventId: row.event_id as string | null,
    eventType: row.event_type as string | null,
    replayCount: Number(row.replay_count),
    recoverCount: Number(row.recover_count),
    createdAt: Number(row.created_at),
    url: String(row.url),
    headers: String(row.headers),
    body: String(row.body),
    bodyEncoding: row.body_encoding as WholeEventRow['bodyEncoding'],
    isPart: Number(row.is_part) === 1,
  };
}

function toWholeRow(row: Record<string, unknown>): WholeEventRow {
  return {
    ...toEventRow(row),
    ...toEventToRun(row),
    bodySize: Number(row.body_size),
    isBodyCut: Number(row.is_body_cut) === 1,
  };
}
