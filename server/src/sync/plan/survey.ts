import { type Checkpoint, noneSkipped, type RunPhase, type SkipReason } from './change';
import type { LinkSource } from './plan-input';
import type { LinkState, Values } from './record-state';
import { createSeenSet } from './seen-set';

/** What a plan remembers while it is made. */
export async function createSurvey(links: Pick<LinkSource, 'bounds'>, isPreview: boolean) {
  const bounds = await links.bounds();
  const first = bounds?.first ?? 0;
  let skipped = noneSkipped();
  let examined = 0;
  /** Ids of entries that were matched since the last checkpoint; in a preview, since the beginning. */
  const matched = new Set<string>();

  return {
    /** Links whose record was listed, or is known to be as it was. */
    accounted: createSeenSet(first),
    /** Links whose record is there, and whose entry was deleted and the deletion is to be carried over. */
    withoutEntry: createSeenSet(first),
    /** Of these, what was changed at the service meanwhile, by the id of the link. */
    editsOf: new Map<number, Values>(),
    matched,
    /** Ids of entries that belong to records which cannot be used, so that they are not taken for new. */
    withheld: new Set<string>(),
    /** Ids of records without a link, in a preview. */
    planned: new Set<string>(),

    /** Whether a link was there when the plan was begun; those that come of it are not judged by it. */
    isOld: ({ id }: LinkState): boolean => bounds !== null && id <= bounds.last,

    examine(count: number): void {
      examined += count;
    },

    /** Counts what needs nothing. */
    skip(reason: SkipReason, count = 1): null {
      skipped[reason] += count;
      return null;
    },

    checkpoint(phase: RunPhase, position?: string | null): Checkpoint {
      const step: Checkpoint = { kind: 'checkpoint', phase, position, examined, skipped };
      examined = 0;
      skipped = noneSkipped();
      // What was matched has a link by the time that anybody asks again.
      if (!isPreview) matched.clear();
      return step;
    },
  };
}

export type Survey = Awaited<ReturnType<typeof createSurvey>>;
