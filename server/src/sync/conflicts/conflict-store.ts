import type { Knex } from 'knex';

import type { Strapi } from '../../feature';
import { storableJson } from '../../storable-json';
import { tableName } from '../../table-name';
import type { NewConflict, Pair } from '../apply/apply-ports';
import type { FieldConflict } from '../plan/merge-fields';
import type { Side } from '../plan/record-state';
import { SYNC_CONFLICTS } from '../uids';

/**
 * `open` waits for a person, `decided` was decided by the rules of the job, `answered` by a person and is being carried out,
 * `closed` is over: it was answered, or both sides were made alike.
 */
export const CONFLICT_STATES = ['open', 'decided', 'answered', 'closed'] as const;
export type ConflictState = (typeof CONFLICT_STATES)[number];
/** Nobody waits for anything any more. */
const SETTLED: readonly ConflictState[] = ['decided', 'closed'];

/** What a person has said: field → value, or what becomes of a side whose twin is gone. */
export interface StoredAnswer {
  values: Record<string, unknown>;
  survivor: 'kept' | 'deleted' | null;
}

export interface ConflictRecord {
  id: number;
  jobId: number;
  externalId: string;
  documentId: string;
  fields: FieldConflict[];
  gone: Side | null;
  state: ConflictState;
  answer: StoredAnswer | null;
  answeredBy: string | null;
  /** Milliseconds since 1970. */
  answeredAt: number | null;
  createdAt: number;
}

/** How a question stands. */
export type QuestionState = Pick<ConflictRecord, 'state' | 'answer' | 'answeredBy' | 'answeredAt'>;

type Row = Record<string, unknown>;

/** The rows of `ib_sync_conflicts`. */
export function createConflictStore(strapi: Strapi) {
  const table = tableName(strapi, SYNC_CONFLICTS);
  const conflicts = () => strapi.db.connection(table);

  /** Nothing will come of an answer: the question stands as before. */
  async function giveUp(id: number, { state, ...answered }: QuestionState): Promise<void> {
    await conflicts()
      .where({ id, state: 'answered' })
      .update({ state, ...answerColumns(answered) });
  }

  return {
    /** Keeps a conflict once, whoever finds it again. */
    async record(
      jobId: number,
      { key, externalId, documentId, fields, gone }: NewConflict,
      at: number,
      trx: Knex.Transaction,
    ): Promise<void> {
      const state = stateAtFirst(fields);
      const row = trx(table)
        .insert({
          job_id: jobId,
          conflict_key: key,
          external_id: externalId,
          document_id: documentId,
          fields: storableJson(fields),
          gone,
          state,
          created_at: at,
        })
        .onConflict(['job_id', 'conflict_key']);
      // A question that was over may be asked once more.
      await (state === 'open' ? row.merge({ state, ...NO_ANSWER }) : row.ignore());
    },

    /** Questions about this pair are answered by what has happened since. */
    async close(jobId: number, { documentId }: Pair, trx: Knex.Transaction): Promise<void> {
      await trx(table)
        .where({ job_id: jobId, document_id: documentId })
        .whereIn('state', ['open', 'answered'])
        .update({ state: 'closed' });
    },

    async findOne(id: number): Promise<ConflictRecord | null> {
      const row: Row | undefined = await conflicts().where({ id }).first();
      return row ? toConflict(row) : null;
    },

    /** The newest first, below an id. */
    async page(
      { jobId, state }: { jobId?: number | undefined; state?: ConflictState | undefined },
      { before, limit }: { before: number | null; limit: number },
    ): Promise<ConflictRecord[]> {
      const query = conflicts().orderBy('id', 'desc').limit(limit);
      if (jobId !== undefined) query.where({ job_id: jobId });
      if (state !== undefined) query.where({ state });
      if (before !== null) query.where('id', '<', before);
      const rows: Row[] = await query;
      return rows.map(toConflict);
    },

    /** How many wait for a person, by job. */
    async countOpen(): Promise<Map<number, number>> {
      const rows: Row[] = await conflicts()
        .where({ state: 'open' })
        .groupBy('job_id')
        .select('job_id')
        .count({ count: '*' });
      return new Map(rows.map((row) => [Number(row.job_id), Number(row.count)]));
    },

    /** Writes down what a person has said. Returns false if somebody else was first. */
    async answer(
      { id, state }: Pick<ConflictRecord, 'id' | 'state'>,
      { answer, by, at }: { answer: StoredAnswer; by: string | null; at: number },
    ): Promise<boolean> {
      const written = await conflicts()
        .where({ id, state })
        .update({
          state: 'answered',
          answer: storableJson(answer),
          answered_by: by,
          answered_at: at,
        });
      return Number(written) === 1;
    },

    /** Ends an answer that was to be carried out: it was, or the question stands as before. */
    async settle(id: number, wasObeyed: boolean, before: QuestionState): Promise<void> {
      if (wasObeyed) {
        await conflicts().where({ id }).update({ state: 'closed' });
        return;
      }
      await giveUp(id, before);
      // A newer question about the same pair has taken its place.
      const { answer, answeredBy, answeredAt } = before;
      await conflicts()
        .where({ id, state: 'closed' })
        .update(answerColumns({ answer, answeredBy, answeredAt }));
    },

    giveUp,

    /** How old conflicts are, in the order of their ids, above one. */
    async readAges(
      afterId: number,
      limit: number,
    ): Promise<
      (Pick<ConflictRecord, 'id' | 'createdAt' | 'answeredAt'> & { isSettled: boolean })[]
    > {
      const rows: Row[] = await conflicts()
        .where('id', '>', afterId)
        .orderBy('id')
        .limit(limit)
        .select('id', 'state', 'created_at', 'answered_at');
      return rows.map((row) => ({
        id: Number(row.id),
        isSettled: SETTLED.some((state) => state === row.state),
        createdAt: Number(row.created_at),
        answeredAt: row.answered_at === null ? null : Number(row.answered_at),
      }));
    },

    /** Removes those of some conflicts that nobody has asked again meanwhile. */
    async deleteSettled(ids: readonly number[]): Promise<void> {
      await conflicts().whereIn('id', ids).whereIn('state', SETTLED).delete();
    },

    /** Questions that were answered before a time, and whose answers are still to be carried out. */
    async findAnsweredBefore(time: number): Promise<ConflictRecord[]> {
      const rows: Row[] = await conflicts()
        .where({ state: 'answered' })
        .where('answered_at', '<', time);
      return rows.map(toConflict);
    },
  };
}

export type ConflictStore = ReturnType<typeof createConflictStore>;

const NO_ANSWER = { answer: null, answered_by: null, answered_at: null };

const answerColumns = ({ answer, answeredBy, answeredAt }: Omit<QuestionState, 'state'>) => ({
  answer: answer && storableJson(answer),
  answered_by: answeredBy,
  answered_at: answeredAt,
});

export const stateAtFirst = (fields: readonly FieldConflict[]): 'open' | 'decided' =>
  fields.some(({ winner }) => winner === null) ? 'open' : 'decided';

function toConflict(row: Row): ConflictRecord {
  return {
    id: Number(row.id),
    jobId: Number(row.job_id),
    externalId: String(row.external_id),
    documentId: String(row.document_id),
    fields: JSON.parse(String(row.fields)) as FieldConflict[],
    gone: row.gone as Side | null,
    state: row.state as ConflictState,
    answer: typeof row.answer === 'string' ? (JSON.parse(row.answer) as StoredAnswer) : null,
    answeredBy: row.answered_by as string | null,
    answeredAt: row.answered_at === null ? null : Number(row.answered_at),
    createdAt: Number(row.created_at),
  };
}
