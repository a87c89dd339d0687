import { useStartIntegrationRunMutation } from '../../api/sync-runs';
import type { Run } from '../../api/sync-contracts';
import { useRun } from '../../hooks/use-run';
import { useText } from '../../hooks/use-text';

/** Begins a run of a job, or a preview, in the background, and says so. */
export const useStartRun = () => {
  const t = useText();
  const tell = useRun();
  const [start, { isLoading }] = useStartIntegrationRunMutation();
  return {
    isStarting: isLoading,
    start: (jobId: number, kind: 'full' | 'preview'): Promise<Run | undefined> =>
      tell(start({ jobId, kind }), t('replay.started')),
  };
};
