import { errors } from '@strapi/utils';
import { z } from 'zod';

import { rowId } from '../../input-parts';
import { validateInput } from '../../validate-input';
import { type Page, pageOf, pageQuery } from '../keyset-page';
import type { RunOrder, RunRecord } from '../runs/run-record';
import {
  answerTo,
  carried,
  conflictAnswerSchema,
  survivorAnswer,
  undoing,
} from './conflict-answer';
import {
  CONFLICT_STATES,
  type ConflictRecord,
  type ConflictStore,
  stateAtFirst,
  type StoredAnswer,
} from './conflict-store';

interface Dependencies {
  store: ConflictStore;
  begin: (order: Pick<RunOrder, 'jobId' | 'kind' | 'cause' | 'targets'>) => Promise<RunRecord>;
  /** Resolves when a run of this process has ended. */
  whenEnded: (jobId: number) => Promise<void>;
  findRun: (id: number) => Promise<RunRecord>;
  findRunning: () => Promise<RunRecord[]>;
  /**
   * The values as the content type of a job holds them.
   *
   * @throws {errors.ValidationError} naming those that do not fit
   */
  fit: (jobId: number, answer: StoredAnswer) => Promise<StoredAnswer>;
  /** Why a run could not do what it was to do about a record; null if it could. */
  faultIn: (runId: number) => Promise<string | null>;
  now: () => number;
}

const conflictQuery = pageQuery.extend({
  jobId: rowId.optional(),
  state: z.enum(CONFLICT_STATES).optional(),
});

/** Questions that a sync has for a person, and what was decided. */
export function createConflicts(dependencies: Dependencies) {
  const { store, begin, whenEnded, findRun, findRunning, faultIn, fit, now } = dependencies;
  async function find(id: number): Promise<ConflictRecord> {
    const conflict = await store.findOne(id);
    if (conflict) return conflict;
    throw new errors.NotFoundError('There is no such conflict.', {
      code: 'sync-conflict-not-found',
    });
  }

  /** Carries an answer out, in a run that looks at this pair alone, and waits for its end. */
  async function carryOut(
    conflict: ConflictRecord,
    answer: StoredAnswer,
    by: string | null,
  ): Promise<ConflictRecord> {
    const { id, jobId, externalId, documentId } = conflict;
    if (!(await store.answer(conflict, { answer, by, at: now() }))) throw outdated();
    const fields = carried(conflict, answer);
    const { state: stateBefore, answer: answerBefore, answeredBy, answeredAt } = conflict;
    const before = { state: stateBefore, answer: answerBefore, answeredBy, answeredAt };
    const survivor = survivorAnswer(conflict, answer);
    const targets = {
      externalIds: [externalId],
      documentIds: [],
      answer: { conflictId: id, documentId, fields, survivor, before },
    };
    let run: RunRecord;
    try {
      run = await begin({ jobId, kind: 'named', cause: 'person', targets });
    } catch (error) {
      await store.giveUp(id, before);
      throw error;
    }
    await whenEnded(jobId);
    const { state, error } = await findRun(run.id);
    const answered = await find(id);
    const fault = state === 'completed' ? await faultIn(run.id) : error;
    if (state !== 'running' && fault !== null) {
      throw new errors.ApplicationError(fault, { code: 'sync-answer-failed' });
    }
    // One that a fault has broken off goes on later, and stands as answered until then.
    // Whoever has answered last has not been obeyed.
    if (state !== 'running' && answered.answeredAt === answeredAt) throw outdated();
    return answered;
  }

  return {
    find,

    /** The newest first. */
    async page(input: unknown): Promise<Page<ConflictRecord>> {
      const { jobId, state, cursor, pageSize } = validateInput(conflictQuery, input);
      const found = await store.page(
        { jobId, state },
        { before: cursor ?? null, limit: pageSize + 1 },
      );
      return pageOf(found, pageSize);
    },

    /**
     * @param by the name of who answers
     * @throws {errors.ApplicationError} `sync-conflict-outdated` where a side has changed since; `sync-job-running`;
     *   `sync-answer-failed` with the reason
     */
    async answer(id: number, input: unknown, by: string | null): Promise<ConflictRecord> {
      const answer = validateInput(conflictAnswerSchema, input);
      const conflict = await find(id);
      if (conflict.state === 'answered' || isSilent(conflict)) throw outdated();
      const said = answerTo(conflict, answer);
      return carryOut(conflict, await fit(conflict.jobId, said), by);
    },

    /** Opens questions again whose answers nobody carries out any more, after a crash. */
    async reopenForsaken(): Promise<void> {
      const forsaken = await store.findAnsweredBefore(now() - FORSAKEN_AFTER_MS);
      if (forsaken.length === 0) return;
      const running = await findRunning();
      const carried = new Set(running.map(({ targets }) => targets?.answer?.conflictId));
      for (const { id, fields } of forsaken.filter((conflict) => !carried.has(conflict.id))) {
        const state = stateAtFirst(fields);
        await store.giveUp(id, { state, answer: null, answeredBy: null, answeredAt: null });
      }
    },

    /** @throws as `answer`, and `sync-conflict-undecided` */
    async undo(id: number, by: string | null): Promise<ConflictRecord> {
      const conflict = await find(id);
      if (conflict.gone !== null || conflict.state === 'open' || conflict.state === 'answered') {
        throw new errors.ApplicationError('There is nothing that could be taken back.', {
          code: 'sync-conflict-undecided',
        });
      }
      if (isSilent(conflict)) throw outdated();
      return carryOut(conflict, undoing(conflict), by);
    },
  };
}

/** An answer is written down a moment before its run. */
const FORSAKEN_AFTER_MS = 60_000;

export type Conflicts = ReturnType<typeof createConflicts>;

/** Whether a question is over without anybody having answered it. */
const isSilent = ({ state, answer, fields }: ConflictRecord): boolean =>
  state === 'closed' && answer === null && fields.some(({ winner }) => winner === null);

const outdated = () =>
  new errors.ApplicationError('One of the two sides has changed meanwhile. Look at it again.', {
    code: 'sync-conflict-outdated',
  });
