import type { DocumentSource, ExternalPage, LinkSource } from '../plan/plan-input';
import { matchKeyOf } from '../plan/plan-input';
import type { ExternalState } from '../plan/record-state';
import type { RunTargets } from './run-record';

interface Dependencies {
  links: Pick<LinkSource, 'findByDocumentIds'>;
  documents: Pick<DocumentSource, 'findByIds'>;
  matchField: string | null;
  findRecord: (externalId: string) => Promise<ExternalState | null>;
  /** Everything that the service has, page by page. */
  listed: () => AsyncIterable<ExternalPage>;
}

/**
 * The records that a run about single records and entries looks at: those that are named, those of the entries that are
 * named, and those that an entry without one would be matched with, so that none is made a second time.
 */
export async function* namedPages(
  { externalIds, documentIds }: RunTargets,
  { links, documents, matchField, findRecord, listed }: Dependencies,
): AsyncGenerator<ExternalPage> {
  const known = documentIds.length > 0 ? await links.findByDocumentIds(documentIds) : [];
  for (const id of new Set([...externalIds, ...known.map(({ externalId }) => externalId)])) {
    const record = await findRecord(id);
    if (record) yield { records: [record], position: null };
  }
  const linked = new Set(known.map(({ documentId }) => documentId));
  const keys = await keysOf(documentIds.filter((id) => !linked.has(id)));
  if (keys.size === 0) return;
  for await (const page of listed()) {
    const records = page.records.filter((record) => keys.has(matchKeyOf(record, matchField)));
    if (records.length > 0) yield { records, position: null };
  }

  async function keysOf(ids: string[]): Promise<ReadonlySet<unknown>> {
    if (matchField === null || ids.length === 0) return new Set();
    const keys = (await documents.findByIds(ids)).map((entry) => matchKeyOf(entry, matchField));
    return new Set(keys.filter((key) => key !== null));
  }
}
