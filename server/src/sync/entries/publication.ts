/** What becomes of an entry with drafts once it was written. */
export const PUBLICATIONS = [
  /** The draft is written; an editor publishes it. */
  'draft',
  /** New entries are published, and those that were stay up to date. */
  'publish',
  /** New entries are drafts, and those that were published stay up to date. */
  'as-it-was',
] as const;
export type Publication = (typeof PUBLICATIONS)[number];

/**
 * Whether an entry may be published after it was written: its draft says what is published. What an editor has begun there,
 * or has never published or taken back, is his to publish.
 *
 * @param publishedAt when the published version was last changed, in milliseconds since 1970; null where there is none
 * @param draftAt the same of the draft
 */
export function isPublishedAsItIs(publishedAt: number | null, draftAt: number): boolean {
  return publishedAt !== null && draftAt <= publishedAt;
}
