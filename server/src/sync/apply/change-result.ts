import type { Change, Quarantine } from '../plan/change';

export type ChangeOutcome =
  | 'applied'
  /** It waits for a person. */
  | 'held'
  /** One side was changed meanwhile; the next run looks at it again. */
  | 'outdated'
  | 'failed'
  /** It was only said, and not done. */
  | 'planned';

export interface ChangeResult {
  change: Change;
  outcome: ChangeOutcome;
  error: string | null;
  externalId: string | null;
  documentId: string | null;
}

/** What became of a change, about whom as far as that is known before it is done. */
export function resultOf(
  change: Change,
  outcome: ChangeOutcome,
  error: string | null = null,
): ChangeResult {
  return { change, outcome, error, ...idsOf(change) };
}

/** About whom a change is, as far as that is known before it is done. */
export function idsOf(change: Change): { externalId: string | null; documentId: string | null } {
  const link = change.link;
  switch (change.kind) {
    case 'create-document':
      return { externalId: change.external.id, documentId: link?.documentId ?? null };
    case 'create-external':
      return { externalId: link?.externalId ?? null, documentId: change.document.documentId };
    case 'meet':
      return { externalId: change.external.id, documentId: change.document.documentId };
    case 'quarantine':
      return { externalId: change.externalId, documentId: link?.documentId ?? null };
    default:
      return { externalId: change.link.externalId, documentId: change.link.documentId };
  }
}

/** Why a record is set aside, for an editor. */
export const reasonOf = ({ problems }: Quarantine): string =>
  problems.map(({ message }) => message).join(' ');
