import { type Change, noneSkipped, type PlanStep } from './change';
import { hasNews } from './edits';
import { deletionAtService, entryAgain, planOrphan } from './plan-deletion';
import type { PlanInput } from './plan-input';
import { effectivePolicy } from './policy';
import type { ExternalState, LinkState, Side, Values } from './record-state';
import { isSameValue } from './same-value';

/** A deletion that waits for a person: what is gone on one side. */
export interface HeldDeletion {
  externalId: string;
  gone: Side;
}

/** As far as decisions about single pairs need it. */
type Input = Pick<PlanInput, 'links' | 'documents' | 'policy' | 'verifyGone'> & {
  /** Null if there is no such record. */
  findRecord: (externalId: string) => Promise<ExternalState | null>;
};

/**
 * Plans once more what waits for a person, as it is now. Of this, what he has seen and approved is done: the same by its
 * digest.
 */
export async function* planApproved(
  pages: AsyncIterable<HeldDeletion[]>,
  given: Input,
): AsyncGenerator<PlanStep> {
  const policy = effectivePolicy(given.policy);
  const circumstances = { policy, isHeld: false };
  const { links, documents, verifyGone, findRecord } = given;
  for await (const page of pages) {
    const pairs = await livePairs(page, links);
    const goneThere = pairs.filter(({ gone }) => gone === 'external').map(({ link }) => link);
    const orphans = new Set(goneThere.length > 0 ? await verifyGone(goneThere) : []);
    const found = await documents.findByIds(pairs.map(({ link }) => link.documentId));
    const entries = new Map(found.map((document) => [document.documentId, document]));
    for (const { link, gone } of pairs) {
      const document = entries.get(link.documentId);
      if (gone === 'external' && orphans.has(link)) {
        const change = planOrphan(link, document, circumstances);
        if (change) yield change;
      }
      if (gone === 'document' && !document && policy.deletes.external === 'delete') {
        const record = await findRecord(link.externalId);
        const isChanged = record && hasNews('external', record.values, link.base.external, policy);
        yield deletionAtService(link, isChanged ? record.values : null, circumstances);
      }
    }
    yield checkpointAfter(page.length);
  }
}

/** Keeps what a person does not want deleted: the pair is left as it is, and not asked about again. */
export async function* planRejected(
  pages: AsyncIterable<HeldDeletion[]>,
  { links }: Pick<Input, 'links'>,
): AsyncGenerator<PlanStep> {
  for await (const page of pages) {
    for (const { link, gone } of await livePairs(page, links)) yield { kind: 'leave', link, gone };
    yield checkpointAfter(page.length);
  }
}

/** What a person has said about a side whose twin was deleted. */
export interface SurvivorAnswer {
  fate: 'kept' | 'deleted';
  gone: Side;
  /** What he was shown of what is left. */
  shown: Values;
}

/**
 * Does what a person has said about a side whose twin was deleted.
 *
 * @returns null where it is no longer what he was asked about: the other side is gone, or what is left was changed
 */
export async function planSurvivor(
  link: LinkState,
  { fate, gone, shown }: SurvivorAnswer,
  { documents, policy: given, findRecord }: Pick<Input, 'documents' | 'policy' | 'findRecord'>,
): Promise<Change | null> {
  const policy = effectivePolicy(given);
  const record = await findRecord(link.externalId);
  const [document] = await documents.findByIds([link.documentId]);
  const [lost, left] = gone === 'external' ? [record, document] : [document, record];
  if (lost || !left || !holds(left.values, shown)) return null;
  if (document) {
    if (fate === 'deleted' && policy.deletes.document === 'ignore') return null;
    return planOrphan(link, document, { policy, isHeld: false, fate });
  }
  if (!record) return null;
  if (fate === 'kept') return entryAgain(link, record, policy);
  if (policy.deletes.external === 'ignore') return null;
  return deletionAtService(link, record.values, { policy, isHeld: false });
}

const holds = (values: Values, shown: Values): boolean =>
  Object.entries(shown).every(([field, value]) => isSameValue(values[field], value));

interface HeldPair {
  link: LinkState;
  gone: Side;
}

async function livePairs(
  page: readonly HeldDeletion[],
  links: Input['links'],
): Promise<HeldPair[]> {
  const known = await links.findByExternalIds(page.map(({ externalId }) => externalId));
  const linkOf = new Map(known.map((link) => [link.externalId, link]));
  return page.flatMap(({ externalId, gone }) => {
    const link = linkOf.get(externalId);
    return link?.gone === null ? [{ link, gone }] : [];
  });
}

function checkpointAfter(examined: number): PlanStep {
  const skipped = noneSkipped();
  return { kind: 'checkpoint', phase: 'deletions', position: undefined, examined, skipped };
}
