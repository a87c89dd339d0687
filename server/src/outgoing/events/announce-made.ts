import type { Strapi } from '../../feature';
import { inTransaction } from '../../transaction';
import { currentActor } from './actor';
import type { CaptureDependencies } from './capture-content';
import { neededRelations, type EntryRow } from './document-snapshot';
import { isObservedContentType } from './schemas-of';

/** Announces entries that were made past the document service, as `captureContent` does those that went through it. */
export function createMadeAnnouncer(strapi: Strapi, dependencies: CaptureDependencies) {
  const { outbox, snapshots, schemas, onRecorded, now } = dependencies;

  /**
   * Within the transaction that has made them.
   *
   * @param rows whole, but for what they are related to
   */
  return async function announceMade(
    contentType: string,
    rows: readonly EntryRow[],
  ): Promise<void> {
    if (!isObservedContentType(strapi, contentType)) return;
    await inTransaction(strapi, async ({ trx, onCommit }) => {
      const endpoints = await outbox.subscribers(['entry.create'], contentType, trx);
      if (endpoints.length === 0) return;
      const whole = neededRelations(schemas, contentType, endpoints);
      const ids = rows.map(({ id }) => id);
      const entries =
        whole.length > 0 ? await snapshots.rowsById(contentType, ids, { whole }) : rows;
      const actor = currentActor(strapi);
      const occurredAt = now();
      const events = entries.map((entry) => ({
        type: 'entry.create',
        contentType,
        documentId: entry.documentId,
        locale: entry.locale ?? null,
        entry,
        actor,
        occurredAt,
      }));
      if ((await outbox.recordContentEvents(events, endpoints, trx)) > 0) onCommit(onRecorded);
    });
  };
}
