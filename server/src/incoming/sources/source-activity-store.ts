import type { Strapi } from '../../feature';
import { FINAL_STATES, JOB_STATES } from '../../queue/engine';
import { tableName } from '../../table-name';
import type { EventState } from '../contracts';
import { EVENTS, SOURCES } from '../uids';

export interface SourceActivity {
  sourceId: number;
  /** The newest event that was accepted. */
  lastEventId: number | null;
  lastRefusedId: number | null;
  /** Counted up to the given limit a state. */
  unfinished: number;
  failed: number;
}

const UNFINISHED: EventState[] = ['pending', 'running'];
const FAILED: EventState[] = ['failed', 'quarantined'];
const COUNTED = [...UNFINISHED, ...FAILED];
const LOOKED_AT: EventState[] = [...JOB_STATES, 'refused'];

/** What the events tell of sources. */
export function createSourceActivityStore(strapi: Strapi) {
  const knex = strapi.db.connection;
  const table = tableName(strapi, EVENTS);
  const ofState = (select: string) =>
    `(SELECT ${select} FROM ?? AS v WHERE v.source_id = s.id AND v.state = ?`;

  return {
    /**
     * One statement for all sources, in which each source and state is one look into the index `(source_id, state, id)`: a
     * `GROUP BY` would read every row of the log.
     *
     * @param limit from which number on it does not matter how many there are
     */
    async find(sourceIds: number[], limit: number): Promise<SourceActivity[]> {
      const last = `${ofState('v.id')} ORDER BY v.id DESC LIMIT 1)`;
      // Whether there are so many is told by the last of them; only fewer are counted.
      const many = `${ofState(String(Number(limit)))} ORDER BY v.id LIMIT 1 OFFSET ${Number(limit) - 1})`;
      const count = `coalesce(${many}, ${ofState('count(*)')}))`;
      const rows: Record<string, unknown>[] = await knex
        .select(
          's.id',
          ...LOOKED_AT.map((state) => knex.raw(`${last} AS ??`, [table, state, `last_${state}`])),
          ...COUNTED.map((state) =>
            knex.raw(`${count} AS ??`, [table, state, table, state, `count_${state}`]),
          ),
        )
        .from({ s: tableName(strapi, SOURCES) })
        .whereIn('s.id', sourceIds);
      return rows.map(toActivity);
    },
  };
}

export type SourceActivityStore = ReturnType<typeof createSourceActivityStore>;

function toActivity(row: Record<string, unknown>): SourceActivity {
  const sum = (states: EventState[]) =>
    states.reduce((total, state) => total + Number(row[`count_${state}`]), 0);
  const accepted = ['pending', 'running', ...FINAL_STATES];
  return {
    sourceId: Number(row.id),
    lastEventId: Math.max(...accepted.map((state) => Number(row[`last_${state}`] ?? 0))) || null,
    lastRefusedId: Number(row.last_refused ?? 0) || null,
    unfinished: sum(UNFINISHED),
    failed: sum(FAILED),
  };
}
