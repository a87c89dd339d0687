import type { UID } from '@strapi/strapi';
import { contentTypes } from '@strapi/utils';

import type { Strapi } from '../../feature';
import type { Logger } from '../../logger';
import { inTransaction } from '../../transaction';
import type { NoteChange } from '../triggers/capture-changes';
import { writingJob } from '../triggers/own-writes';

export type MadeEntry = Record<string, unknown> & { id: number; documentId: string };

/** Entries that were made past the document service. */
export interface MadeEntries {
  contentType: string;
  locale: string | null;
  entries: readonly MadeEntry[];
}

interface Dependencies {
  /** Sends them to whoever has asked for new entries. */
  announce: (contentType: string, entries: readonly MadeEntry[]) => Promise<void>;
  /** Has other jobs look at them. */
  note: NoteChange;
  log: Logger;
}

/** Tells everybody of new entries whom the document service would have told. */
export function createTellerOfMade(strapi: Strapi, { announce, note, log }: Dependencies) {
  /** Strapi's own event, for its own webhooks and for code of the site, without what Strapi would take out of it. */
  async function emit({ contentType: uid, entries }: MadeEntries): Promise<void> {
    const model = strapi.getModel(uid as UID.ContentType);
    const shown = Object.entries(model.attributes)
      .filter(
        ([name, { type }]) => type !== 'password' && !contentTypes.isPrivateAttribute(model, name),
      )
      .map(([name]) => name);
    for (const made of entries) {
      const entry = Object.fromEntries(
        ['id', 'documentId', ...shown].map((name) => [name, made[name]]),
      );
      try {
        await strapi.eventHub.emit('entry.create', { model: model.modelName, uid, entry });
      } catch (error) {
        log.error(`code of the site failed when it was told of a new entry of ${uid}`, error);
      }
    }
  }

  /** Within the transaction that has made them. */
  return async function tellOfMade(made: MadeEntries): Promise<void> {
    const { contentType, locale, entries } = made;
    await inTransaction(strapi, async (transaction) => {
      await announce(contentType, entries);
      const documentIds = entries.map(({ documentId }) => documentId);
      await note({ contentType, documentIds, locale, writer: writingJob() }, transaction);
      transaction.onCommit(() => void emit(made));
    });
  };
}
