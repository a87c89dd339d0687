import {
  logRangeParams,
  logRangeQuery,
  readLogRange,
  type LogRange,
} from '../components/log-range';
import { useNow } from './use-now';
import { useQueryState } from './use-query-state';

const SHARED = ['state', 'event', 'range', 'from', 'to', 'search'] as const;

interface LogFilterOptions<Owner extends string, State extends string> {
  /** Name of the parameter that says whose log it is: `endpoint`, `source`. */
  owner: Owner;
  /** Of the log of one owner; without it the owner is a filter like the others. */
  ownerId: number | undefined;
  states: readonly State[];
  /** Filters that a change of the owner ends. */
  ofOwner?: readonly (typeof SHARED)[number][];
}

/** What a log is narrowed to, as it stands in the address. Another filter begins at the newest again. */
export const useLogFilters = <Owner extends string, State extends string>({
  owner,
  ownerId,
  states,
  ofOwner = [],
}: LogFilterOptions<Owner, State>) => {
  type Filter = Owner | (typeof SHARED)[number];
  const filters: readonly Filter[] = [owner, ...SHARED];
  const [params, change] = useQueryState();
  const range = readLogRange(params);
  const text = (name: string) => params.get(name) ?? undefined;
  const without = (names: readonly string[]) =>
    Object.fromEntries([...names, 'cursor'].map((name) => [name, undefined]));
  const now = useNow();

  return {
    ownerId: ownerId ?? (Number(params.get(owner)) || undefined),
    query: {
      state: states.find((state) => state === params.get('state')),
      eventType: text('event'),
      search: text('search'),
      ...logRangeQuery(range, now),
      cursor: text('cursor'),
    },
    value: (filter: Filter) => params.get(filter) ?? '',
    isFiltered: filters.some((filter) => params.has(filter)),
    setFilter: (filter: Filter, value: string | undefined) =>
      change({ ...without(filter === owner ? ofOwner : []), [filter]: value }),
    range,
    setRange: (chosen: LogRange) => change({ ...without([]), ...logRangeParams(chosen) }),
    clear: () => change(without(filters)),
  };
};
