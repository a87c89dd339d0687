import type { Strapi } from '../../feature';
import { inTransaction, type Transaction } from '../../transaction';
import type { Follower, Followers } from './followers';
import { asWritesOfOthers, writingJob } from './own-writes';
import type { PendingChangesStore } from './pending-changes-store';

/** Actions of the document service after which an entry may hold something else. Deletions are found by whole runs alone. */
const CHANGING: ReadonlySet<string> = new Set([
  'create',
  'clone',
  'update',
  'publish',
  'unpublish',
  'discardDraft',
]);

interface Dependencies {
  followers: Pick<Followers, 'of'>;
  pending: Pick<PendingChangesStore, 'insert'>;
  /** Called after the commit of a transaction that has changed an entry which a job follows. */
  onChanged: () => void;
}

interface Changed {
  contentType: string;
  documentIds: readonly string[];
  /** Of entries that have languages. */
  locale: unknown;
  /** The job that has changed them, to which that is no news; null where it was somebody else. */
  writer: number | null;
}

/**
 * Writes down which entries were changed for the jobs that follow them, in one transaction with the change: without it, a
 * crash between the two would lose the change.
 */
export function createChangeNotes({ followers, pending, onChanged }: Dependencies) {
  return async function note(
    { contentType, documentIds, locale, writer }: Changed,
    { trx, onCommit }: Transaction,
  ): Promise<void> {
    const jobIds = (await followers.of(contentType, trx))
      .filter((follower) => follower.jobId !== writer && isAbout(follower, locale))
      .map(({ jobId }) => jobId);
    if (jobIds.length === 0) return;
    await pending.insert(jobIds, documentIds, trx);
    onCommit(onChanged);
  };
}

export type NoteChange = ReturnType<typeof createChangeNotes>;

/** Has every change that is made through the document service noted. */
export function captureChanges(strapi: Strapi, note: NoteChange): void {
  strapi.documents.use(async (context, next) => {
    const { uid, action } = context;
    if (!CHANGING.has(action) || !uid.startsWith('api::')) return next();
    const { documentId: given, locale } = context.params as {
      documentId?: unknown;
      locale?: unknown;
    };
    const writer = writingJob();

    return inTransaction(strapi, async (transaction) => {
      const result = await asWritesOfOthers(
        next as () => Promise<Awaited<ReturnType<typeof next>>>,
      );
      const { documentId } = (result ?? {}) as { documentId?: unknown };
      const changed = action === 'create' || action === 'clone' ? documentId : given;
      if (typeof changed === 'string') {
        await note({ contentType: uid, documentIds: [changed], locale, writer }, transaction);
      }
      return result;
    });
  });
}

/** Whether a job may care about a change in a language; where none is named, it may be any. */
const isAbout = ({ locale }: Pick<Follower, 'locale'>, changed: unknown): boolean =>
  locale === null || typeof changed !== 'string' || changed === '*' || changed === locale;
