import { answersAbout } from './answers';
import type { Change } from './change';
import { fateOf, hasNews, newsOf } from './edits';
import { type MatchKey, matchKeyOf, type PlanInput } from './plan-input';
import { entryAgain } from './plan-deletion';
import { askAboutDeletion, planMeeting, planUpdate } from './plan-update';
import type { DocumentState, ExternalState, LinkState } from './record-state';
import { isSameValue } from './same-value';
import type { Survey } from './survey';

/** An entry that a record may belong to. */
interface Candidate {
  document: DocumentState;
  isLinked: boolean;
  /** Others have the same value. */
  isAmbiguous: boolean;
}

/** Compares a page of records with the entries that they belong to. */
export function createRecordPlanner(input: PlanInput, survey: Survey) {
  const { documents, links, policy, matchField, isPreview, answers } = input;

  /** Where records only come in, an entry matters once its record has changed. */
  function needsDocument(link: LinkState, record: ExternalState): boolean {
    const { values, problems, awaited = [] } = record;
    if (problems.length > 0) return false;
    return (
      policy.direction !== 'import' ||
      link.gone !== null ||
      link.openConflict !== null ||
      answersAbout(link, answers) !== null ||
      !isSameValue(awaited, link.awaited ?? []) ||
      hasNews('external', values, link.base.external, policy)
    );
  }

  async function entriesOf(
    known: LinkState[],
    records: ReadonlyMap<string, ExternalState>,
  ): Promise<Map<string, DocumentState>> {
    const ids = known.flatMap((link) => {
      const record = records.get(link.externalId);
      return record && needsDocument(link, record) ? [link.documentId] : [];
    });
    const found = ids.length > 0 ? await documents.findByIds(ids) : [];
    return new Map(found.map((document) => [document.documentId, document]));
  }

  async function candidatesFor(records: ExternalState[]): Promise<Map<MatchKey, Candidate>> {
    const keys = records.flatMap((record) => matchKeyOf(record, matchField) ?? []);
    const found = keys.length > 0 ? await documents.findByMatch(keys) : [];
    const candidates = new Map<MatchKey, Candidate>();
    for (const { document, isLinked } of found) {
      const key = matchKeyOf(document, matchField);
      if (key === null) continue;
      const other = candidates.get(key);
      candidates.set(key, { document, isLinked, isAmbiguous: other !== undefined });
      if (other) survey.withheld.add(document.documentId).add(other.document.documentId);
    }
    return candidates;
  }

  function planUnknown(
    record: ExternalState,
    candidates: ReadonlyMap<MatchKey, Candidate>,
  ): Change | null {
    const { id: externalId, problems, values } = record;
    if (survey.planned.has(externalId)) return survey.skip('repeated');
    if (isPreview) survey.planned.add(externalId);
    const key = matchKeyOf(record, matchField);
    const candidate = key === null ? undefined : candidates.get(key);
    if (problems.length > 0) {
      if (candidate) survey.withheld.add(candidate.document.documentId);
      return { kind: 'quarantine', externalId, link: null, problems };
    }
    if (candidate) return planMatched(record, candidate, String(key));
    if (policy.direction === 'export') return survey.skip('other-direction');
    const made = newsOf('external', values, policy);
    return { kind: 'create-document', external: record, values: made, link: null };
  }

  function planMatched(
    record: ExternalState,
    { document, isLinked, isAmbiguous }: Candidate,
    key: string,
  ): Change {
    const isTaken = isLinked || survey.matched.has(document.documentId);
    if (isTaken || isAmbiguous) {
      const message = isAmbiguous
        ? `Several entries have "${key}" in "${matchField}", so it is not clear which one the record is.`
        : `The entry with "${key}" in "${matchField}" belongs to another record already.`;
      const problems = [{ field: matchField, message }];
      return { kind: 'quarantine', externalId: record.id, link: null, problems };
    }
    survey.matched.add(document.documentId);
    return planMeeting(record, document, policy);
  }

  function planKnown(
    link: LinkState,
    record: ExternalState,
    entries: ReadonlyMap<string, DocumentState>,
  ): Change | null {
    if (!survey.accounted.add(link.id)) return survey.skip('repeated');
    const { id: externalId, problems } = record;
    if (problems.length > 0) return { kind: 'quarantine', externalId, link, problems };
    if (!needsDocument(link, record)) return survey.skip('unchanged');
    const document = entries.get(link.documentId);
    if (!document) return planWithoutEntry(link, record);
    const said = answersAbout(link, answers);
    return planUpdate(link, record, document, policy, said) ?? survey.skip('unchanged');
  }

  /** The entry of a record that is still there was deleted. */
  function planWithoutEntry(link: LinkState, record: ExternalState): Change | null {
    if (link.gone === 'document') return survey.skip('left-alone');
    if (policy.deletes.external === 'ignore') return { kind: 'leave', link, gone: 'document' };
    const { values } = record;
    const isChanged = hasNews('external', values, link.base.external, policy);
    const fate = isChanged ? fateOf('external', policy) : 'deleted';
    if (fate === 'asked') {
      return askAboutDeletion(link, 'document', values) ?? survey.skip('left-alone');
    }
    if (fate === 'kept') return entryAgain(link, record, policy);
    // Deletions wait until it is known how many they are.
    survey.withoutEntry.add(link.id);
    if (isChanged) survey.editsOf.set(link.id, values);
    return null;
  }

  return async function* planRecords(records: ExternalState[]): AsyncGenerator<Change> {
    const byId = new Map(records.map((record) => [record.id, record]));
    survey.skip('repeated', records.length - byId.size);
    survey.examine(records.length);
    const known = await links.findByExternalIds([...byId.keys()]);
    const linkOf = new Map(known.map((link) => [link.externalId, link]));
    const entries = await entriesOf(known, byId);
    const candidates = await candidatesFor([...byId.values()].filter(({ id }) => !linkOf.has(id)));
    for (const record of byId.values()) {
      const link = linkOf.get(record.id);
      const change = link ? planKnown(link, record, entries) : planUnknown(record, candidates);
      if (change) yield change;
    }
  };
}
