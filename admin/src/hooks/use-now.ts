import * as React from 'react';

const TICK_MS = 5000;

let now = Date.now();
let timer: ReturnType<typeof setInterval> | undefined;
const listeners = new Set<() => void>();

// One timer for every relative time on the page: a table of a hundred rows would otherwise start a hundred.
const subscribe = (listener: () => void) => {
  listeners.add(listener);
  timer ??= setInterval(() => {
    now = Date.now();
    listeners.forEach((notify) => notify());
  }, TICK_MS);
  return () => {
    listeners.delete(listener);
    if (listeners.size === 0) {
      clearInterval(timer);
      timer = undefined;
    }
  };
};

/** The time now in milliseconds since 1970, moving on every five seconds. */
export const useNow = (): number =>
  React.useSyncExternalStore(subscribe, () => {
    if (Date.now() - now > TICK_MS) now = Date.now();
    return now;
  });
