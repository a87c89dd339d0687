import type { Change, CreateDocument, DeleteExternal } from './change';
import { fateOf, isEdited, newsOf } from './edits';
import { askAboutDeletion } from './plan-update';
import type { Policy } from './policy';
import type { DocumentState, ExternalState, LinkState, Values } from './record-state';

/** What becomes of a side whose twin was deleted. */
export type Fate = ReturnType<typeof fateOf>;

interface Circumstances {
  policy: Policy;
  /** Whether deletions wait for a person. */
  isHeld: boolean;
  /** What a person has said; by default it follows from the policy. */
  fate?: 'kept' | 'deleted';
}

/**
 * What is to be done about an entry whose record is gone; null where a question waits already.
 *
 * @param document undefined where the entry is gone as well
 */
export function planOrphan(
  link: LinkState,
  document: DocumentState | undefined,
  { policy, isHeld, fate: said }: Circumstances,
): Change | null {
  if (!document) return { kind: 'unlink', link };
  const { values } = document;
  const hasEdits = isEdited(values, link.base.document, policy);
  const fate = said ?? fateOfOrphan(hasEdits, policy);
  if (fate === 'ignored') return { kind: 'leave', link, gone: 'external' };
  if (fate === 'asked') return askAboutDeletion(link, 'external', values);
  if (fate === 'kept') {
    if (policy.direction === 'import') return { kind: 'leave', link, gone: 'external' };
    const made = newsOf('document', values, policy);
    return { kind: 'create-external', document, values: made, link };
  }
  const how = policy.deletes.document === 'unpublish' ? 'unpublish' : 'delete';
  return { kind: 'delete-document', document, how, link, isHeld, lost: hasEdits ? values : null };
}

function fateOfOrphan(hasEdits: boolean, policy: Policy): Fate | 'ignored' {
  if (policy.deletes.document === 'ignore') return 'ignored';
  return hasEdits ? fateOf('document', policy) : 'deleted';
}

/**
 * The deletion of a record whose entry was deleted.
 *
 * @param edits what the record holds, where it was changed meanwhile
 */
export function deletionAtService(
  link: LinkState,
  edits: Values | null,
  { policy, isHeld }: Circumstances,
): DeleteExternal {
  const expected = newsOf('external', edits ?? link.base.external, policy);
  return { kind: 'delete-external', link, isHeld, expected, lost: edits };
}

/** An entry for a record whose entry was deleted. */
export function entryAgain(link: LinkState, record: ExternalState, policy: Policy): CreateDocument {
  const made = newsOf('external', record.values, policy);
  return { kind: 'create-document', external: record, values: made, link };
}
