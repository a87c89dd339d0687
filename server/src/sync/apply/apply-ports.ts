import type { RunPhase } from '../plan/change';
import type { FieldConflict } from '../plan/merge-fields';
import type { DocumentState, ExternalState, LinkState, Side, Values } from '../plan/record-state';
import type { ChangeResult } from './change-result';

/** Writes at the service. */
export interface ServiceWriter {
  /** Whether a call that is repeated under the same key has one effect. */
  isIdempotent: boolean;
  create(values: Values, idempotencyKey: string): Promise<ExternalState>;
  /**
   * Changes these fields.
   *
   * @param expected what these fields held when the change was planned
   * @returns null if the record is gone, or holds something else in them now
   */
  update(
    id: string,
    change: { values: Values; expected: Values },
    idempotencyKey: string,
  ): Promise<ExternalState | null>;
  /** @returns whether it is gone now, since it was, or held what was expected */
  delete(id: string, expected: Values, idempotencyKey: string): Promise<boolean>;
}

/** Makes many entries at once. */
export interface BulkWriter {
  /** Whether an entry with these values can be among them. */
  takes(values: Values): boolean;
  /** Makes all or none. Returns them in the order of their values. */
  createDocuments(all: readonly Values[]): Promise<DocumentState[]>;
}

/** What is written in Strapi together, or not at all. */
export interface StrapiTransaction {
  createDocument(values: Values): Promise<DocumentState>;
  /** Absent where each entry is made by itself. */
  bulk?: BulkWriter | undefined;
  /** Null if the entry is gone, or is not what it was when the plan was made. */
  updateDocument(document: DocumentState, values: Values): Promise<DocumentState | null>;
  /** @returns false if the entry is not what it was when the plan was made */
  removeDocument(document: DocumentState, how: 'delete' | 'unpublish'): Promise<boolean>;
  insertLink(link: Omit<LinkState, 'id'>): Promise<void>;
  insertLinks(links: readonly Omit<LinkState, 'id'>[]): Promise<void>;
  updateLink(id: number, changes: Partial<Omit<LinkState, 'id'>>): Promise<void>;
  deleteLink(id: number): Promise<void>;
  beginCreation(creation: Creation): Promise<void>;
  /** It has come to its link, or will never. */
  endCreation(key: string): Promise<void>;
  /** Keeps a conflict, and what was decided; one that is known by its key is kept once. */
  recordConflict(conflict: NewConflict): Promise<void>;
  /** Questions about this pair that wait are answered by what has happened since. */
  closeConflicts(pair: Pair): Promise<void>;
  /** Writes how far the run is, with what it has come to. */
  recordProgress(progress: Progress): Promise<void>;
}

export interface Pair {
  externalId: string;
  documentId: string;
}

export interface NewConflict extends Pair {
  key: string;
  fields: FieldConflict[];
  /** The side that was deleted, where that is what it is about. */
  gone: Side | null;
}

/** A creation at the service, written down before it is tried, so that a crash makes no second record. */
export interface Creation {
  key: string;
  documentId: string;
  values: Values;
  /** What the entry had in all mapped fields. */
  documentBase: Values;
}

/** A checkpoint that a run has come to. */
export interface Reached {
  /** Undefined where that stays as it was. */
  phase: RunPhase | undefined;
  /** Records that were looked at since the one before. */
  examined: number;
  /** Where the listing goes on, null where it is over; undefined where that stays as it was. */
  position: string | null | undefined;
}

/** Between two checkpoints. */
export const NOT_REACHED: Reached = { phase: undefined, examined: 0, position: undefined };

/** How far a run is. */
export interface Progress extends Reached {
  results: readonly ChangeResult[];
}

export interface ApplyPorts {
  service: ServiceWriter;
  /** Has the files at hand that these values name, before they are written in Strapi. */
  fetchFiles(values: Values): Promise<void>;
  /** Everything that `work` writes is there, or nothing of it. */
  transaction(work: (trx: StrapiTransaction) => Promise<void>): Promise<void>;
  /** Nothing was to be done up to here. */
  passCheckpoint(reached: Reached): Promise<void>;
  /** Strikes out creations that were never tried, also once the run was called off: nobody is to make them later. */
  forgetCreations(keys: readonly string[]): Promise<void>;
  /** The same for the same thing in whichever run. */
  keyOf(parts: readonly unknown[]): string;
  /** What is wrong with a record, for an editor; null for a fault that is none of the record's and ends the run. */
  faultOf(error: unknown): string | null;
}
