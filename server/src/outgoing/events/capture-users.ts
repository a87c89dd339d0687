import { AsyncLocalStorage } from 'node:async_hooks';

import type { Strapi } from '../../feature';
import { inTransaction } from '../../transaction';
import { currentActor } from './actor';
import { neededRelations, type EntryRow, type Snapshots } from './document-snapshot';
import type { Outbox } from './outbox';
import type { Schemas } from './public-entry';

const USER_UID = 'plugin::users-permissions.user';

interface Dependencies {
  outbox: Outbox;
  snapshots: Snapshots;
  schemas: Schemas;
  onRecorded: () => void;
  now: () => number;
}

interface Written {
  result: EntryRow | null;
  row: EntryRow | undefined;
}

const contentTypeOfAction = new AsyncLocalStorage<string>();

/** Runs an action of the document service on a content type; what it deletes is announced as part of it. */
export const withinDocumentAction = <Result>(contentType: string, run: () => Result): Result =>
  contentTypeOfAction.run(contentType, run);

/**
 * Turns what the users-permissions plugin does to users past the document service into messages: it deletes them so, and
 * creates those who sign in with another service for the first time.
 */
export function captureUsers(strapi: Strapi, dependencies: Dependencies): void {
  if (!(USER_UID in strapi.contentTypes)) return;
  const { outbox, snapshots, schemas, onRecorded, now } = dependencies;
  const users = strapi.db.query(USER_UID);
  const create = users.create.bind(users);
  const remove = users.delete.bind(users);

  /** Runs a write in a transaction with the event of the user whom `write` answers with. */
  const recorded = (
    type: 'entry.create' | 'entry.delete',
    write: (load: (id: number) => Promise<EntryRow | undefined>) => Promise<Written>,
  ) =>
    inTransaction(strapi, async ({ trx, onCommit }) => {
      const endpoints = await outbox.subscribers([type], USER_UID, trx);
      const relations = neededRelations(schemas, USER_UID, endpoints);
      const { result, row } = await write(async (id) =>
        endpoints.length > 0
          ? (await snapshots.rowsById(USER_UID, [id], { whole: relations }))[0]
          : undefined,
      );
      if (!row || !result) return result;

      const event = {
        type,
        contentType: USER_UID,
        documentId: row.documentId,
        locale: null,
        entry: row,
        actor: currentActor(strapi),
        occurredAt: now(),
      };
      if ((await outbox.recordContentEvent(event, endpoints, trx)) > 0) onCommit(onRecorded);
      return result;
    });

  // Within an action of the document service it is that which announces the change.
  const isAnnounced = () => contentTypeOfAction.getStore() === USER_UID;

  Object.assign(users, {
    create(params: Parameters<typeof create>[0]) {
      if (isAnnounced()) return create(params);
      return recorded('entry.create', async (load) => {
        const result = (await create(params)) as EntryRow;
        return { result, row: await load(result.id) };
      });
    },
    delete(params: Parameters<typeof remove>[0]) {
      if (isAnnounced()) return remove(params);
      return recorded('entry.delete', async (load) => {
        const found = (await users.findOne({ where: params.where })) as EntryRow | null;
        const row = found ? await load(found.id) : undefined;
        return { result: (await remove(params)) as EntryRow | null, row };
      });
    },
  });
}
