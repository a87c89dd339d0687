import { createHash } from 'node:crypto';

import type { Change } from '../plan/change';
import { canonicalJson } from '../plan/same-value';
import type { Judgement } from './apply-plan';
import { idsOf, reasonOf, resultOf } from './change-result';

/** The same for a change that says the same, whenever it is planned. */
export function digestOfChange(change: Change): string {
  const { externalId, documentId } = idsOf(change);
  return createHash('sha256')
    .update(canonicalJson([change.kind, externalId, documentId, contentOf(change)]))
    .digest('hex');
}

function contentOf(change: Change): unknown {
  switch (change.kind) {
    case 'create-document':
    case 'create-external':
      return change.values;
    case 'meet':
    case 'update': {
      const { toExternal, toDocument, conflicts } = change.merge;
      return [toExternal, toDocument, conflicts];
    }
    case 'delete-document':
      return [change.how, change.lost];
    case 'delete-external':
      return [change.expected, change.lost];
    case 'ask-about-deletion':
      return change.openConflict;
    case 'leave':
      return change.gone;
    case 'unlink':
      return null;
    case 'quarantine':
      return change.problems;
  }
}

/** Of a preview nothing is done. */
export function onlySay(changes: readonly Change[]): Promise<Judgement> {
  const results = changes.map((change) => {
    if (change.kind === 'quarantine') return resultOf(change, 'failed', reasonOf(change));
    const isHeld = 'isHeld' in change && change.isHeld;
    return resultOf(change, isHeld ? 'held' : 'planned');
  });
  return Promise.resolve({ todo: [], results });
}

/**
 * Does what a person has seen, and nothing else.
 *
 * @param findKnown of some digests, those that are in the plan
 */
export function onlyPlanned(findKnown: (digests: string[]) => Promise<ReadonlySet<string>>) {
  return async (changes: readonly Change[]): Promise<Judgement> => {
    const digests = changes.map(digestOfChange);
    const known = digests.length > 0 ? await findKnown(digests) : new Set();
    const isPlanned = (_change: Change, index: number) => known.has(digests[index] ?? '');
    return {
      todo: changes.filter(isPlanned),
      results: changes
        .filter((change, index) => !isPlanned(change, index))
        .map((change) => resultOf(change, 'outdated', NOT_PLANNED)),
    };
  };
}

const NOT_PLANNED = 'This was not in the plan: it has changed since.';
