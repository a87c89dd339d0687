import type { Change, CreateExternal, Meet, Update } from '../plan/change';
import type { FieldChange } from '../plan/merge-fields';
import type { ExternalState, Values } from '../plan/record-state';
import type { ApplyPorts, Creation, StrapiTransaction } from './apply-ports';
import { conflictsOf } from './conflict-records';

/** How far a change has come once the service has taken its part. */
export interface AtService {
  change: Change;
  /** The record as it is now; null where nothing was written at the service. */
  record: ExternalState | null;
  /** Of a record that was to be made. */
  creationKey: string | null;
  state: 'ready' | 'outdated' | 'failed';
  error: unknown;
}

export interface ServiceStep {
  done: AtService[];
  /** Keys of creations that were written down and have not been tried. */
  untried: string[];
  /** What kept the rest from being done, where it is no fault of a record; null if all was. */
  fault: { error: unknown } | null;
}

/**
 * Does what a batch has to do outside of Strapi: it fetches the files that entries get, and writes at the service. What that
 * decides against somebody is written down before, and so is what is to be made there; every write bears a key that is the
 * same for the same thing in any run. So one that was cut short is neither lost nor done twice.
 */
export async function workOutsideStrapi(
  changes: readonly Change[],
  ports: Pick<ApplyPorts, 'service' | 'fetchFiles' | 'transaction' | 'keyOf' | 'faultOf'>,
): Promise<ServiceStep> {
  const { service, fetchFiles, transaction, keyOf, faultOf } = ports;
  const creations = changes.map((change) =>
    change.kind === 'create-external' ? creationOf(change, keyOf) : null,
  );
  await announce();

  const done: AtService[] = [];
  for (const [index, change] of changes.entries()) {
    const creation = creations[index] ?? null;
    const at = { change, record: null, creationKey: creation?.key ?? null, error: null };
    try {
      await fetchFiles(writtenHere(change));
      const record = await write(change, creation);
      done.push(
        record === 'outdated' ? { ...at, state: 'outdated' } : { ...at, record, state: 'ready' },
      );
    } catch (error) {
      if (faultOf(error) === null) {
        const untried = creations.slice(index + 1).flatMap((one) => one?.key ?? []);
        return { done, untried, fault: { error } };
      }
      done.push({ ...at, state: 'failed', error });
    }
  }
  return { done, untried: [], fault: null };

  async function announce(): Promise<void> {
    const begun = creations.filter((creation) => creation !== null);
    const conflicts = changes.filter(writesThere).flatMap((change) => conflictsOf(change, keyOf));
    if (begun.length + conflicts.length === 0) return;
    await transaction(async (trx) => {
      for (const change of changes) {
        if (change.kind === 'create-external') await unlink(change, trx);
      }
      for (const creation of begun) await trx.beginCreation(creation);
      for (const conflict of conflicts) await trx.recordConflict(conflict);
    });
  }

  async function write(
    change: Change,
    creation: Creation | null,
  ): Promise<ExternalState | 'outdated' | null> {
    if (creation) return service.create(creation.values, creation.key);
    if (!writesThere(change)) return null;
    if (change.kind === 'delete-external') {
      const { link, expected } = change;
      const key = keyOf(['delete', link.id, link.externalId]);
      return (await service.delete(link.externalId, expected, key)) ? null : 'outdated';
    }
    const { document, merge } = change;
    const externalId = change.kind === 'meet' ? change.external.id : change.link.externalId;
    // With the version: the same change may be made, undone, and made again.
    const { documentId, version } = document;
    const { toExternal } = merge;
    const key = keyOf(['update', externalId, documentId, version, toExternal]);
    const fields = { values: after(toExternal), expected: before(toExternal) };
    return (await service.update(externalId, fields, key)) ?? 'outdated';
  }
}

type WritesThere = Meet | Update | Extract<Change, { kind: 'delete-external' }>;

function writesThere(change: Change): change is WritesThere {
  if (change.kind === 'delete-external') return !change.isHeld;
  return (change.kind === 'meet' || change.kind === 'update') && change.merge.toExternal.length > 0;
}

/** What is made again after its deletion, or after its entry was corrected, is another record. */
function creationOf(
  { document: { documentId, version, values: documentBase }, values, link }: CreateExternal,
  keyOf: ApplyPorts['keyOf'],
): Creation {
  const key = keyOf(['create', documentId, version, link?.externalId ?? null]);
  return { key, documentId, values, documentBase };
}

/** The entry is alone from now on: whoever finds the new record, after a crash, is not to take it for somebody else's. */
async function unlink({ link }: CreateExternal, trx: StrapiTransaction): Promise<void> {
  if (!link) return;
  await trx.deleteLink(link.id);
  await trx.closeConflicts(link);
}

/** What an entry gets. */
function writtenHere(change: Change): Values {
  if (change.kind === 'create-document') return change.values;
  return change.kind === 'meet' || change.kind === 'update' ? after(change.merge.toDocument) : {};
}

export const after = (changes: readonly FieldChange[]): Values =>
  Object.fromEntries(changes.map((change) => [change.field, change.after]));

const before = (changes: readonly FieldChange[]): Values =>
  Object.fromEntries(changes.map((change) => [change.field, change.before]));
