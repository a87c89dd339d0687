import type { ChangeOutcome } from '../apply/change-result';
import type { Hold } from '../plan/change';

export type RunState = 'running' | 'completed' | 'failed' | 'cancelled';

/** Who or what has begun a run. */
export type RunCause = 'person' | 'code';

export interface RunRecord {
  id: number;
  jobId: number;
  state: RunState;
  cause: RunCause;
  /** Where the listing goes on; null before its first page and after its last. */
  position: string | null;
  epoch: number;
  examined: number;
  outcomes: Record<ChangeOutcome, number>;
  hold: Hold | null;
  error: string | null;
  /** Milliseconds since 1970. */
  startedAt: number;
  finishedAt: number | null;
}
