import type { Change, Side } from '../../api/sync-contracts';

/** A field as it was and as it is. */
export interface DiffRow {
  field: string;
  /** Where it was written; null where that goes without saying. */
  side: Side | null;
  before: unknown;
  after: unknown;
  /** Only the beginning of what is long is kept. */
  isCut?: boolean;
}

/** What a change has written, on which side. The side is told only where both were written. */
export const diffRows = ({
  toDocument,
  toExternal,
}: Pick<Change, 'toDocument' | 'toExternal'>): DiffRow[] => {
  const isBoth = toDocument.length > 0 && toExternal.length > 0;
  return [
    ...toDocument.map((change) => ({ ...change, side: 'document' as const })),
    ...toExternal.map((change) => ({ ...change, side: 'external' as const })),
  ].map(({ side, ...change }) => ({ ...change, side: isBoth ? side : null }));
};

/** Where a change has written: on one side, on both, or nowhere. */
export const writtenSides = ({
  toDocument,
  toExternal,
}: Pick<Change, 'toDocument' | 'toExternal'>): Side[] => [
  ...(toDocument.length > 0 ? (['document'] as const) : []),
  ...(toExternal.length > 0 ? (['external'] as const) : []),
];
