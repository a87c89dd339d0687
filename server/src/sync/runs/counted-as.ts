import type { ChangeResult } from '../apply/change-result';

/** What a run has come to; of a preview, what it would come to. */
export interface RunCounts {
  created: number;
  updated: number;
  deleted: number;
  /** Conflicts that wait for a person. */
  conflicts: number;
  /** Deletions that wait for a person. */
  held: number;
  /** Set aside, with the reason. */
  failed: number;
  /** Changed by somebody meanwhile; the next run looks at them again. */
  outdated: number;
}

export const COUNTS = [
  'created',
  'updated',
  'deleted',
  'conflicts',
  'held',
  'failed',
  'outdated',
] as const satisfies readonly (keyof RunCounts)[];

/** As what a change is counted; null for what only concerns the book-keeping. Each counts once. */
export function countedAs({ change, outcome }: ChangeResult): keyof RunCounts | null {
  if (outcome === 'held' || outcome === 'failed' || outcome === 'outdated') return outcome;
  switch (change.kind) {
    case 'create-document':
    case 'create-external':
      return 'created';
    case 'delete-document':
    case 'delete-external':
      return 'deleted';
    case 'ask-about-deletion':
      return 'conflicts';
    case 'meet':
    case 'update': {
      const { openConflict, merge } = change;
      if (openConflict !== null) return 'conflicts';
      return merge.toExternal.length + merge.toDocument.length > 0 ? 'updated' : null;
    }
    case 'leave':
    case 'unlink':
    case 'quarantine':
      return null;
  }
}

export function noCounts(): RunCounts {
  return Object.fromEntries(COUNTS.map((name) => [name, 0])) as unknown as RunCounts;
}

export function countsOf(results: readonly ChangeResult[]): RunCounts {
  const counts = noCounts();
  for (const result of results) {
    const name = countedAs(result);
    if (name !== null) counts[name] += 1;
  }
  return counts;
}
