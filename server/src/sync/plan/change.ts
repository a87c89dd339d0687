import type { Merge } from './merge-fields';
import type {
  DocumentState,
  ExternalState,
  FieldProblem,
  LinkState,
  Side,
  Values,
} from './record-state';

/** Why a record needs nothing. */
export type SkipReason = 'unchanged' | 'repeated' | 'left-alone' | 'other-direction';

export const noneSkipped = (): Record<SkipReason, number> => ({
  unchanged: 0,
  repeated: 0,
  'left-alone': 0,
  'other-direction': 0,
});

/** What a run is to do about a record, its entry, or both. */
export type Change =
  | CreateDocument
  | CreateExternal
  | Meet
  | Update
  | DeleteDocument
  | DeleteExternal
  | AskAboutDeletion
  | Leave
  | Unlink
  | Quarantine;

/** Strapi gets an entry for a record; with a link, in the place of one that was deleted. */
export interface CreateDocument {
  kind: 'create-document';
  external: ExternalState;
  values: Values;
  link: LinkState | null;
}

/** The service gets a record for an entry; with a link, in the place of one that was deleted. */
export interface CreateExternal {
  kind: 'create-external';
  document: DocumentState;
  values: Values;
  link: LinkState | null;
}

interface Merging {
  document: DocumentState;
  merge: Merge;
  /** A digest of the conflicts that wait for a person; null without any. */
  openConflict: string | null;
}

/** A record and an entry that belong together meet for the first time. */
export interface Meet extends Merging {
  kind: 'meet';
  external: ExternalState;
  link: null;
}

export interface Update extends Merging {
  kind: 'update';
  /** Null where the service was not asked, so that the record is as it was. */
  external: ExternalState | null;
  link: LinkState;
}

interface Deletion {
  link: LinkState;
  /** It waits for a person, with all others of the run. */
  isHeld: boolean;
  /** What goes with it that the other side never saw. */
  lost: Values | null;
}

export interface DeleteDocument extends Deletion {
  kind: 'delete-document';
  document: DocumentState;
  how: 'delete' | 'unpublish';
}

export interface DeleteExternal extends Deletion {
  kind: 'delete-external';
  /** What the record holds in the fields that flow from it. */
  expected: Values;
}

/** One side is gone and the other was changed meanwhile: a person is to choose. */
export interface AskAboutDeletion {
  kind: 'ask-about-deletion';
  link: LinkState;
  gone: Side;
  survivor: Values;
  openConflict: string;
}

/** One side is gone, and that is to have no consequence. */
export interface Leave {
  kind: 'leave';
  link: LinkState;
  gone: Side;
}

/** Both sides are gone. */
export interface Unlink {
  kind: 'unlink';
  link: LinkState;
}

/** A record that cannot be taken over as it is. */
export interface Quarantine {
  kind: 'quarantine';
  externalId: string;
  link: LinkState | null;
  problems: readonly FieldProblem[];
}

/** `records` reads what the service has, `entries` looks for entries that it does not know, `deletions` for what is gone. */
export type RunPhase = 'records' | 'entries' | 'deletions';

/** A place in a plan up to which everything can be done and written down, before the rest is looked at. */
export interface Checkpoint {
  kind: 'checkpoint';
  phase: RunPhase;
  /** Where the listing of the service goes on, null where it is over; undefined where no listing is being read. */
  position: string | null | undefined;
  /** Records that were looked at since the last one. */
  examined: number;
  skipped: Readonly<Record<SkipReason, number>>;
}

/** Why the deletions of a plan wait for a person. */
export interface Hold {
  kind: 'hold';
  reason: 'all-gone' | 'brake' | 'undecided';
  /** Pairs of which one side is gone and the other would be deleted. */
  missing: number;
  /** Of how many pairs. */
  pairs: number;
}

export type PlanStep = Change | Checkpoint | Hold;
