import type { Answers } from './answers';
import type { Policy } from './policy';
import type { DocumentState, ExternalState, LinkState, Values } from './record-state';

export interface ExternalPage {
  records: ExternalState[];
  /** Where the next page begins; null on the last one. */
  position: string | null;
}

/** A listing of the service. */
export interface Listing {
  pages: AsyncIterable<ExternalPage>;
  /**
   * What the pages have been, once they are over: `complete` everything that there is, so that what was not among them is
   * gone; `since` everything that was changed since the last run; `partial` what is left of a listing that was cut short;
   * `named` single records, from which nothing follows about others.
   */
  extent(): 'complete' | 'since' | 'partial' | 'named';
}

/** What is known of records and entries that belong together. */
export interface LinkSource {
  findByExternalIds(ids: string[]): Promise<LinkState[]>;
  findByDocumentIds(ids: string[]): Promise<LinkState[]>;
  /** In the order of their ids; none after the last. */
  pageAfter(id: number): Promise<LinkState[]>;
  /** The lowest and the highest id; null if there is no link. */
  bounds(): Promise<{ first: number; last: number } | null>;
}

export interface DocumentSource {
  findByIds(documentIds: string[]): Promise<DocumentState[]>;
  /** Entries that have one of these values in the field that records are matched by, and whether they have a link. */
  findByMatch(values: MatchKey[]): Promise<{ document: DocumentState; isLinked: boolean }[]>;
  /**
   * Entries without a link; of them, after a listing of what has changed since, those that were made since, and after one of
   * single records, those that are named as well.
   */
  unlinkedPages(extent: 'complete' | 'since' | 'named'): AsyncIterable<DocumentState[]>;
  /** Entries that were changed since the last run. */
  changedPages(): AsyncIterable<DocumentState[]>;
}

export interface PlanInput {
  listing: Listing;
  /** Of links whose record was not listed, those whose record is gone: a listing that shifts while it is read misses some. */
  verifyGone(links: LinkState[]): Promise<LinkState[]>;
  documents: DocumentSource;
  links: LinkSource;
  policy: Policy;
  /** The field by whose value a record and an entry that have never met are known to be the same; null for none. */
  matchField: string | null;
  /** Whether deletions of an earlier run still wait for a person: until he has decided, none are carried out. */
  isHolding: boolean;
  /** True where nothing is done between the steps, so that what was matched has no link yet. */
  isPreview: boolean;
  /**
   * Entries that were matched, and of which no link came: by id. They have a record, and are not to get another one. Whoever
   * takes the steps adds to it.
   */
  unmet: ReadonlySet<string>;
  /** What a person has said about fields of one pair; null where nobody was asked. */
  answers: Answers | null;
}

export type MatchKey = string | number;

/** Null where a record cannot be matched: it has nothing in the field. */
export function matchKeyOf({ values }: { values: Values }, field: string | null): MatchKey | null {
  const value = field === null ? null : values[field];
  const isKey = (typeof value === 'string' && value !== '') || typeof value === 'number';
  return isKey ? value : null;
}
