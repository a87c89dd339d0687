import type { KeysetMeta } from '../../keyset-meta';
import { STATISTICS_BUCKET_MS } from '../../time-buckets';
import { validateInput } from '../../validate-input';
import { callQuerySchema } from '../accounts/connection-input';
import type { ConnectionRecord } from '../accounts/connection-record';
import type { Call, CallStatisticsPoint } from '../contracts';
import type { CallLog } from './call-log';
import type { CallBucket, CallStore } from './call-store';

interface Dependencies {
  store: CallStore;
  log: CallLog;
  findConnection: (id: number) => Promise<ConnectionRecord>;
  now: () => number;
}

const HOUR_MS = 60 * 60 * 1000;
const HOURS = 24;

/** What was called, and how it went. */
export function createCalls({ store, log, findConnection, now }: Dependencies) {
  return {
    /** @param input a query of `GET /accounts/:id/calls` */
    async find(id: number, input: unknown): Promise<{ data: Call[]; meta: KeysetMeta }> {
      const { cursor = null, pageSize, onlyFailed = false } = validateInput(callQuerySchema, input);
      await findConnection(id);
      // Whoever has just tested a connection wants to see that call.
      await log.flush();
      const found = await store.findPage(id, { before: cursor, limit: pageSize + 1, onlyFailed });
      const data = found.slice(0, pageSize);
      const hasMore = found.length > pageSize;
      return { data, meta: { nextCursor: hasMore ? String(data.at(-1)?.id) : null } };
    },

    /** The last 24 hours by the hour, the one under way last. */
    async statistics(id: number): Promise<CallStatisticsPoint[]> {
      await findConnection(id);
      const first = now() - (now() % HOUR_MS) - (HOURS - 1) * HOUR_MS;
      const buckets = await store.buckets(id, first, now() + STATISTICS_BUCKET_MS);
      return Array.from({ length: HOURS }, (_, hour) => pointAt(first + hour * HOUR_MS, buckets));
    },
  };
}

function pointAt(start: number, buckets: readonly CallBucket[]): CallStatisticsPoint {
  const inside = buckets.filter(({ at }) => at >= start && at < start + HOUR_MS);
  const sum = (of: 'succeeded' | 'failed') =>
    inside.reduce((total, bucket) => total + bucket[of], 0);
  return {
    at: new Date(start).toISOString(),
    succeeded: sum('succeeded'),
    failed: sum('failed'),
  };
}
