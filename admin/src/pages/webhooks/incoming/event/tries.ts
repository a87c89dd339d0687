import type { ActionResult, EventDetail } from '../../../../api/incoming-contracts';

/** What the actions of an event did in one go: at least one result, in their order. */
export type Try = [ActionResult, ...ActionResult[]];

/** The tries of an event, the newest first. */
export const triesOf = (results: readonly ActionResult[]): Try[] => {
  const tries: Try[] = [];
  for (const result of results) {
    const last = tries.at(-1);
    if (last && isOfTry(last, result)) last.push(result);
    else tries.push([result]);
  }
  return tries.reverse();
};

/** Attempts are counted anew after a recovery as well, but no try runs an action twice. */
const isOfTry = (tried: Try, { replay, attempt, actionId }: ActionResult): boolean =>
  tried[0].replay === replay &&
  tried[0].attempt === attempt &&
  tried.every((result) => result.actionId !== actionId);

/**
 * What the actions of an event have come to since it came in or was last replayed, in their order, and of the tries what
 * was not the last word: an action that is through is passed over when the next ones are tried again.
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
  const earlier = triesOf(results).flatMap((tried) => {
    const [first, ...others] = tried.filter(isSuperseded);
    return first ? [[first, ...others] satisfies Try] : [];
  });
  return { latest: [...latest.values()], earlier };
};
