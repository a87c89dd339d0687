import type { Knex } from 'knex';

import type { Strapi } from '../../feature';
import type { StrapiTransaction } from '../apply/apply-ports';
import type { FieldMapping } from '../mapping/field-mapping';
import { withDefaults } from '../mapping/record-mapping';
import type { DocumentState, Values } from '../plan/record-state';
import type { EntryLock } from './entry-version-store';
import type { EntryReader } from './entry-reader';

/** The part of Strapi's document service that is used, without the types of a site's content, which nobody knows here. */
interface Documents {
  create(params: object): Promise<Record<string, unknown>>;
  update(params: object): Promise<Record<string, unknown> | null>;
  unpublish(params: object): Promise<unknown>;
  delete(params: object): Promise<unknown>;
}

interface Dependencies {
  reader: EntryReader;
  locale: string | null;
  mapping: readonly FieldMapping[];
  lock: EntryLock;
}

type EntryWriter = Pick<StrapiTransaction, 'createDocument' | 'updateDocument' | 'removeDocument'>;

/**
 * Writes entries through the document service: validated, with their lifecycles, announced like a change by an editor. Of a
 * document with drafts, the draft is written; an editor publishes it.
 */
export function createEntryWriter(strapi: Strapi, dependencies: Dependencies) {
  const { reader, locale, mapping, lock } = dependencies;
  const documents = strapi.documents(reader.contentType as never) as unknown as Documents;
  const target = locale === null ? {} : { locale };

  return (trx: Knex.Transaction): EntryWriter => ({
    async createDocument(values: Values): Promise<DocumentState> {
      const data = withDefaults(values, mapping);
      return reader.toState(await documents.create({ data, ...target }));
    },

    async updateDocument(document, values) {
      const { documentId } = document;
      if (!(await lock(document, trx))) return null;
      const written = await documents.update({ documentId, data: values, ...target });
      return written && reader.toState(written);
    },

    async removeDocument(document, how) {
      const { documentId } = document;
      if (!(await lock(document, trx))) return false;
      const params = { documentId, ...target };
      if (how === 'delete') await documents.delete(params);
      else await documents.unpublish(params);
      return true;
    },
  });
}
