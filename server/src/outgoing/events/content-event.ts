import type { Actor } from './actor';
import type { Changes } from './changed-fields';

type Entry = Record<string, unknown>;

/** Something that happened in Strapi, before it is shaped for an endpoint. */
export interface ContentEvent {
  /** `entry.create`, `media.delete`, … */
  type: string;
  /** The uid of the content type. */
  contentType: string;
  documentId: string;
  locale: string | null;
  /** As loaded from the database, private fields included: shape it with `public-entry.ts` before it leaves. */
  entry: Entry;
  /** On update. */
  changes?: Changes;
  /** On clone: the document it was made from. */
  clonedFrom?: string;
  actor: Actor;
  /** Milliseconds since 1970. */
  occurredAt: number;
}

export const ENTRY_ACTIONS = [
  'create',
  'update',
  'delete',
  'publish',
  'unpublish',
  'draft-discard',
] as const;

export const MEDIA_ACTIONS = ['create', 'update', 'delete'] as const;

/** What a document service action can send, before it is known what it will really do. */
export const EVENT_TYPES_OF_ACTION: Record<string, string[]> = {
  create: ['entry.create', 'entry.publish'],
  clone: ['entry.create'],
  update: ['entry.create', 'entry.update', 'entry.publish'],
  delete: ['entry.delete'],
  publish: ['entry.publish'],
  unpublish: ['entry.unpublish'],
  discardDraft: ['entry.draft-discard'],
};
