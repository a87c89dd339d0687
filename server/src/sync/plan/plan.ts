import type { PlanStep } from './change';
import { planDeletions } from './plan-deletions';
import { planChangedDocuments, planUnlinkedDocuments } from './plan-documents';
import type { PlanInput } from './plan-input';
import { createRecordPlanner } from './plan-records';
import { effectivePolicy } from './policy';
import { createSurvey } from './survey';

/**
 * Compares what a service has with what Strapi has and says what is to be done, step by step: first the records page by
 * page, then entries that the service does not know, then what one side has no longer. Of a pair it remembers two bits; only
 * a preview, where nothing is written meanwhile, remembers the names of what is new.
 *
 * It asks, and changes nothing. Who takes the steps does them, up to each checkpoint, before he asks for the next.
 */
export async function* plan(given: PlanInput): AsyncGenerator<PlanStep, void, undefined> {
  const input = { ...given, policy: effectivePolicy(given.policy) };
  const { listing, links, policy, isPreview } = input;
  const survey = await createSurvey(links, isPreview);
  const planRecords = createRecordPlanner(input, survey);

  for await (const { records, position } of listing.pages) {
    yield* planRecords(records);
    yield survey.checkpoint('records', position);
  }
  const extent = listing.extent();
  if (extent === 'named') {
    if (policy.direction !== 'import') yield* planUnlinkedDocuments(input, survey, extent);
    return;
  }
  if (policy.direction !== 'import') {
    if (extent !== 'complete') yield* planChangedDocuments(input, survey);
    // After a part of a listing nobody knows which entries its beginning has matched.
    if (extent !== 'partial') yield* planUnlinkedDocuments(input, survey, extent);
  }
  if (extent === 'complete') yield* planDeletions(input, survey);
  yield survey.checkpoint(extent === 'complete' ? 'deletions' : 'entries');
}
