import type { CallRecord } from '../../http/client/call-record';
import type { Logger } from '../../logger';
import type { Outside } from '../../outside-transactions';
import type { CallLine, CallStore } from './call-store';
import { redactAddress } from './redact-address';

interface Dependencies {
  store: CallStore;
  /** Told of the calls of every batch that is done with, to judge how the connections do. */
  onWritten: (calls: readonly CallRecord[]) => Promise<void>;
  /** Runs work outside of the transaction of whoever asked for it. */
  outside: Outside;
  log: Logger;
}

/** What is to be one line: a call, and how often the cache answered it. */
interface Entry {
  call: CallRecord;
  count: number;
}

const FLUSH_MS = 1_000;
/** A database that did not take some lines is given so long before it is asked once more. */
const AGAIN_MS = 10_000;
/** Every batch ends in a sync of the disk, which on SQLite keeps the process waiting. */
const BATCH_SIZE = 2_000;
/** While the database does not answer, so many lines wait for it. */
const MOST_WAITING = 20_000;

/**
 * The log of calls, written in batches: a line a call, in a statement of hundreds, since one of their own would take longer
 * than the calls. A batch that the database does not take waits and is offered once more; a second refusal is for good, so
 * that no line stands in the way of all others. A crash loses the lines of its last second, and no call.
 */
export function createCallLog({ store, onWritten, outside, log }: Dependencies) {
  let waiting: CallRecord[] = [];
  /** Calls that the cache answered, by what would be the same line. */
  let hits = new Map<string, Entry>();
  /** What the database did not take at first. */
  let refused: Entry[] = [];
  let dropped = 0;
  let isStopped = false;
  let timer: NodeJS.Timeout | null = null;
  let flushing: Promise<void> = Promise.resolve();

  async function flush(): Promise<void> {
    const again = refused;
    const fresh = [...waiting.map((call) => ({ call, count: 1 })), ...hits.values()];
    refused = [];
    waiting = [];
    hits = new Map();
    if (dropped > 0)
      log.warn(`${dropped} lines of the call log were lost: the database was too slow`);
    dropped = 0;
    const lost = await write(again);
    if (lost.length > 0) {
      log.error(`${lost.length} lines of the call log were lost: the database refused them twice`);
      await judge(lost);
    }
    const left = await write(fresh);
    if (left.length === 0) return;
    const room = MOST_WAITING - waiting.length;
    refused = left.slice(0, room);
    dropped += left.length - refused.length;
    flushIn(AGAIN_MS);
  }

  /** Writes batch by batch. Returns what the database did not take. */
  async function write(entries: readonly Entry[]): Promise<Entry[]> {
    const left: Entry[] = [];
    for (let start = 0; start < entries.length; start += BATCH_SIZE) {
      const batch = entries.slice(start, start + BATCH_SIZE);
      try {
        await store.add(batch.map(lineOf));
      } catch (error) {
        log.warn(`${batch.length} lines of the call log could not be written`, error);
        left.push(...batch);
        continue;
      }
      await judge(batch);
    }
    return left;
  }

  /** Once for each call, when its line is written or lost. What the cache answered says nothing of the service. */
  async function judge(entries: readonly Entry[]): Promise<void> {
    const calls = entries.map(({ call }) => call).filter(({ cache }) => cache !== 'hit');
    try {
      await onWritten(calls);
    } catch (error) {
      log.error('what calls say of their connections could not be written down', error);
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

  function flushIn(ms: number): void {
    if (timer) clearTimeout(timer);
    timer = outside(() => setTimeout(() => void flushNext(), ms));
  }

  return {
    /** Takes a line. It costs the call no more than an array's push. */
    add(call: CallRecord): void {
      if (isStopped) return;
      if (call.cache === 'hit') {
        const key = `${call.connectionId} ${call.caller} ${call.url.href}`;
        const known = hits.get(key);
        if (known) known.count += 1;
        else hits.set(key, { call, count: 1 });
      } else if (waiting.length + refused.length < MOST_WAITING) waiting.push(call);
      else dropped += 1;

      if (waiting.length === BATCH_SIZE && refused.length === 0) void flushNext();
      else if (!timer) flushIn(FLUSH_MS);
    },

    /** Writes what waits; for whoever wants to read what was just done. */
    flush: flushNext,

    /** Writes what waits, and takes no more: what comes later has no database to be written to. */
    async stop(): Promise<void> {
      await flushNext();
      if (refused.length > 0) await flushNext();
      isStopped = true;
      if (timer) clearTimeout(timer);
    },
  };
}

export type CallLog = ReturnType<typeof createCallLog>;

function lineOf({ call, count }: Entry): CallLine {
  const { error, url, secrets } = call;
  return {
    connectionId: call.connectionId,
    state: error ? 'failed' : 'succeeded',
    method: call.method,
    host: url.host,
    path: redactAddress(url.pathname, url.search, secrets),
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
