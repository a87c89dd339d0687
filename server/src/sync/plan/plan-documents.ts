import type { PlanStep } from './change';
import { newsOf } from './edits';
import type { PlanInput } from './plan-input';
import { planUpdate } from './plan-update';
import type { Survey } from './survey';

/** Entries that were changed since the last run, where not every record was listed: the others are as they were. */
export async function* planChangedDocuments(
  { documents, links, policy }: PlanInput,
  survey: Survey,
): AsyncGenerator<PlanStep> {
  for await (const page of documents.changedPages()) {
    const known = await links.findByDocumentIds(page.map(({ documentId }) => documentId));
    const linkOf = new Map(known.map((link) => [link.documentId, link]));
    for (const document of page) {
      const link = linkOf.get(document.documentId);
      if (!link || link.gone !== null || !survey.isOld(link) || !survey.accounted.add(link.id)) {
        continue;
      }
      survey.examine(1);
      const change = planUpdate(link, null, document, policy);
      if (change) yield change;
      else survey.skip('unchanged');
    }
    yield survey.checkpoint('entries');
  }
}

/** Entries that the service does not have. */
export async function* planUnlinkedDocuments(
  { documents, policy, unmet }: PlanInput,
  survey: Survey,
  extent: 'complete' | 'since' | 'named',
): AsyncGenerator<PlanStep> {
  for await (const page of documents.unlinkedPages(extent)) {
    for (const document of page) {
      const { documentId } = document;
      const isKnown = [survey.matched, survey.withheld, unmet].some((ids) => ids.has(documentId));
      if (isKnown) continue;
      survey.examine(1);
      const values = newsOf('document', document.values, policy);
      yield { kind: 'create-external', document, values, link: null };
    }
    yield survey.checkpoint('entries');
  }
}
