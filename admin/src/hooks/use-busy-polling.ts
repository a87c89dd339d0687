import * as React from 'react';

import { usePollingInterval } from './use-polling-interval';

const BUSY_POLL_MS = 1000;
const IDLE_POLL_MS = 10_000;

/** The interval in milliseconds at which background work is asked for: short while some of it runs. */
export const useBusyPolling = () => {
  const [isBusy, setIsBusy] = React.useState(false);
  const interval = usePollingInterval(isBusy ? BUSY_POLL_MS : IDLE_POLL_MS);
  return { interval, setIsBusy };
};
