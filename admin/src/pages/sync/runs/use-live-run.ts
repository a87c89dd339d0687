import * as React from 'react';

import { useGetIntegrationRunQuery } from '../../../api/sync-runs';
import { usePollingInterval } from '../../../hooks/use-polling-interval';

const BUSY_POLL_MS = 1000;
/** What has ended still changes: somebody else decides about it, or runs the job anew. */
const ENDED_POLL_MS = 15_000;

/**
 * A run, asked for every second while it is under way.
 *
 * @param id 0 for none
 */
export const useLiveRun = (id: number) => {
  const [isRunning, setIsRunning] = React.useState(true);
  const pollingInterval = usePollingInterval(isRunning ? BUSY_POLL_MS : ENDED_POLL_MS);
  const {
    currentData: run,
    error,
    refetch,
  } = useGetIntegrationRunQuery(id, {
    skip: id === 0,
    pollingInterval,
    refetchOnMountOrArgChange: true,
  });
  const state = run?.state;
  React.useEffect(() => {
    if (state !== undefined) setIsRunning(state === 'running');
  }, [state]);
  return { run, error, refetch };
};
