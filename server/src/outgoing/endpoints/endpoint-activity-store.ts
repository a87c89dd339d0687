import type { Strapi } from '../../feature';
import { createKeysetLog } from '../../keyset-log';
import type { JobState } from '../../queue/engine';
import { tableName } from '../../table-name';
import { DELIVERY_LOG } from '../deliveries/delivery-log-store';
import { DELIVERIES, ENDPOINTS } from '../uids';

const TRIED: JobState[] = ['succeeded', 'failed', 'quarantined'];
/** How many waiting deliveries of an endpoint are looked through for one that was tried. */
const NEWEST_WAITING = 1_000;
const UNFINISHED: JobState[] = ['pending', 'running'];

export interface EndpointActivity {
  endpointId: number;
  /** The newest delivery that has been tried and has ended. */
  lastTriedId: number | null;
  /** How many deliveries are not finished, counted up to the given limit a state. */
  unfinished: number;
}

/** What the deliveries tell of endpoints. */
export function createEndpointActivityStore(strapi: Strapi) {
  const knex = strapi.db.connection;
  const table = tableName(strapi, DELIVERIES);
  const ofState = (select: string) => `(SELECT ${select} FROM ?? AS d
    WHERE d.endpoint_id = e.id AND d.state = ?`;

  const { keysWithRows } = createKeysetLog(strapi, DELIVERY_LOG);

  return {
    /**
     * One statement for all endpoints, in which each endpoint and state is one look into the index
     * `(endpoint_id, state, id)`: a `GROUP BY` would read every row of the log.
     *
     * @param limit from which number on it does not matter how many are unfinished
     */
    async find(endpointIds: number[], limit: number): Promise<EndpointActivity[]> {
      const last = `${ofState('d.id')} ORDER BY d.id DESC LIMIT 1)`;
      // Whether there are so many is told by the last of them; only fewer are counted.
      const many = `${ofState(String(Number(limit)))} ORDER BY d.id LIMIT 1 OFFSET ${Number(limit) - 1})`;
      const count = `coalesce(${many}, ${ofState('count(*)')}))`;
      const columns = [
        ...TRIED.map((state) => knex.raw(`${last} AS ??`, [table, state, state])),
        ...UNFINISHED.map((state) =>
          knex.raw(`${count} AS ??`, [table, state, table, state, state]),
        ),
      ];
      const rows: Record<string, unknown>[] = await knex
        .select('e.id', ...columns)
        .from({ e: tableName(strapi, ENDPOINTS) })
        .whereIn('e.id', endpointIds);
      return rows.map((row) => ({
        endpointId: Number(row.id),
        lastTriedId: Math.max(...TRIED.map((state) => Number(row[state] ?? 0))) || null,
        unfinished: UNFINISHED.reduce((sum, state) => sum + Number(row[state]), 0),
      }));
    },

    /**
     * The newest delivery of each endpoint that was tried and waits for another try. Looked for among the newest that
     * wait: of a backlog of a million that nobody has tried, the rest is not read.
     */
    async findRetrying(endpointIds: number[]): Promise<Map<number, number>> {
      if (endpointIds.length === 0) return new Map();
      const newest = (id: number) =>
        knex
          .select({ endpoint_id: knex.raw('?', [id]) })
          .max({ id: 'id' })
          .from(
            knex(table)
              .select('id', 'attempts')
              .where({ endpoint_id: id, state: 'pending' })
              .orderBy('id', 'desc')
              .limit(NEWEST_WAITING)
              .as('waiting'),
          )
          .where('attempts', '>', 0);
      const [first, ...others] = endpointIds.map(newest);
      const rows: Record<string, unknown>[] = await (first?.unionAll(others) ?? []);
      return new Map(
        rows.flatMap(({ endpoint_id, id }) => (id ? [[Number(endpoint_id), Number(id)]] : [])),
      );
    },

    /** The endpoints that have deliveries, deleted ones too. */
    findWithDeliveries: keysWithRows,

    /** Endpoints that have deliveries and do not exist any more. */
    async findDeleted(): Promise<number[]> {
      const ids = await keysWithRows();
      // Read last: an endpoint that is made meanwhile must not count as deleted.
      const existing = new Set<number>(await knex(tableName(strapi, ENDPOINTS)).pluck('id'));
      return ids.filter((id) => !existing.has(id));
    },
  };
}

export type EndpointActivityStore = ReturnType<typeof createEndpointActivityStore>;
