import { errors } from '@strapi/utils';

import type { KeysetLog } from '../../keyset-log';
import type { QueueEngine } from '../../queue/engine';
import { validateInput } from '../../validate-input';
import type { ActionResultStore } from '../actions/action-result-store';
import type {
  BegunRun,
  EventDetail,
  EventListItem,
  KeysetMeta,
  TracedDelivery,
} from '../contracts';
import { dedupeKeyOf } from '../receiving/dedupe-key';
import type { Sources } from '../sources/sources';
import { eventQuerySchema } from './event-input';
import { type EventStore, type WholeEventRow } from './event-store';
import { toEventDetail, toEventListItem } from './event-view';
import type { StoredEvent } from './stored-request';

interface Dependencies {
  queue: QueueEngine;
  log: KeysetLog;
  store: EventStore;
  results: ActionResultStore;
  sources: Sources;
  /** The deliveries of outgoing messages. */
  findDeliveries: (messageIds: string[]) => Promise<TracedDelivery[]>;
  /** Runs of sync jobs, those that are still kept. */
  findRuns: (ids: number[]) => Promise<BegunRun[]>;
  /** What the request of an event tells beyond its text. */
  explain: (row: WholeEventRow) => Promise<StoredEvent>;
  /** Tells the worker that something is due. */
  wake: () => void;
  now: () => number;
}

/** Of one source; a filter with more helps nobody. */
const MAX_TYPES = 200;

/** The log of events, and running their actions again. */
export function createEvents(dependencies: Dependencies) {
  const { queue, log, store, results, sources, wake, now } = dependencies;
  const { findDeliveries, findRuns, explain } = dependencies;

  async function find(id: number): Promise<WholeEventRow> {
    const row = await store.findOne(id);
    if (row) return row;
    throw new errors.NotFoundError(
      'There is no such event. It may have been removed after the retention time.',
      { code: 'event-not-found' },
    );
  }

  async function listItem(id: number): Promise<EventListItem> {
    return toEventListItem(await find(id));
  }

  async function findBySearch(search: string, sourceId: number | undefined): Promise<number[]> {
    // Those of deleted sources, too.
    const sourceIds = sourceId === undefined ? await log.keysWithRows() : [sourceId];
    return store.findIds(search, sourceIds, dedupeKeyOf(search));
  }

  return {
    /** @param query an `EventQuery` as it comes from the address */
    async findPage(query: unknown): Promise<{ data: EventListItem[]; meta: KeysetMeta }> {
      const { cursor, pageSize, search, sourceId, ...filter } = validateInput(
        eventQuerySchema,
        query,
      );
      const found = search === undefined ? undefined : await findBySearch(search, sourceId);
      const isNarrowed = filter.state !== undefined || filter.eventType !== undefined;
      // By state or type the indexes are a source's; without, the log of all is in the order of the rows.
      const allIds = sourceId === undefined && isNarrowed ? await log.keysWithRows() : null;
      const { ids, nextBefore } = await log.page(
        {
          ...filter,
          keys: sourceId === undefined ? allIds : [sourceId],
          ...(found && { narrow: (rows) => void rows.whereIn('id', found) }),
        },
        { before: cursor ?? null, pageSize },
      );
      return {
        data: (await store.findByIds(ids)).map(toEventListItem),
        meta: { nextCursor: nextBefore === null ? null : String(nextBefore) },
      };
    },

    /** Types of the events that are kept, of all sources, in alphabetical order. */
    async findTypes(): Promise<string[]> {
      const found = await Promise.all(
        (await log.keysWithRows()).map((id) => store.findNewestByType(id, MAX_TYPES)),
      );
      return [...new Set(found.flat().map(({ eventType }) => eventType))].sort();
    },

    async findOne(id: number): Promise<EventDetail> {
      const row = await find(id);
      const done = await results.findByEvent(id);
      const messageIds = done.flatMap((result) => result.messageIds);
      const deliveries = (await findDeliveries(messageIds)).map(toTraced);
      const runs = (await findRuns(done.flatMap(({ runId }) => runId ?? []))).map(toBegun);
      return toEventDetail(row, { results: done, deliveries, runs, stored: await explain(row) });
    },

    /**
     * Runs all actions of an event again, as they are now: at once, and with a full set of tries if it had ended.
     *
     * @throws {errors.ApplicationError} `event-refused`, `source-deleted`, `source-inactive`, `event-running`
     */
    async replay(id: number): Promise<EventListItem> {
      const { state, sourceId } = await find(id);
      if (state === 'refused') {
        throw new errors.ApplicationError(
          'The event was refused because it was not genuine, so nothing may be done about it.',
          { code: 'event-refused' },
        );
      }
      await sources.findActive(sourceId);
      if (state === 'running') {
        throw new errors.ApplicationError(
          'The actions of the event are under way. Wait until they are through.',
          { code: 'event-running' },
        );
      }
      const restarted = await queue.restart([id], store.asReplay);
      // One that begins to run meanwhile does what was asked for.
      if (restarted === 0) await queue.hasten([id]);
      wake();
      return listItem(id);
    },

    /**
     * Takes an event that waits or failed out of the work.
     *
     * @throws {errors.ApplicationError} `event-not-discardable`
     */
    async discard(id: number): Promise<EventListItem> {
      await find(id);
      if ((await store.discard([id], now())) > 0) return listItem(id);
      const item = await listItem(id);
      if (item.state === 'cancelled') return item;
      throw new errors.ApplicationError(
        item.state === 'running'
          ? 'The actions of the event are under way. Wait until they are through.'
          : 'Nothing is left to be done about the event.',
        { code: 'event-not-discardable' },
      );
    },
  };
}

/** No more of a delivery than that there is one: what it held takes another right. */
function toTraced(delivery: TracedDelivery): TracedDelivery {
  const { id, endpointId, messageId, eventType, state, createdAt } = delivery;
  return { id, endpointId, messageId, eventType, state, createdAt };
}

/** The same of a run. */
const toBegun = ({ id, state }: BegunRun): BegunRun => ({ id, state });

export type Events = ReturnType<typeof createEvents>;
