import type { RunCounts } from '../../../api/sync-contracts';

export type CountGroup = keyof RunCounts;

/** What a run counts, in the order in which it is told. */
export const COUNT_GROUPS: readonly CountGroup[] = [
  'created',
  'updated',
  'deleted',
  'conflicts',
  'held',
  'failed',
  'outdated',
];

/** These are told even where there are none. */
const ALWAYS: readonly CountGroup[] = ['created', 'updated', 'deleted'];

export const isCountGroup = (text: string | null): text is CountGroup =>
  COUNT_GROUPS.some((group) => group === text);

/** What there is to tell of a run: what was created, changed and deleted, and whatever else there was any of. */
export const toldCounts = (counts: RunCounts): { group: CountGroup; count: number }[] =>
  COUNT_GROUPS.map((group) => ({ group, count: counts[group] })).filter(
    ({ group, count }) => count > 0 || ALWAYS.includes(group),
  );

/** `+12 ~3 −0`: created, changed, deleted. */
export const shortCounts = (counts: RunCounts, format: (count: number) => string): string =>
  `+${format(counts.created)} ~${format(counts.updated)} −${format(counts.deleted)}`;

/** Whether a run has changed nothing, found nothing to ask about, and set nothing aside. */
export const isQuiet = (counts: RunCounts): boolean =>
  COUNT_GROUPS.every((group) => counts[group] === 0);
