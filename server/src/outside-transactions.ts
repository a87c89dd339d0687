import { AsyncLocalStorage } from 'node:async_hooks';

/** Runs a function and returns what it returns. */
export type Outside = <Result>(run: () => Result) => Result;

/**
 * Strapi knows a transaction by the asynchronous context of whoever opened it, and what he starts inherits that: a timer or a
 * shared promise would still write into a transaction that has ended. What this returns runs work in the context in which it
 * was made. Make it where a service starts.
 */
export function outsideTransactions(): Outside {
  const snapshot = AsyncLocalStorage.snapshot();
  return (run) => snapshot(run);
}
