/** The mapped fields of a record, by the names and in the types of the content type. */
export type Values = Readonly<Record<string, unknown>>;

/** Where a record stands: at the service or in Strapi. */
export type Side = 'external' | 'document';

/** Why a value cannot be taken over, for an editor. */
export interface FieldProblem {
  field: string | null;
  message: string;
}

/** What a record or an entry names that the other side does not have yet. */
export interface Awaited {
  /** The side that names it. */
  side: Side;
  field: string;
  /** Why it is left open, for an editor. */
  message: string;
}

/** A record of the service, read through the mapping. */
export interface ExternalState {
  id: string;
  /** When it was last changed, in milliseconds since 1970; null where the service does not say. */
  changedAt: number | null;
  /** A field that is not among them is to be left as it is. */
  values: Values;
  /** With any, nothing of the record is used. */
  problems: readonly FieldProblem[];
  /** What it names and Strapi does not have yet. `values` are without it, so that it is news once it is there. */
  awaited?: readonly Awaited[];
}

/** An entry of Strapi. */
export interface DocumentState {
  documentId: string;
  /** Another one after every change, whoever made it. */
  version: string;
  /** Milliseconds since 1970. */
  changedAt: number;
  values: Values;
  /** What it is related to and the service cannot be told of yet. `values` are without it. */
  awaited?: readonly Awaited[];
}

/**
 * What each side had when both were last brought together. Not one for both: services and columns round, cut and spell in
 * their own ways, and what they made of a value is no change by anybody.
 */
export type Base = Readonly<Record<Side, Values>>;

/** A link that is still to be written down. */
export type NewLink = Omit<LinkState, 'id'>;

/** What is known of a record and its entry. */
export interface LinkState {
  id: number;
  externalId: string;
  documentId: string;
  base: Base;
  /** The twin that was deleted and whose deletion was left at that. */
  gone: Side | null;
  /** A digest of the question that waits for a person; null if none does. */
  openConflict: string | null;
  /** What one of them lacked when they were last brought together. */
  awaited?: readonly Awaited[];
}
