import type { Hold, PlanStep } from './change';
import { deletionAtService, planOrphan } from './plan-deletion';
import type { PlanInput } from './plan-input';
import type { LinkState } from './record-state';
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
  let bereaved = 0;
  let missing = 0;
  for await (const page of livePages()) {
    pairs += page.length;
    bereaved += page.filter(isBereft).length;
    missing += page.filter(isThreatened).length;
  }
  if (bereaved === 0) return;
  const hold = holdOf();
  if (hold) yield hold;
  const circumstances = { policy, isHeld: hold !== null };

  for await (const page of livePages()) {
    const bereft = page.filter(isBereft);
    for (const link of bereft.filter(({ id }) => withoutEntry.has(id))) {
      yield deletionAtService(link, editsOf.get(link.id) ?? null, circumstances);
    }
    const unlisted = bereft.filter(({ id }) => !withoutEntry.has(id));
    // What waits for a person is looked at again when he has decided.
    const gone = hold || unlisted.length === 0 ? unlisted : await verifyGone(unlisted);
    survey.skip('unchanged', unlisted.length - gone.length);
    const found = gone.length > 0 ? await documents.findByIds(idsOf(gone)) : [];
    const entries = new Map(found.map((document) => [document.documentId, document]));
    for (const link of gone) {
      const change = planOrphan(link, entries.get(link.documentId), circumstances);
      if (change && !(hold && change.kind !== 'delete-document')) yield change;
      else survey.skip('left-alone');
    }
    if (bereft.length > 0) yield survey.checkpoint('deletions');
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

  /** Whether what is left of the pair would be deleted. */
  function isThreatened({ id }: LinkState): boolean {
    return withoutEntry.has(id) || (!accounted.has(id) && policy.deletes.document !== 'ignore');
  }

  function holdOf(): Hold | null {
    const { count, percent } = policy.brake;
    if (missing === 0) return null;
    const isBraked = missing > count || (missing / pairs) * 100 > percent;
    if (missing === pairs) return { kind: 'hold', reason: 'all-gone', missing, pairs };
    if (isBraked) return { kind: 'hold', reason: 'brake', missing, pairs };
    return isHolding ? { kind: 'hold', reason: 'undecided', missing, pairs } : null;
  }
}

const idsOf = (links: LinkState[]) => links.map(({ documentId }) => documentId);
