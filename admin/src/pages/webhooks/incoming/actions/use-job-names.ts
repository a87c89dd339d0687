import { useGetIntegrationJobsQuery } from '../../../../api/sync-jobs';
import { useRights } from '../../../../hooks/use-rights';

/** A function that names a sync job; undefined for one that is gone, and where jobs may not be seen. */
export const useJobNames = () => {
  const { canReadSync } = useRights();
  const { data: jobs = [] } = useGetIntegrationJobsQuery(undefined, { skip: !canReadSync });
  return (jobId: number): string | undefined => jobs.find(({ id }) => id === jobId)?.name;
};
