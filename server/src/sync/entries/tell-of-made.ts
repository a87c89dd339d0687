import type { UID } from '@strapi/strapi';
import { sanitize } from '@strapi/utils';

import type { Strapi } from '../../feature';
import { inTransaction } from '../../transaction';
import { writingJob } from '../triggers/own-writes';
import type { NoteChange } from '../triggers/capture-changes';

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
}

/** Tells everybody of new entries whom the document service would have told. */
export function createTellerOfMade(strapi: Strapi, { announce, note }: Dependencies) {
  /** Strapi's own event, for its own webhooks and for code of the site. */
  async function emit({ contentType, entries }: MadeEntries): Promise<void> {
    const schema = strapi.getModel(contentType as UID.ContentType);
    const getModel = (uid: string) => strapi.getModel(uid as UID.ContentType);
    for (const made of entries) {
      const entry = await sanitize.sanitizers.defaultSanitizeOutput(
        { schema, getModel },
        made as never,
      );
      await strapi.eventHub.emit('entry.create', {
        model: schema.modelName,
        uid: contentType,
        entry,
      });
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
