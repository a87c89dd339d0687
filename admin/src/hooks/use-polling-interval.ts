import * as React from 'react';

const subscribe = (onChange: () => void) => {
  document.addEventListener('visibilitychange', onChange);
  return () => document.removeEventListener('visibilitychange', onChange);
};

/**
 * The interval in milliseconds at which a page asks again; 0, which stops asking, while its tab is hidden.
 */
export const usePollingInterval = (intervalMs: number): number => {
  const isHidden = React.useSyncExternalStore(subscribe, () => document.hidden);
  return isHidden ? 0 : intervalMs;
};
