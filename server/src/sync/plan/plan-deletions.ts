import type { Change, Hold, PlanStep } from './change';
import { fateOf, isEdited, newsOf } from './edits';
import type { PlanInput } from './plan-input';
import { askAboutDeletion } from './plan-update';
import type { DocumentState, LinkState } from './record-state';
import type { Survey } from './survey';

/**
 * What follows from all that one side has no longer. Where that is too much, the deletions wait for a person, and nothing
 * else is concluded from it: the listing may have been wrong.
 */
export async function* planDeletions(
  { documents, links, policy, verifyGone, isHolding }: PlanInput,
  survey: Survey,
): AsyncGenerator<PlanStep> {
  const { accounted, withoutEntry, editsOf } = survey;
  let pairs = 0;
  let missing = 0;
  for await (const page of livePages()) {
    pairs += page.length;
    missing += page.filter(isBereft).length;
  }
  if (missing === 0) return;
  const hold = holdOf();
  if (hold) yield hold;

  for await (const page of livePages()) {
    const bereft = page.filter(isBereft);
    for (const link of bereft.filter(({ id }) => withoutEntry.has(id))) {
      yield deletionAtService(link);
    }
    const unlisted = bereft.filter(({ id }) => !withoutEntry.has(id));
    // What waits for a person is looked at again when he has decided.
    const gone = hold || unlisted.length === 0 ? unlisted : await verifyGone(unlisted);
    survey.skip('unchanged', unlisted.length - gone.length);
    const found = gone.length > 0 ? await documents.findByIds(idsOf(gone)) : [];
    const entries = new Map(found.map((document) => [document.documentId, document]));
    for (const link of gone) {
      const change = planUnlisted(link, entries.get(link.documentId));
      if (change && !(hold && change.kind !== 'delete-document')) yield change;
      else survey.skip('left-alone');
    }
    if (bereft.length > 0) yield survey.checkpoint();
  }

  /** Pairs that were there when the plan was begun, and of which no side is known to be gone. */
  async function* livePages(): AsyncGenerator<LinkState[]> {
    let after = -1;
    for (;;) {
      const page = await links.pageAfter(after);
      const last = page.at(-1);
      if (!last) return;
      after = last.id;
      yield page.filter((link) => link.gone === null && survey.isOld(link));
    }
  }

  function isBereft({ id }: LinkState): boolean {
    return !accounted.has(id) || withoutEntry.has(id);
  }

  function holdOf(): Hold | null {
    const { count, percent } = policy.brake;
    const isBraked = missing > count || (missing / pairs) * 100 > percent;
    if (missing === pairs) return { kind: 'hold', reason: 'all-gone', missing, pairs };
    if (isBraked) return { kind: 'hold', reason: 'brake', missing, pairs };
    return isHolding ? { kind: 'hold', reason: 'undecided', missing, pairs } : null;
  }

  function deletionAtService(link: LinkState): Change {
    const edits = editsOf.get(link.id);
    const expected = newsOf('external', edits ?? link.base.external, policy);
    return {
      kind: 'delete-external',
      link,
      isHeld: hold !== null,
      expected,
      lost: edits ?? null,
    };
  }

  function planUnlisted(link: LinkState, document: DocumentState | undefined): Change | null {
    if (!document) return { kind: 'unlink', link };
    const how = policy.deletes.document;
    if (how === 'ignore') return { kind: 'leave', link, gone: 'external' };
    const { values } = document;
    const hasEdits = isEdited(values, link.base.document, policy);
    const fate = hasEdits ? fateOf('document', policy) : 'deleted';
    if (fate === 'asked') return askAboutDeletion(link, 'external', values);
    if (fate === 'kept' && policy.direction === 'import') {
      return { kind: 'leave', link, gone: 'external' };
    }
    if (fate === 'kept') {
      const made = newsOf('document', values, policy);
      return { kind: 'create-external', document, values: made, link };
    }
    const lost = hasEdits ? values : null;
    return { kind: 'delete-document', document, how, link, isHeld: hold !== null, lost };
  }
}

const idsOf = (links: LinkState[]) => links.map(({ documentId }) => documentId);
