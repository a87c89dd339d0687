import type { Change } from '../plan/change';
import type { FieldConflict } from '../plan/merge-fields';
import type { LinkState, Side, Values } from '../plan/record-state';
import type { ApplyPorts, NewConflict, Pair } from './apply-ports';

/** The conflicts that a change decides, or asks about: kept before anything is written that cannot be taken back. */
export function conflictsOf(change: Change, keyOf: ApplyPorts['keyOf']): NewConflict[] {
  switch (change.kind) {
    case 'meet':
    case 'update': {
      const { document, merge } = change;
      const externalId = change.kind === 'meet' ? change.external.id : change.link.externalId;
      const pair = { externalId, documentId: document.documentId };
      return recordOf(pair, merge.conflicts, null, keyOf);
    }
    case 'ask-about-deletion': {
      const { link, gone, survivor } = change;
      return recordOf(link, againstDeletion(link, gone, survivor, null), gone, keyOf);
    }
    case 'delete-document':
    case 'delete-external': {
      const { link, lost, isHeld } = change;
      if (lost === null || isHeld) return [];
      const gone = change.kind === 'delete-document' ? 'external' : 'document';
      return recordOf(link, againstDeletion(link, gone, lost, gone), gone, keyOf);
    }
    default:
      return [];
  }
}

function recordOf(
  { externalId, documentId }: Pair,
  fields: FieldConflict[],
  gone: Side | null,
  keyOf: ApplyPorts['keyOf'],
): NewConflict[] {
  if (fields.length === 0) return [];
  const key = keyOf(['conflict', externalId, documentId, fields, gone]);
  return [{ key, externalId, documentId, fields, gone }];
}

/** What was changed on one side goes with the deletion of the other, and is kept for whoever wants it back. */
function againstDeletion(
  { base }: LinkState,
  gone: Side,
  survivor: Values,
  winner: Side | null,
): FieldConflict[] {
  return Object.entries(survivor).map(([field, value]) => ({
    field,
    base: base.external[field] ?? null,
    external: gone === 'external' ? null : value,
    document: gone === 'document' ? null : value,
    winner,
  }));
}
