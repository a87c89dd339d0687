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
 * What the actions of an event have come to since it came in or was last replayed, in their order, and the tries that were
 * not the last word: an action that is through is passed over when the next ones are tried again.
 */
export const partTries = ({
  results,
  replayCount,
}: Pick<EventDetail, 'results' | 'replayCount'>): { latest: ActionResult[]; earlier: Try[] } => {
  const latest = new Map<string, ActionResult>();
  for (const result of results) {
    if (result.replay === replayCount) latest.set(result.actionId, result);
  }
  const isSuperseded = (result: ActionResult) => latest.get(result.actionId) !== result;
  return { latest: [...latest.values()], earlier: triesOf(results.filter(isSuperseded)) };
};
