import type { Strapi } from '../../feature';
import { inTransaction } from '../../transaction';
import { currentActor } from './actor';
import type { Outbox } from './outbox';
import { FILE_UID, isRelational, type Schemas } from './public-entry';
import type { EntryRow } from './document-snapshot';
import { changesBetween } from './changed-fields';
import { type MEDIA_ACTIONS, type ContentEvent } from './content-event';

interface Dependencies {
  outbox: Outbox;
  schemas: Schemas;
  onRecorded: () => void;
  now: () => number;
}

/**
 * Turns changes of the media library into messages. Strapi writes files past the document service, and its lifecycle
 * hooks run outside of the write's transaction, so the three writing methods of the file repository are wrapped. The
 * transaction covers the database write alone: an upload to a slow storage provider holds no connection.
 */
export function captureMedia(strapi: Strapi, dependencies: Dependencies): void {
  const files = strapi.db.query(FILE_UID);
  const original = { create: files.create, update: files.update, delete: files.delete };

  const capture = <Params>(
    action: (typeof MEDIA_ACTIONS)[number],
    write: (params: Params) => Promise<EntryRow | null>,
  ) => {
    return (params: Params) =>
      inTransaction(strapi, async ({ trx, onCommit }) => {
        const { outbox, schemas, onRecorded, now } = dependencies;
        const type = `media.${action}`;
        const endpoints = await outbox.subscribers([type], FILE_UID, trx);
        if (endpoints.length === 0) return write(params);

        const before = action === 'create' ? null : await readBefore(strapi, params);
        const written = await write(params);
        const row = action === 'delete' ? before : written;
        if (!row) return written;

        const event: ContentEvent = {
          type,
          contentType: FILE_UID,
          documentId: row.documentId,
          locale: null,
          entry: withoutRelations(schemas, row),
          actor: currentActor(strapi),
          occurredAt: now(),
          ...(action === 'update' &&
            before && { changes: changesBetween(schemas, FILE_UID, before, row) }),
        };
        const recorded = await outbox.recordContentEvent(event, endpoints, trx);
        if (recorded > 0) onCommit(onRecorded);
        return written;
      });
  };

  Object.assign(files, {
    create: capture('create', original.create.bind(files)),
    update: capture('update', original.update.bind(files)),
    delete: capture('delete', original.delete.bind(files)),
  });
}

async function readBefore(strapi: Strapi, params: unknown): Promise<EntryRow | null> {
  const { where } = params as { where?: Record<string, unknown> };
  return where ? strapi.db.query(FILE_UID).findOne({ where }) : null;
}

/** What a file is used in is not part of the file. */
function withoutRelations(schemas: Schemas, row: EntryRow): EntryRow {
  const attributes = schemas.getModel(FILE_UID)?.attributes ?? {};
  return Object.fromEntries(
    Object.entries(row).filter(([name]) => !isRelational(attributes[name])),
  ) as EntryRow;
}
