import type { ActionResult, EventDetail } from '../../../../api/incoming-contracts';

/** What the actions of an event did in one go. */
export interface Try {
  /** How often the event had been replayed before. */
  replay: number;
  /** Counted from 1 since it came in or was last replayed. */
  attempt: number;
  results: ActionResult[];
}

/** The tries of an event, the newest first, each with its results in their order. */
export const triesOf = (results: readonly ActionResult[]): Try[] => {
  const tries = new Map<string, Try>();
  for (const result of results) {
    const { replay, attempt } = result;
    const key = `${replay}.${attempt}`;
    const known = tries.get(key) ?? { replay, attempt, results: [] };
    known.results.push(result);
    tries.set(key, known);
  }
  return [...tries.values()].sort((a, b) => b.replay - a.replay || b.attempt - a.attempt);
};

/**
 * The tries of an event, parted into the one since it came in or was last replayed that came last, and those before. None
 * is the newest where no action has run since.
 */
export const partTries = ({
  results,
  replayCount,
}: Pick<EventDetail, 'results' | 'replayCount'>): { newest: Try | undefined; earlier: Try[] } => {
  const tries = triesOf(results);
  const [last, ...before] = tries;
  return last?.replay === replayCount
    ? { newest: last, earlier: before }
    : { newest: undefined, earlier: tries };
};
