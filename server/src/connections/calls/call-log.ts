import type { CallRecord } from '../../http/client/call-record';
import type { Logger } from '../../logger';
import type { Outside } from '../../outside-transactions';
import type { CallLine, CallStore } from './call-store';
import { redactAddress } from './redact-address';

interface Dependencies {
  store: CallStore;
  /** Told of every batch that was written, to judge how the connections do. */
  onWritten: (calls: readonly CallRecord[]) => Promise<void>;
  /** Runs work outside of the transaction of whoever asked for it. */
  outside: Outside;
  log: Logger;
}

const FLUSH_MS = 1_000;
/** Every batch ends in a sync of the disk, which on SQLite keeps the process waiting. */
const BATCH_SIZE = 2_000;
/** While the database does not answer, so many lines wait for it. */
const MOST_WAITING = 20_000;

/**
 * The log of calls, written in batches: a line a call, in a statement of hundreds, since one of their own would take longer
 * than the calls. A crash loses the lines of its last second, and no call.
 */
export function createCallLog({ store, onWritten, outside, log }: Dependencies) {
  let waiting: CallRecord[] = [];
  /** Calls that the cache answered, by what would be the same line. */
  let hits = new Map<string, { call: CallRecord; count: number }>();
  let dropped = 0;
  let isStopped = false;
  let timer: NodeJS.Timeout | null = null;
  let flushing: Promise<void> = Promise.resolve();

  async function flush(): Promise<void> {
    const calls = waiting;
    const counted = [...hits.values()];
    waiting = [];
    hits = new Map();
    if (dropped > 0)
      log.warn(`${dropped} lines of the call log were lost: the database was too slow`);
    dropped = 0;
    const lines = [
      ...calls.map((call) => lineOf(call, 1)),
      ...counted.map(({ call, count }) => lineOf(call, count)),
    ];
    try {
      for (let start = 0; start < lines.length; start += BATCH_SIZE) {
        await store.add(lines.slice(start, start + BATCH_SIZE));
      }
      await onWritten(calls);
    } catch (error) {
      log.error(`${lines.length} lines of the call log could not be written`, error);
    }
  }

  /** One after the other, so that `stop` waits for all. */
  function flushNext(): Promise<void> {
    if (timer) clearTimeout(timer);
    timer = null;
    outside(() => {
      flushing = flushing.then(flush);
    });
    return flushing;
  }

  return {
    /** Takes a line. It costs the call no more than an array's push. */
    add(call: CallRecord): void {
      if (isStopped) return;
      if (call.cache === 'hit') {
        const key = `${call.connectionId} ${call.caller} ${call.host}${call.path}${call.search}`;
        const known = hits.get(key);
        if (known) known.count += 1;
        else hits.set(key, { call, count: 1 });
      } else if (waiting.length < MOST_WAITING) waiting.push(call);
      else dropped += 1;

      if (waiting.length === BATCH_SIZE) void flushNext();
      else timer ??= outside(() => setTimeout(() => void flushNext(), FLUSH_MS));
    },

    /** Writes what waits; for whoever wants to read what was just done. */
    flush: flushNext,

    /** Writes what waits, and takes no more: what comes later has no database to be written to. */
    async stop(): Promise<void> {
      await flushNext();
      isStopped = true;
    },
  };
}

export type CallLog = ReturnType<typeof createCallLog>;

function lineOf(call: CallRecord, count: number): CallLine {
  const { error, path, search, secrets } = call;
  return {
    connectionId: call.connectionId,
    state: error ? 'failed' : 'succeeded',
    method: call.method,
    host: call.host,
    path: redactAddress(path, search, secrets),
    status: call.status,
    errorCode: error?.code ?? null,
    errorMessage: error?.message ?? null,
    durationMs: call.durationMs,
    attempts: call.attempts,
    requestBytes: call.requestBytes,
    responseBytes: call.responseBytes,
    cache: call.cache,
    count,
    caller: call.caller,
    at: call.at,
  };
}
