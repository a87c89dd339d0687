import { applyPlan, type Judgement } from '../apply/apply-plan';
import type { ChangeResult } from '../apply/change-result';
import { onlyPlanned, onlySay } from '../apply/judge';
import { resumeCreations } from '../apply/resume-creations';
import type { Answers } from '../plan/answers';
import { type Change, noneSkipped, type PlanStep } from '../plan/change';
import type { ListOptions } from '../../providers/resources/resource';
import { plan } from '../plan/plan';
import { planApproved, planRejected, planSurvivor, type SurvivorAnswer } from '../plan/plan-held';
import type { ExternalPage, Listing, PlanInput } from '../plan/plan-input';
import { untilTooManyFail } from './failure-stop';
import { namedPages } from './named-pages';
import { LOOK_BACK_MS } from './run-scope';
import type { RunOutcome } from './runs';
import { watchServiceClock } from './service-clock';
import { wasObeyed } from './was-obeyed';
import type { CarriedAnswer, RunRecord, RunTargets } from './run-record';
import { createRunParts, type RunEquipment, type RunSubject } from './run-parts';
import type { RunStore } from './run-store';

interface Order extends Omit<RunSubject, 'lastRunAt'> {
  /** The run before that has listed all, or all that was changed, if one has come to its end. */
  last: RunRecord | null;
  /** From when on changes are to be listed, on the clock of the service; null for everything. */
  since: number | null;
  /** Whether deletions of a run before wait for a person. */
  isHolding: boolean;
}

/** Plans and applies in one go: what is planned of a page is done before the next one is asked for. */
export async function performRun(equipment: RunEquipment, order: Order): Promise<RunOutcome> {
  const { runs, changes, conflicts, now } = equipment;
  const { job, run, client, resource, last, isHolding, signal } = order;
  // What was being committed when the last run looked for entries came after it.
  const lastRunAt = last && last.startedAt - LOOK_BACK_MS;
  const parts = createRunParts(equipment, { ...order, lastRunAt });
  const { ports, links, documents, policy, verifyGone, creations } = parts;
  const answer = run.targets?.answer;
  const unmet = new Set<string>();

  // What a preview remembers of the pages before is gone with the process that has read them.
  if (run.kind === 'preview' && run.epoch > 0) {
    await runs.restart(run);
    await changes.deleteOf(run.id);
  }
  const resumeAt = run.kind === 'preview' ? null : run.position;
  const since = run.kind === 'full' ? order.since : null;
  const timeAtService = watchServiceClock(client, now);
  let listing: Listing | null = null;
  let failed = 0;

  async function* listed(
    options: Pick<ListOptions, 'position' | 'since'> = {},
  ): AsyncGenerator<ExternalPage> {
    for await (const page of resource.list(client, { ...options, filter: job.filter, signal })) {
      yield { records: await parts.toStates(page.records), position: page.position };
    }
  }

  async function* changedPages(): AsyncGenerator<ExternalPage> {
    const pages = listed({
      ...(resumeAt !== null && { position: resumeAt }),
      ...(since !== null && { since }),
    });
    let isNoted = run.listedAt !== null;
    for await (const page of pages) {
      // Before anything of it is done: one that is gone on with began when it began.
      if (!isNoted) await runs.noteListing(run, { since, listedAt: timeAtService() });
      isNoted = true;
      yield page;
    }
  }

  /** Everything that the service has, or of it what was changed. */
  const whatThereIs = (): Listing => ({
    pages: pagesOf(changedPages),
    extent: () => (resumeAt !== null ? 'partial' : since !== null ? 'since' : 'complete'),
  });

  const named = (targets: RunTargets): Listing => ({
    pages: pagesOf(() => namedPages(targets, { ...parts, matchField: job.matchField, listed })),
    extent: () => 'named',
  });

  const planOf = (listing: Listing, changed: Partial<PlanInput> = {}) =>
    plan({
      listing,
      verifyGone,
      documents,
      links,
      policy,
      matchField: job.matchField,
      isHolding,
      isPreview: false,
      unmet,
      answers: null,
      ...changed,
    });

  function steps(): AsyncIterable<PlanStep> {
    const { kind, planId, targets } = run;
    if (kind === 'preview') return planOf(whatThereIs(), { isPreview: true });
    if (kind === 'approve' && planId !== null) {
      return planApproved(changes.heldDeletions(planId), parts);
    }
    if (kind === 'reject' && planId !== null) {
      return planRejected(changes.heldDeletions(planId), parts);
    }
    if (!targets) {
      listing = whatThereIs();
      return untilTooManyFail(planOf(listing), job.failureStop, () => failed);
    }
    if (answer && answer.survivor !== null) return survivorOf(targets, answer.survivor);
    return planOf(named(targets), { answers: answer ? answersIn(answer) : null });
  }

  async function* survivorOf(
    { externalIds: [externalId = ''] }: RunTargets,
    said: SurvivorAnswer,
  ): AsyncGenerator<PlanStep> {
    const [link] = await links.findByExternalIds([externalId]);
    const change = link && (await planSurvivor(link, said, parts));
    if (change) yield change;
    const skipped = noneSkipped();
    yield { kind: 'checkpoint', phase: 'deletions', position: null, examined: 1, skipped };
  }

  function judge(): ((changes: readonly Change[]) => Promise<Judgement>) | undefined {
    const { kind, planId } = run;
    if (kind === 'preview') return onlySay;
    if (planId === null || (kind !== 'apply' && kind !== 'approve')) return undefined;
    return onlyPlanned((digests) =>
      changes.findKnown(planId, digests, kind === 'approve' ? 'held' : undefined),
    );
  }

  if (run.kind !== 'preview') await resumeCreations(await creations.findAll(), ports);
  const results: ChangeResult[] = [];
  const tally = await applyPlan(steps(), ports, {
    batchSize: job.batchSize,
    judge: judge(),
    onProgress: ({ outcomes }, some) => {
      failed = outcomes.failed;
      if (answer) results.push(...some);
      for (const { change, outcome } of some) {
        if (change.kind === 'meet' && outcome !== 'applied') unmet.add(change.document.documentId);
      }
    },
    signal,
  });
  if (answer) {
    const [link] = await links.findByDocumentIds([answer.documentId]);
    const isObeyed = wasObeyed(answer, results, link ?? null);
    await conflicts.settle(answer.conflictId, isObeyed, answer.before);
  }
  await decide(runs, run);
  return { hold: tally.hold, extent: extentOf(listing) };
}

const extentOf = (listing: Listing | null) => listing?.extent() ?? null;

/** Writes down what a run has carried out for a person. */
async function decide(runs: RunStore, { kind, planId }: RunRecord): Promise<void> {
  if (planId === null) return;
  if (kind === 'approve') await runs.decide(planId, 'approved');
  if (kind === 'reject') await runs.decide(planId, 'rejected');
}

const answersIn = ({ documentId, fields }: CarriedAnswer): Answers => ({
  documentId,
  fields: new Map(Object.entries(fields)),
});

const pagesOf = (pages: () => AsyncGenerator<ExternalPage>): AsyncIterable<ExternalPage> => ({
  [Symbol.asyncIterator]: pages,
});
