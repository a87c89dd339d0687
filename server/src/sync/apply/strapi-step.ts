import type {
  AskAboutDeletion,
  CreateDocument,
  CreateExternal,
  DeleteDocument,
  DeleteExternal,
  Meet,
  Update,
} from '../plan/change';
import type { FieldChange, Merge } from '../plan/merge-fields';
import type {
  Base,
  DocumentState,
  ExternalState,
  LinkState,
  NewLink,
  Values,
} from '../plan/record-state';
import { awaitedBy } from '../plan/plan-update';
import type { ApplyPorts, BulkWriter, Pair, StrapiTransaction } from './apply-ports';
import { conflictsOf } from './conflict-records';
import { after, type AtService } from './service-step';

interface Place {
  trx: StrapiTransaction;
  keyOf: ApplyPorts['keyOf'];
}

/**
 * Does in Strapi what a change has to do there, and writes down that the two sides now agree.
 *
 * @returns null if the entry is not what it was when the change was planned
 */
export async function writeInStrapi(at: AtService, place: Place): Promise<Pair | null> {
  const { change } = at;
  const { trx } = place;
  switch (change.kind) {
    case 'create-document':
      return createDocument(change, trx);
    case 'create-external':
      return linkNewRecord(change, at, trx);
    case 'meet':
      return meet(change, at, place);
    case 'update':
      return update(change, at, place);
    case 'delete-document':
      return deleteDocument(change, place);
    case 'delete-external':
      return deleteExternal(change, place);
    case 'ask-about-deletion':
      return ask(change, place);
    case 'leave':
      await trx.updateLink(change.link.id, { gone: change.gone, openConflict: null });
      await trx.closeConflicts(change.link);
      return change.link;
    case 'unlink':
      await trx.deleteLink(change.link.id);
      await trx.closeConflicts(change.link);
      return change.link;
    case 'quarantine':
      throw new TypeError('What is set aside is not written.');
  }
}

/**
 * Makes the entries of records that were never here before, all at once.
 *
 * @returns the pairs, in the order of the changes
 */
export async function createTogether(
  changes: readonly CreateDocument[],
  bulk: BulkWriter,
  trx: StrapiTransaction,
): Promise<Pair[]> {
  const documents = await bulk.createDocuments(changes.map(({ values }) => values));
  const links = changes.map(({ external }, index) =>
    linkOf(external, documents[index] as DocumentState),
  );
  await trx.insertLinks(links);
  return links;
}

async function createDocument(
  { external, values, link }: CreateDocument,
  trx: StrapiTransaction,
): Promise<Pair> {
  const document = await trx.createDocument(values);
  return keep(link, linkOf(external, document), trx);
}

async function linkNewRecord(
  { document }: CreateExternal,
  { record, creationKey }: AtService,
  trx: StrapiTransaction,
): Promise<Pair> {
  if (!record || creationKey === null) throw new TypeError('The service has made no record.');
  const pair = await keep(null, linkOf(record, document), trx);
  await trx.endCreation(creationKey);
  return pair;
}

async function meet(change: Meet, at: AtService, place: Place): Promise<Pair | null> {
  const { external, merge, openConflict } = change;
  const written = await write(change.document, merge.toDocument, place.trx);
  if (!written) return null;
  await recordConflicts(change, place);
  const base = baseAfter(merge, at.record, written);
  const link = { ...linkOf(external, written), base, openConflict };
  return keep(null, link, place.trx);
}

async function update(change: Update, at: AtService, place: Place): Promise<Pair | null> {
  const { link, merge, openConflict } = change;
  const written = await write(change.document, merge.toDocument, place.trx);
  if (!written) return null;
  if (link.openConflict !== null && link.openConflict !== openConflict) {
    await place.trx.closeConflicts(link);
  }
  await recordConflicts(change, place);
  const base = baseAfter(merge, at.record, written);
  const awaited = awaitedBy(change.external, written, link);
  await place.trx.updateLink(link.id, { base, gone: null, openConflict, awaited });
  return link;
}

async function deleteDocument(change: DeleteDocument, place: Place): Promise<Pair | null> {
  const { link, document, how } = change;
  const { trx } = place;
  if (!(await trx.removeDocument(document, how))) return null;
  await trx.closeConflicts(link);
  await recordConflicts(change, place);
  if (how === 'delete') await trx.deleteLink(link.id);
  else await trx.updateLink(link.id, { gone: 'external', openConflict: null });
  return link;
}

async function deleteExternal(change: DeleteExternal, place: Place): Promise<Pair> {
  const { link } = change;
  await place.trx.closeConflicts(link);
  await recordConflicts(change, place);
  await place.trx.deleteLink(link.id);
  return link;
}

async function ask(change: AskAboutDeletion, place: Place): Promise<Pair> {
  const { link, openConflict } = change;
  await place.trx.closeConflicts(link);
  await recordConflicts(change, place);
  await place.trx.updateLink(link.id, { openConflict });
  return link;
}

async function recordConflicts(
  change: Parameters<typeof conflictsOf>[0],
  { trx, keyOf }: Place,
): Promise<void> {
  for (const conflict of conflictsOf(change, keyOf)) await trx.recordConflict(conflict);
}

/** @returns null if the entry was changed since the plan was made */
function write(
  document: DocumentState,
  changes: readonly FieldChange[],
  trx: StrapiTransaction,
): Promise<DocumentState | null> {
  if (changes.length === 0) return Promise.resolve(document);
  return trx.updateDocument(document, after(changes));
}

/** The next base: of what was written, as each side has given it back. */
function baseAfter(
  { base, toExternal, toDocument }: Merge,
  record: ExternalState | null,
  document: DocumentState,
): Base {
  return {
    external: record ? withReturned(base.external, toExternal, record.values) : base.external,
    document: withReturned(base.document, toDocument, document.values),
  };
}

function withReturned(base: Values, written: readonly FieldChange[], returned: Values): Values {
  const fields = written.map(({ field }) => [field, returned[field] ?? null] as const);
  return { ...base, ...Object.fromEntries(fields) };
}

function linkOf(external: ExternalState, document: DocumentState): NewLink {
  return {
    externalId: external.id,
    documentId: document.documentId,
    base: { external: external.values, document: document.values },
    gone: null,
    openConflict: null,
    awaited: awaitedBy(external, document, null),
  };
}

async function keep(link: LinkState | null, next: NewLink, trx: StrapiTransaction): Promise<Pair> {
  if (link) {
    await trx.updateLink(link.id, next);
    await trx.closeConflicts(link);
  } else {
    await trx.insertLink(next);
  }
  return next;
}
