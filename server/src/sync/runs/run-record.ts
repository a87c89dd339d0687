import type { QuestionState } from '../conflicts/conflict-store';
import type { FieldAnswer } from '../plan/answers';
import type { Hold, RunPhase } from '../plan/change';
import type { SurvivorAnswer } from '../plan/plan-held';
import type { Listing } from '../plan/plan-input';
import type { RunCounts } from './counted-as';

/**
 * `running`, also while it waits for its turn or for a fault to pass; `completed` came to its end, whatever became of single
 * records; `failed` could not; `stopped` because too much of it failed, and can be gone on with; `cancelled` was called off;
 * `skipped` was due while the one before was still under way, or while Strapi was down.
 */
export type RunState = 'running' | 'completed' | 'failed' | 'stopped' | 'cancelled' | 'skipped';

/** What the listing of a run has been, once it was over; see `Listing`. */
export type RunExtent = ReturnType<Listing['extent']>;

/**
 * `full` looks at everything and does what follows; `preview` only says what it would do; `apply` does what a preview has
 * said, as far as it still holds; `approve` and `reject` carry out what a person has decided about deletions; `named` looks
 * at single records.
 */
export type RunKind = 'full' | 'preview' | 'apply' | 'approve' | 'reject' | 'named';

/** Who or what has begun a run. */
export type RunCause = 'person' | 'code' | 'schedule' | 'event' | 'content';

/** What a person has said about a conflict, once it is carried out. */
export interface CarriedAnswer {
  conflictId: number;
  documentId: string;
  /** Field → what it is to hold. */
  fields: Record<string, FieldAnswer>;
  /** About a side whose twin was deleted; null where both are there. */
  survivor: SurvivorAnswer | null;
  /** How the question stood before, should nothing come of the answer. */
  before: QuestionState;
}

/** The records and entries that a run looks at. */
export interface RunTargets {
  externalIds: string[];
  documentIds: string[];
  answer?: CarriedAnswer;
}

/** What is to be run. */
export interface RunOrder {
  jobId: number;
  kind: RunKind;
  cause: RunCause;
  /** The preview that is applied, or the run whose deletions are decided about. */
  planId: number | null;
  targets: RunTargets | null;
  /** Of what has begun it, where that is known: 32 hexadecimal digits. */
  traceId?: string | null;
}

export type Decision = 'approved' | 'rejected';

export interface RunRecord extends Required<RunOrder> {
  id: number;
  state: RunState;
  /** The moment of the schedule that it was due at, in milliseconds since 1970. */
  slot: number | null;
  phase: RunPhase;
  /** Where the listing goes on; null before its first page and after its last. */
  position: string | null;
  /** From when on changes are listed, in milliseconds since 1970 on the clock of the service; null for everything. */
  since: number | null;
  /** When its listing began, on the same clock; null before it has. */
  listedAt: number | null;
  epoch: number;
  examined: number;
  counts: RunCounts;
  hold: Hold | null;
  decision: Decision | null;
  error: string | null;
  /** Milliseconds since 1970. */
  startedAt: number;
  finishedAt: number | null;
}
