import type { JobListItem } from '../../api/sync-contracts';
import type { StatusVariant } from '../../components/status-badge';

/** How a job does, by what somebody has to know first. */
export type JobStatus =
  | 'broken'
  | 'running'
  | 'held'
  | 'conflicts'
  | 'failed'
  | 'stopped'
  | 'partly'
  | 'paused'
  | 'new'
  | 'works';

export const STATUS_VARIANTS: Record<JobStatus, StatusVariant> = {
  broken: 'danger',
  running: 'primary',
  held: 'warning',
  conflicts: 'warning',
  failed: 'danger',
  stopped: 'danger',
  partly: 'warning',
  paused: 'neutral',
  new: 'neutral',
  works: 'success',
};

type Judged = Pick<
  JobListItem,
  | 'problems'
  | 'lastRun'
  | 'heldRunId'
  | 'openConflictCount'
  | 'schedule'
  | 'followsChanges'
  | 'isActive'
>;

/** Whether a job begins runs without anybody's doing, unless it is paused. */
export const runsByItself = ({
  schedule,
  followsChanges,
}: Pick<Judged, 'schedule' | 'followsChanges'>): boolean => schedule !== null || followsChanges;

/** How a job does. */
export const statusOf = (job: Judged): JobStatus => {
  const { problems, lastRun, heldRunId, openConflictCount, isActive } = job;
  if (problems.length > 0) return 'broken';
  if (lastRun?.state === 'running') return 'running';
  if (lastRun?.state === 'failed' || lastRun?.state === 'stopped') return lastRun.state;
  if (heldRunId !== null) return 'held';
  if (openConflictCount > 0) return 'conflicts';
  if (lastRun?.kind !== 'preview' && (lastRun?.counts.failed ?? 0) > 0) return 'partly';
  if (runsByItself(job) && !isActive) return 'paused';
  return lastRun ? 'works' : 'new';
};

/** Whether a job can be run now: it is whole, and no run of it is under way. */
export const isRunnable = ({ problems, lastRun }: Judged): boolean =>
  problems.length === 0 && lastRun?.state !== 'running';
