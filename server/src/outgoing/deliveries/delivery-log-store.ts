import type { Strapi } from '../../feature';
import { createKeysetLog, type KeysetLogTable } from '../../keyset-log';
import { JOB_STATES, type JobState } from '../../queue/engine';
import { tableName } from '../../table-name';
import type { DeliveryRow } from './delivery-store';
import { DELIVERIES, MESSAGES } from '../uids';

/** What a page of the log is narrowed to. */
export interface LogFilter {
  /** Null for all, which can then be narrowed by neither state nor event. */
  endpointIds: number[] | null;
  state?: JobState;
  eventType?: string;
  /** Only deliveries of these messages. */
  messageIds?: number[];
  from?: number;
  to?: number;
}

export const DELIVERY_LOG: KeysetLogTable = {
  table: DELIVERIES,
  keyColumn: 'endpoint_id',
  states: JOB_STATES,
  stateIndex: 'ib_deliveries_log',
  typeIndex: 'ib_deliveries_event',
};

/** The log of deliveries, page by page. */
export function createDeliveryLog(
  strapi: Strapi,
  findByIds: (ids: number[]) => Promise<DeliveryRow[]>,
) {
  const log = createKeysetLog(strapi, DELIVERY_LOG);

  return {
    /** A page of the log, the newest first, below `before`. */
    async findPage(
      { endpointIds, messageIds, ...filter }: LogFilter,
      page: { before: number | null; pageSize: number },
    ): Promise<{ rows: DeliveryRow[]; nextBefore: number | null }> {
      const { ids, nextBefore } = await log.page(
        {
          ...filter,
          keys: endpointIds,
          ...(messageIds && {
            narrow: (query) => {
              query.whereIn('message_id', messageIds);
            },
          }),
        },
        page,
      );
      return { rows: await findByIds(ids), nextBefore };
    },

    /**
     * Row ids of the messages that a search means: a message's own id, or everything of one entry, of which the newest
     * 10,000 can be found.
     */
    async findMessageIds(search: string): Promise<number[]> {
      return strapi.db
        .connection(tableName(strapi, MESSAGES))
        .where({ uid: search })
        .orWhere({ entry_document_id: search })
        .orderBy('id', 'desc')
        .limit(10_000)
        .pluck('id');
    },
  };
}
