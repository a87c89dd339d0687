import type {
  ApplyPorts,
  Creation,
  NewConflict,
  StrapiTransaction,
} from '../../server/src/sync/apply/apply-ports';
import type { PlanInput } from '../../server/src/sync/plan/plan-input';
import type { Policy } from '../../server/src/sync/plan/policy';
import type {
  DocumentState,
  ExternalState,
  LinkState,
  Values,
} from '../../server/src/sync/plan/record-state';
import { isSameValue } from '../../server/src/sync/plan/same-value';

/** The process was ended at this place. */
export class Killed extends Error {}

interface Stored {
  values: Values;
  changedAt: number;
}

export interface SyncWorldOptions {
  policy: Policy;
  matchField?: string | null;
  pageSize?: number;
  /** Whether the service knows idempotency keys. */
  isIdempotent?: boolean;
  /** What the service, and what Strapi, makes of a value that it stores. */
  storedThere?: (value: unknown) => unknown;
  storedHere?: (value: unknown) => unknown;
  /** Called before and after everything that is asked or written; throws `Killed` where the process is to end. */
  atEveryStep?: () => void;
  /** Whether a record is refused by whom it is to be written to. */
  isRefused?: () => boolean;
}

const asItIs = (value: unknown) => value;

/**
 * A service, a Strapi, and what is stored of their links, in memory: everything of a sync but the network and the
 * database. Each write is there or not, as in a database; what the service has taken it keeps, whatever becomes of the run.
 */
export function createSyncWorld({
  policy,
  matchField = null,
  pageSize = 3,
  isIdempotent = true,
  storedThere = asItIs,
  storedHere = asItIs,
  atEveryStep = () => {},
  isRefused = () => false,
}: SyncWorldOptions) {
  const service = new Map<string, Stored>();
  const documents = new Map<string, Stored>();
  const links = new Map<number, LinkState>();
  const creations = new Map<string, Creation>();
  const conflicts = new Map<string, NewConflict & { isClosed: boolean }>();
  const takenKeys = new Map<string, unknown>();
  let lastId = 0;
  let clock = 0;
  let writes = 0;
  let isInTransaction = false;

  const nextId = (): number => (lastId += 1);
  const tick = (): number => (clock += 1);

  async function step<T>(work: () => T): Promise<T> {
    await Promise.resolve();
    atEveryStep();
    const result = work();
    // What was done is done, also where nobody hears of it.
    atEveryStep();
    return result;
  }

  const toExternal = (id: string, { values, changedAt }: Stored): ExternalState => ({
    id,
    changedAt,
    values: { ...values },
    problems: [],
  });
  const toDocument = (documentId: string, { values, changedAt }: Stored): DocumentState => ({
    documentId,
    version: String(changedAt),
    changedAt,
    values: { ...values },
  });
  const stored = (values: Values, how: (value: unknown) => unknown): Values =>
    Object.fromEntries(Object.entries(values).map(([field, value]) => [field, how(value)]));

  function putThere(id: string, values: Values): ExternalState {
    const known = service.get(id)?.values ?? {};
    const record = { values: { ...known, ...stored(values, storedThere) }, changedAt: tick() };
    service.set(id, record);
    return toExternal(id, record);
  }

  function putHere(documentId: string, values: Values): DocumentState {
    const known = documents.get(documentId)?.values ?? {};
    const entry = { values: { ...known, ...stored(values, storedHere) }, changedAt: tick() };
    documents.set(documentId, entry);
    return toDocument(documentId, entry);
  }

  /** One effect a key, as services that know such keys have it. */
  async function once<T>(key: string, work: () => T): Promise<T> {
    return step(() => {
      if (isIdempotent && takenKeys.has(key)) return takenKeys.get(key) as T;
      if (isRefused()) throw new Error('The service does not accept the record.');
      const result = work();
      // What was not done may be asked for again.
      if (result !== null) {
        writes += 1;
        takenKeys.set(key, result);
      }
      return result;
    });
  }

  const isLinked = (documentId: string) =>
    [...links.values()].some((link) => link.documentId === documentId);
  const documentsOf = (ids: string[]): DocumentState[] =>
    ids.flatMap((id) => {
      const entry = documents.get(id);
      return entry ? [toDocument(id, entry)] : [];
    });

  /** Pages as services cut them: by their place in a list that changes while it is read. */
  async function* pages() {
    for (let offset = 0; ; offset += pageSize) {
      const { records, isLast } = await step(() => {
        const all = [...service.entries()];
        const page = all.slice(offset, offset + pageSize);
        return {
          records: page.map(([id, record]) => toExternal(id, record)),
          isLast: offset + pageSize >= all.length,
        };
      });
      yield { records, position: isLast ? null : String(offset + pageSize) };
      if (isLast) return;
    }
  }

  async function* unlinkedPages() {
    const ids = await step(() => [...documents.keys()].filter((id) => !isLinked(id)));
    for (let n = 0; n < ids.length; n += pageSize) yield documentsOf(ids.slice(n, n + pageSize));
  }

  async function* allPages() {
    const ids = await step(() => [...documents.keys()]);
    for (let n = 0; n < ids.length; n += pageSize) yield documentsOf(ids.slice(n, n + pageSize));
  }

  const input: PlanInput = {
    listing: { pages: { [Symbol.asyncIterator]: pages }, extent: () => 'complete' },
    verifyGone: (some) => step(() => some.filter(({ externalId }) => !service.has(externalId))),
    policy,
    matchField,
    isHolding: false,
    isPreview: false,
    unmet: new Set(),
    answers: null,
    links: {
      findByExternalIds: (ids) =>
        step(() => [...links.values()].filter(({ externalId }) => ids.includes(externalId))),
      findByDocumentIds: (ids) =>
        step(() => [...links.values()].filter(({ documentId }) => ids.includes(documentId))),
      pageAfter: (id) =>
        step(() => [...links.values()].filter((link) => link.id > id).slice(0, pageSize)),
      bounds: () =>
        step(() => {
          const ids = [...links.keys()];
          return ids.length > 0 ? { first: Math.min(...ids), last: Math.max(...ids) } : null;
        }),
    },
    documents: {
      findByIds: (ids) => step(() => documentsOf(ids)),
      findByMatch: (keys) =>
        step(() =>
          documentsOf([...documents.keys()])
            .filter(({ values }) => keys.includes(values[matchField ?? ''] as string))
            .map((document) => ({ document, isLinked: isLinked(document.documentId) })),
        ),
      unlinkedPages: () => ({ [Symbol.asyncIterator]: unlinkedPages }),
      changedPages: () => ({ [Symbol.asyncIterator]: allPages }),
    },
  };

  /** Undoes everything in Strapi where the work does not come to its end. Nobody else writes there meanwhile. */
  async function transaction(work: (trx: StrapiTransaction) => Promise<void>): Promise<void> {
    const maps = [documents, links, creations, conflicts] as Map<unknown, unknown>[];
    const before = maps.map((map) => new Map(map));
    const writesBefore = writes;
    isInTransaction = true;
    try {
      await work(trx);
      await step(() => {});
    } catch (error) {
      maps.forEach((map, index) => {
        map.clear();
        for (const [key, value] of before[index] ?? []) map.set(key, value);
      });
      writes = writesBefore;
      throw error;
    } finally {
      isInTransaction = false;
    }
  }

  const write = <T>(work: () => T): Promise<T> =>
    step(() => {
      writes += 1;
      return work();
    });
  const isAsPlanned = ({ documentId, version }: DocumentState) =>
    String(documents.get(documentId)?.changedAt) === version;

  const trx: StrapiTransaction = {
    createDocument: (values) =>
      write(() => {
        if (isRefused()) throw new Error('Strapi does not accept the entry.');
        return putHere(`d${nextId()}`, values);
      }),
    updateDocument: (document, values) =>
      write(() => {
        if (!isAsPlanned(document)) return null;
        if (isRefused()) throw new Error('Strapi does not accept the entry.');
        return putHere(document.documentId, values);
      }),
    removeDocument: (document, how) =>
      write(() => {
        if (!isAsPlanned(document)) return false;
        if (how === 'delete') documents.delete(document.documentId);
        return true;
      }),
    insertLink: (link) =>
      write(() => {
        const id = nextId();
        links.set(id, { id, ...link });
      }),
    insertLinks: async (all) => {
      for (const link of all) await trx.insertLink(link);
    },
    updateLink: (id, changes) =>
      write(() => {
        const known = links.get(id);
        if (known) links.set(id, { ...known, ...changes });
      }),
    deleteLink: (id) => write(() => void links.delete(id)),
    beginCreation: (creation) => write(() => void creations.set(creation.key, creation)),
    endCreation: (key) => write(() => void creations.delete(key)),
    recordConflict: (conflict) =>
      step(() => {
        if (conflicts.has(conflict.key)) return;
        writes += 1;
        conflicts.set(conflict.key, { ...conflict, isClosed: false });
      }),
    closeConflicts: ({ externalId, documentId }) =>
      step(() => {
        for (const [key, conflict] of conflicts) {
          const isOfPair = conflict.externalId === externalId && conflict.documentId === documentId;
          if (isOfPair) conflicts.set(key, { ...conflict, isClosed: true });
        }
      }),
    recordProgress: () => step(() => {}),
  };

  const ports: ApplyPorts = {
    service: {
      isIdempotent,
      create: (values, key) => once(key, () => putThere(`r${nextId()}`, values)),
      update: (id, { values, expected }, key) =>
        once(key, () => {
          const known = service.get(id);
          const isExpected =
            known &&
            Object.entries(expected).every(([field, value]) =>
              isSameValue(known.values[field], value),
            );
          return isExpected ? putThere(id, values) : null;
        }),
      delete: async (id, expected, key) =>
        (await once(key, () => {
          const known = service.get(id);
          const isExpected =
            !known ||
            Object.entries(expected).every(([field, value]) =>
              isSameValue(known.values[field], value),
            );
          if (!isExpected) return null;
          service.delete(id);
          return true;
        })) ?? false,
    },
    fetchFiles: () => Promise.resolve(),
    transaction,
    passCheckpoint: () => step(() => {}),
    forgetCreations: (keys) => step(() => keys.forEach((key) => creations.delete(key))),
    keyOf: (parts) => JSON.stringify(parts),
    faultOf: (error) => (error instanceof Killed ? null : String(error)),
  };

  return {
    service,
    documents,
    links,
    creations,
    conflicts,
    input,
    ports,
    nextId,
    tick,
    putThere,
    putHere,
    get writes() {
      return writes;
    },
    /** Whether Strapi is being written to, so that others wait. */
    get isInTransaction() {
      return isInTransaction;
    },
  };
}

export type SyncWorld = ReturnType<typeof createSyncWorld>;
