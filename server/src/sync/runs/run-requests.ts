import { errors } from '@strapi/utils';
import { z } from 'zod';

import { validateInput } from '../../validate-input';
import type { ChangeStore } from './change-store';
import type { RunCause, RunOrder, RunRecord, RunTargets } from './run-record';
import type { Runs } from './runs';
import type { RunStore } from './run-store';

/** Failed records that are looked at once more in one run. */
const MOST_RETRIED = 1_000;

interface Dependencies {
  store: RunStore;
  changes: ChangeStore;
  runs: Pick<Runs, 'find' | 'start' | 'takeUpOne'>;
  /** @throws {errors.NotFoundError} */
  findJob: (id: number) => Promise<unknown>;
  /** Whether single records of a job can be asked for, and whether a creation that is tried twice makes one record. */
  abilitiesOf: (jobId: number) => Promise<{ canFindRecords: boolean; isIdempotent: boolean }>;
  isInTransaction: () => boolean;
}

const beginInput = z.strictObject({ kind: z.enum(['full', 'preview']).default('full') });
const decisionInput = z.strictObject({ decision: z.enum(['approve', 'reject']) });

/** What can be asked of runs: to begin, to do what was planned, to decide, to try again. */
export function createRunRequests(dependencies: Dependencies) {
  const { store, changes, runs, findJob, abilitiesOf, isInTransaction } = dependencies;

  /** @throws {errors.ApplicationError} `sync-job-running`; `sync-in-transaction` */
  async function begin(
    order: Pick<RunOrder, 'jobId' | 'kind' | 'cause'> & Partial<RunOrder>,
    isHere = false,
  ): Promise<RunRecord> {
    if (isInTransaction()) {
      throw new errors.ApplicationError('Begin a sync when the transaction is over.', {
        code: 'sync-in-transaction',
      });
    }
    await findJob(order.jobId);
    return runs.start({ planId: null, targets: null, ...order }, isHere);
  }

  /** Whether a preview has said all, and nobody has done it yet. */
  async function canApply({ id, kind, state }: RunRecord): Promise<boolean> {
    if (kind !== 'preview' || state !== 'completed') return false;
    return (await store.findByPlan(id)).every((run) => run.state === 'cancelled');
  }

  /** Whether deletions of a run wait for a person: those of the newest run alone, which has looked last. */
  async function canDecide(run: RunRecord): Promise<boolean> {
    if (run.hold === null || run.decision !== null || run.counts.held === 0) return false;
    const newest = await store.findLastThatMayHold(run.jobId);
    if (newest?.id !== run.id) return false;
    return (await store.findByPlan(run.id)).every(({ state }) => state !== 'running');
  }

  /** Whether records of a run have failed, and can be looked at once more. */
  async function canRetry({ jobId, kind, state, counts }: RunRecord): Promise<boolean> {
    if (counts.failed === 0 || kind === 'preview' || state === 'running') return false;
    return (await abilitiesOf(jobId)).canFindRecords;
  }

  /** Whether a run was stopped, and nothing has been begun since. */
  async function canGoOn({ id, jobId, state }: RunRecord): Promise<boolean> {
    if (state !== 'stopped') return false;
    const [newest] = await store.findOfJob(jobId, { before: null, limit: 1 });
    return newest?.id === id;
  }

  function refuse(code: string, message: string): never {
    throw new errors.ApplicationError(message, { code });
  }

  return {
    begin,

    /** Whether single records of a job can be asked for; null where there is no such job. */
    async canFindRecords(jobId: number): Promise<boolean | null> {
      try {
        return (await abilitiesOf(jobId)).canFindRecords;
      } catch (error) {
        if (error instanceof errors.NotFoundError) return null;
        throw error;
      }
    },

    canApply,
    canDecide,
    canRetry,
    canGoOn,

    async beginByInput(jobId: number, input: unknown, cause: RunCause): Promise<RunRecord> {
      return begin({ jobId, cause, kind: validateInput(beginInput, input).kind });
    },

    /** @throws {errors.ApplicationError} `sync-plan-not-applicable` */
    async apply(id: number, cause: RunCause): Promise<RunRecord> {
      const plan = await runs.find(id);
      if (!(await canApply(plan))) {
        refuse('sync-plan-not-applicable', 'This plan cannot be applied. Make a new preview.');
      }
      return begin({ jobId: plan.jobId, kind: 'apply', cause, planId: id });
    },

    /** @throws {errors.ApplicationError} `sync-not-stopped` */
    async goOn(id: number): Promise<RunRecord> {
      const run = await runs.find(id);
      if (!(await canGoOn(run)) || !(await store.reopen(id))) {
        refuse('sync-not-stopped', 'This run cannot be gone on with any more. Run the job.');
      }
      await runs.takeUpOne(run);
      return runs.find(id);
    },

    /** @throws {errors.ApplicationError} `sync-nothing-held` */
    async decide(id: number, input: unknown, cause: RunCause): Promise<RunRecord> {
      const { decision } = validateInput(decisionInput, input);
      const run = await runs.find(id);
      if (!(await canDecide(run))) {
        refuse('sync-nothing-held', 'No deletions of this run wait any more.');
      }
      return begin({ jobId: run.jobId, kind: decision, cause, planId: id });
    },

    /** @throws {errors.ApplicationError} `sync-nothing-failed`, `sync-cannot-retry` */
    async retry(id: number, cause: RunCause): Promise<RunRecord> {
      const { jobId } = await runs.find(id);
      const targets = targetsOf(
        await changes.findByRun(id, { after: 0, limit: MOST_RETRIED, countedAs: 'failed' }),
      );
      if (targets.externalIds.length + targets.documentIds.length === 0) {
        refuse('sync-nothing-failed', 'No record of this run has failed.');
      }
      const { canFindRecords, isIdempotent } = await abilitiesOf(jobId);
      if (!canFindRecords) {
        refuse(
          'sync-cannot-retry',
          'This service cannot be asked for single records. Run the job.',
        );
      }
      // Whether a record was made after all, only a whole listing tells.
      const documentIds = isIdempotent ? targets.documentIds : [];
      if (targets.externalIds.length + documentIds.length === 0) {
        refuse('sync-cannot-retry', 'Whether these records were made, only a whole run can tell.');
      }
      return begin({ jobId, kind: 'named', cause, targets: { ...targets, documentIds } });
    },
  };
}

export type RunRequests = ReturnType<typeof createRunRequests>;

function targetsOf(
  failed: readonly { externalId: string | null; documentId: string | null }[],
): RunTargets {
  const externalIds = failed.flatMap(({ externalId }) => externalId ?? []);
  const documentIds = failed.flatMap(({ externalId, documentId }) =>
    externalId === null ? (documentId ?? []) : [],
  );
  return { externalIds: [...new Set(externalIds)], documentIds: [...new Set(documentIds)] };
}
