import { timeRangeSchema } from '../../input-parts';
import { chartRange } from '../../time-buckets';
import { validateInput } from '../../validate-input';
import type { EndpointListItem, Statistics } from '../contracts';
import type { DeliveryRow, DeliveryStore } from '../deliveries/delivery-store';
import type { EndpointActivityStore } from './endpoint-activity-store';
import { toEndpoint, type EndpointRecord } from './endpoint-record';
import type { Endpoints } from './endpoints';
import { summariseStatistics } from '../statistics/statistics';
import type { StatisticsBucket, StatisticsStore } from '../statistics/statistics-store';

const HOUR_MS = 60 * 60 * 1000;
const DAY_MS = 24 * HOUR_MS;
/** Beyond this the panel says "many". */
const MAX_COUNTED = 10_000;

interface Dependencies {
  endpoints: Endpoints;
  deliveries: DeliveryStore;
  activity: EndpointActivityStore;
  statistics: StatisticsStore;
  now: () => number;
}

/** How the endpoints are doing. */
export function createEndpointOverview(dependencies: Dependencies) {
  const { endpoints, deliveries, activity, statistics, now } = dependencies;

  /** All of them at once: a query an endpoint would make the list of 200 endpoints wait for a thousand. */
  async function toListItems(records: EndpointRecord[]): Promise<EndpointListItem[]> {
    const ids = records.map(({ id }) => id);
    const to = now();
    const failing = records.filter(({ failureStreak }) => failureStreak !== null);
    const [activities, buckets, retrying] = await Promise.all([
      activity.find(ids, MAX_COUNTED),
      statistics.find(ids, to - DAY_MS, to),
      activity.findRetrying(failing.map(({ id }) => id)),
    ]);
    const lastIds = activities.flatMap(({ endpointId, lastTriedId }) => {
      const newest = Math.max(lastTriedId ?? 0, retrying.get(endpointId) ?? 0);
      return newest > 0 ? [newest] : [];
    });
    const lastRows = await deliveries.findByIds(lastIds);
    const lastTried = new Map(lastRows.map((row) => [row.endpointId, row]));
    const unfinished = new Map(activities.map((one) => [one.endpointId, one.unfinished]));
    const bucketsOf = groupByEndpoint(buckets);
    return records.map((record) => ({
      ...toEndpoint(record, to),
      lastDelivery: describeLast(lastTried.get(record.id)),
      last24h: summariseDay(bucketsOf.get(record.id) ?? [], to),
      pendingCount: unfinished.get(record.id) ?? 0,
    }));
  }

  async function cancelAll(endpointId: number): Promise<number> {
    let cancelled = 0;
    let batch: number;
    do {
      batch = await deliveries.cancelPending(endpointId, 500, now());
      cancelled += batch;
    } while (batch > 0);
    return cancelled;
  }

  return {
    /** All of them, without their secrets. */
    findAll: async (): Promise<EndpointListItem[]> => toListItems(await endpoints.findAll()),

    /** @throws {errors.NotFoundError} `endpoint-not-found` */
    async findOne(id: number): Promise<EndpointListItem> {
      const record = await endpoints.find(id);
      const [item] = await toListItems([record]);
      return item as EndpointListItem;
    },

    /** How much a deletion would cancel. */
    async impact(id: number): Promise<{ pendingCount: number }> {
      await endpoints.find(id);
      const [found] = await activity.find([id], MAX_COUNTED);
      return { pendingCount: found?.unfinished ?? 0 };
    },

    /** Deletes an endpoint and ends what still waits for it. Returns how many deliveries that were. */
    async delete(id: number): Promise<number> {
      await endpoints.find(id);
      await endpoints.delete(id);
      return cancelAll(id);
    },

    /**
     * Ends what came to wait for an endpoint while it was deleted: a delivery that was under way, an event recorded in a
     * transaction that had begun before, or all of it where the process died on the way.
     */
    async cancelOrphans(): Promise<void> {
      for (const id of await activity.findDeleted()) await cancelAll(id);
    },

    /** @param query `from` and `to` as ISO 8601; the last 24 hours without them */
    async statistics(id: number, query: unknown): Promise<Statistics> {
      const { from = now() - DAY_MS, to = now() } = validateInput(timeRangeSchema, query);
      await endpoints.find(id);
      return summariseStatistics(await statistics.find([id], from, to), chartRange(from, to));
    },
  };
}

function groupByEndpoint(buckets: StatisticsBucket[]): Map<number, StatisticsBucket[]> {
  const groups = new Map<number, StatisticsBucket[]>();
  for (const bucket of buckets) {
    const group = groups.get(bucket.endpointId) ?? [];
    groups.set(bucket.endpointId, group);
    group.push(bucket);
  }
  return groups;
}

function describeLast(row: DeliveryRow | undefined): EndpointListItem['lastDelivery'] {
  if (!row) return null;
  return {
    state: row.state,
    at: new Date(row.finishedAt ?? row.createdAt).toISOString(),
    statusCode: row.lastStatusCode,
    nextAttemptAt: row.state === 'pending' ? new Date(row.dueAt).toISOString() : null,
  };
}

function summariseDay(buckets: StatisticsBucket[], to: number): EndpointListItem['last24h'] {
  const range = { from: to - DAY_MS, to, bucketMs: HOUR_MS };
  const { points, totals } = summariseStatistics(buckets, range);
  return {
    succeeded: totals.succeeded,
    failed: totals.failed,
    sparkline: points.map(({ succeeded, failed }) => succeeded + failed),
  };
}
