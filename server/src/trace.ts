import { AsyncLocalStorage } from 'node:async_hooks';
import { randomUUID } from 'node:crypto';

/** What one cause has brought about so far. */
export interface Trace {
  /** 32 hexadecimal digits (W3C trace context). */
  traceId: string;
  /** Ids (`msg_…`) of the outgoing messages that were recorded within it. */
  messageIds: string[];
}

const traces = new AsyncLocalStorage<Trace>();

/** Ties together everything that one cause brought about. */
export function newTraceId(): string {
  // Node keeps random bytes for these ready; of the 128 bits six are fixed.
  return randomUUID().replaceAll('-', '');
}

/** Runs `run` so that what it changes and sends carries the trace, however deep. */
export function withinTrace<T>(trace: Trace, run: () => Promise<T>): Promise<T> {
  return traces.run(trace, run);
}

/** The trace of whatever is being done now; undefined where nobody has begun one. */
export function currentTrace(): Trace | undefined {
  return traces.getStore();
}
