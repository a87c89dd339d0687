import type { Strapi } from '../../feature';
import { inTransaction } from '../../transaction';
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

/**
 * Writes down which entries were changed for the jobs that follow them, in one transaction with the change: without it, a
 * crash between the two would lose the change. What a job writes itself is none to it.
 */
export function captureChanges(
  strapi: Strapi,
  { followers, pending, onChanged }: Dependencies,
): void {
  strapi.documents.use(async (context, next) => {
    const { uid, action } = context;
    if (!CHANGING.has(action) || !uid.startsWith('api::')) return next();
    const { documentId: given, locale } = context.params as {
      documentId?: unknown;
      locale?: unknown;
    };
    const writer = writingJob();

    return inTransaction(strapi, async ({ trx, onCommit }) => {
      const result = await asWritesOfOthers(
        next as () => Promise<Awaited<ReturnType<typeof next>>>,
      );
      const { documentId } = (result ?? {}) as { documentId?: unknown };
      const changed = action === 'create' || action === 'clone' ? documentId : given;
      if (typeof changed !== 'string') return result;
      const jobIds = (await followers.of(uid, trx))
        .filter((follower) => follower.jobId !== writer && isAbout(follower, locale))
        .map(({ jobId }) => jobId);
      if (jobIds.length === 0) return result;
      await pending.insert(jobIds, changed, trx);
      onCommit(onChanged);
      return result;
    });
  });
}

/** Whether a job may care about a change in a language; where none is named, it may be any. */
const isAbout = ({ locale }: Pick<Follower, 'locale'>, changed: unknown): boolean =>
  locale === null || typeof changed !== 'string' || changed === '*' || changed === locale;
