import { timeRangeSchema } from '../../input-parts';
import { chartRange } from '../../time-buckets';
import { validateInput } from '../../validate-input';
import type { Api, SourceListItem } from '../contracts';
import type { EventRow, EventStore } from '../events/event-store';
import { summariseSource } from '../statistics/source-statistics';
import type { SourceBucket, SourceStatisticsStore } from '../statistics/source-statistics-store';
import type { SourceActivity, SourceActivityStore } from './source-activity-store';
import type { SourceRecord } from './source-record';
import type { Sources } from './sources';

const HOUR_MS = 60 * 60 * 1000;
const DAY_MS = 24 * HOUR_MS;
/** Beyond this the panel says "many". */
const MAX_COUNTED = 10_000;
const CANCEL_BATCH = 500;

interface Dependencies {
  sources: Sources;
  events: EventStore;
  activity: SourceActivityStore;
  statistics: SourceStatisticsStore;
  /** Sources that have events, deleted ones too. */
  findWithEvents: () => Promise<number[]>;
  now: () => number;
}

/** How the sources are doing. */
export function createSourceOverview(dependencies: Dependencies) {
  const { sources, events, activity, statistics, findWithEvents, now } = dependencies;

  /** All of them at once: a query a source would make the list of 200 sources wait for a thousand. */
  async function toListItems(records: SourceRecord[]): Promise<SourceListItem[]> {
    const ids = records.map(({ id }) => id);
    const to = now();
    const [activities, buckets] = await Promise.all([
      activity.find(ids, MAX_COUNTED),
      statistics.find(ids, to - DAY_MS, to),
    ]);
    const lastIds = activities.flatMap(({ lastEventId, lastRefusedId }) =>
      [lastEventId, lastRefusedId].filter((id) => id !== null),
    );
    const rows = new Map((await events.findByIds(lastIds)).map((row) => [row.id, row]));
    const activityOf = new Map(activities.map((each) => [each.sourceId, each]));
    return records.map((record) => ({
      ...sources.view(record),
      ...describeActivity(activityOf.get(record.id), rows),
      last24h: summariseDay(
        buckets.filter(({ sourceId }) => sourceId === record.id),
        to,
      ),
    }));
  }

  async function cancelAll(sourceId: number): Promise<number> {
    let cancelled = 0;
    let batch: number;
    do {
      batch = await events.cancelPending(sourceId, CANCEL_BATCH, now());
      cancelled += batch;
    } while (batch > 0);
    return cancelled;
  }

  return {
    /** All of them, without their secrets. */
    findAll: async (): Promise<SourceListItem[]> => toListItems(await sources.findAll()),

    /** @throws {errors.NotFoundError} `source-not-found` */
    async findOne(id: number): Promise<SourceListItem> {
      const [item] = await toListItems([await sources.find(id)]);
      return item as SourceListItem;
    },

    /** How much a deletion would end. */
    async impact(id: number): Promise<{ pendingCount: number }> {
      await sources.find(id);
      const [found] = await activity.find([id], MAX_COUNTED);
      return { pendingCount: found?.unfinished ?? 0 };
    },

    /** Deletes a source and ends what still waits for its actions. Returns how many events that were. */
    async delete(id: number): Promise<number> {
      await sources.find(id);
      await sources.delete(id);
      return cancelAll(id);
    },

    /** Ends what came to wait for a source while it was deleted, or all of it where the process died on the way. */
    async cancelOrphans(): Promise<void> {
      const ids = await findWithEvents();
      // Read last: a source that is made meanwhile must not count as deleted.
      const existing = new Set((await sources.findAll()).map(({ id }) => id));
      for (const id of ids) if (!existing.has(id)) await cancelAll(id);
    },

    /** @param query `from` and `to` as ISO 8601; the last 24 hours without them */
    async statistics(
      id: number,
      query: unknown,
    ): Promise<Api['GET /sources/:id/statistics']['response']['data']> {
      const { from = now() - DAY_MS, to = now() } = validateInput(timeRangeSchema, query);
      await sources.find(id);
      const range = chartRange(from, to);
      const points = summariseSource(await statistics.find([id], from, to), range);
      return {
        from: new Date(from).toISOString(),
        to: new Date(to).toISOString(),
        bucketMs: range.bucketMs,
        points,
      };
    },
  };
}

function describeActivity(found: SourceActivity | undefined, rows: Map<number, EventRow>) {
  const row = rows.get(found?.lastEventId ?? 0);
  const refused = rows.get(found?.lastRefusedId ?? 0);
  const at = ({ createdAt }: EventRow) => new Date(createdAt).toISOString();
  return {
    lastEvent: row ? { id: row.id, eventType: row.eventType, state: row.state, at: at(row) } : null,
    lastRefusal: refused ? { id: refused.id, at: at(refused) } : null,
    pendingCount: found?.unfinished ?? 0,
    failedCount: found?.failed ?? 0,
  };
}

function summariseDay(buckets: SourceBucket[], to: number): SourceListItem['last24h'] {
  const points = summariseSource(buckets, { from: to - DAY_MS, to, bucketMs: HOUR_MS });
  const sum = (counter: 'accepted' | 'repeated' | 'refused') =>
    points.reduce((total, point) => total + point[counter], 0);
  return {
    accepted: sum('accepted'),
    repeated: sum('repeated'),
    refused: sum('refused'),
    sparkline: points.map(({ accepted }) => accepted),
  };
}
