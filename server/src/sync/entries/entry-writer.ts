import type { Knex } from 'knex';

import type { Strapi } from '../../feature';
import type { BulkWriter, StrapiTransaction } from '../apply/apply-ports';
import { withinComponents } from '../fields/component-fields';
import type { FieldMapping } from '../mapping/field-mapping';
import { withDefaults } from '../mapping/record-mapping';
import type { MediaFields } from '../media/media-fields';
import type { DocumentState, Values } from '../plan/record-state';
import type { References } from '../references/references';
import type { EntryLock } from './entry-version-store';
import type { EntryReader } from './entry-reader';
import { isPublishedAsItIs, type Publication } from './publication';

/** The part of Strapi's document service that is used, without the types of a site's content, which nobody knows here. */
interface Documents {
  create(params: object): Promise<Record<string, unknown>>;
  update(params: object): Promise<Record<string, unknown> | null>;
  publish(params: object): Promise<unknown>;
  unpublish(params: object): Promise<unknown>;
  delete(params: object): Promise<unknown>;
}

interface Dependencies {
  reader: EntryReader;
  locale: string | null;
  mapping: readonly FieldMapping[];
  lock: EntryLock;
  references: References;
  mediaFields: MediaFields;
  publication: Publication;
  /** Of a job that makes its new entries in bulk. */
  bulk?: BulkWriter;
}

type EntryWriter = Pick<
  StrapiTransaction,
  'bulk' | 'createDocument' | 'updateDocument' | 'removeDocument'
>;

/**
 * Writes entries through the document service: validated, with their lifecycles, announced like a change by an editor. Of a
 * document with drafts, the draft is written, and published where the job says so and nothing of an editor's goes with it.
 */
export function createEntryWriter(strapi: Strapi, dependencies: Dependencies) {
  const { reader, locale, mapping, lock, references, mediaFields, publication } = dependencies;
  const documents = strapi.documents(reader.contentType as never) as unknown as Documents;
  const target = locale === null ? {} : { locale };

  const entries = strapi.db.query(reader.contentType);
  /** Whether something stands in other tables than the entry's own, which is to be read besides. */
  const hasParts = Object.keys(reader.shape.populate).length > 0;

  /** Values as the document service takes them. */
  async function dataFor(values: Values, document: DocumentState | null) {
    const known =
      document &&
      hasParts &&
      (await entries.findOne({
        ...reader.shape,
        where: { documentId: document.documentId, ...reader.version },
      }));
    const related = await references.dataFor(values, document?.values ?? {});
    return withinComponents(await mediaFields.dataFor(related), known || null);
  }

  /** What was written, as it is read. */
  async function asItIs(written: Record<string, unknown>): Promise<DocumentState> {
    const entry = hasParts
      ? await entries.findOne({ ...reader.shape, where: { id: written.id } })
      : written;
    const [state] = await reader.toStates([entry]);
    return state as DocumentState;
  }

  const publish = ({ documentId }: DocumentState) => documents.publish({ documentId, ...target });

  async function isToBePublished({ documentId, changedAt }: DocumentState): Promise<boolean> {
    if (publication === 'draft') return false;
    const published = await entries.findOne({
      select: ['updatedAt'],
      where: { documentId, publishedAt: { $notNull: true }, ...target },
    });
    return isPublishedAsItIs(published && Date.parse(String(published.updatedAt)), changedAt);
  }

  return (trx: Knex.Transaction): EntryWriter => ({
    bulk: dependencies.bulk,

    async createDocument(values) {
      const data = await dataFor(withDefaults(values, mapping), null);
      const created = await asItIs(await documents.create({ data, ...target }));
      if (publication === 'publish') await publish(created);
      return created;
    },

    async updateDocument(document, values) {
      const { documentId } = document;
      if (!(await lock(document, trx))) return null;
      const isPublished = await isToBePublished(document);
      const data = await dataFor(values, document);
      const written = await documents.update({ documentId, data, ...target });
      if (!written) return null;
      if (isPublished) await publish(document);
      return asItIs(written);
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
