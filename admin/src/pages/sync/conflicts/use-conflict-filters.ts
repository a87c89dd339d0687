import type { ConflictQuery } from '../../../api/sync-contracts';
import { useQueryState } from '../../../hooks/use-query-state';
import { CONFLICT_STATES } from './use-conflict-words';

const ALL = 'all';

/**
 * What the list of conflicts is narrowed to, as it stands in the address: at first, to those that wait.
 *
 * @param jobId of the conflicts of one job; without it the job is a filter like the state
 */
export const useConflictFilters = (jobId: number | undefined) => {
  const [params, change] = useQueryState();
  const asked = params.get('state');
  const state =
    asked === ALL ? undefined : (CONFLICT_STATES.find((one) => one === asked) ?? 'open');
  const chosenJob = jobId ?? (Number(params.get('job')) || undefined);
  const cursor = params.get('cursor') ?? undefined;
  const query: ConflictQuery = {
    ...(chosenJob !== undefined && { jobId: chosenJob }),
    ...(state && { state }),
    ...(cursor !== undefined && { cursor }),
  };
  return {
    query,
    state: state ?? '',
    job: jobId === undefined && chosenJob !== undefined ? String(chosenJob) : '',
    setState: (chosen: string | undefined) => change({ state: chosen ?? ALL, cursor: undefined }),
    setJob: (chosen: string | undefined) => change({ job: chosen, cursor: undefined }),
  };
};
