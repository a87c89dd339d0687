import type { Strapi } from '../../feature';
import { tableName } from '../../table-name';
import { inTransaction } from '../../transaction';
import { SOURCE_UID, SOURCES } from '../uids';
import type { SourceRecord } from './source-record';

export type NewSource = Omit<SourceRecord, 'id' | 'createdAt' | 'updatedAt' | 'revision'>;

/** The rows of `ib_webhook_sources`. There are few of them: one a sender, so lists are read whole. */
export function createSourceStore(strapi: Strapi) {
  const query = () => strapi.db.query(SOURCE_UID);

  return {
    findAll: (): Promise<SourceRecord[]> => query().findMany({ orderBy: { id: 'asc' } }),

    findOne: (id: number): Promise<SourceRecord | null> => query().findOne({ where: { id } }),

    findByIds: (ids: number[]): Promise<SourceRecord[]> =>
      query().findMany({ where: { id: { $in: ids } } }),

    findBySlug: (slug: string): Promise<SourceRecord | null> =>
      query().findOne({ where: { slug } }),

    create: (source: NewSource): Promise<SourceRecord> =>
      query().create({ data: { ...source, revision: 1 } }),

    /**
     * Changes a source and raises its revision, by which every instance learns of it. What changes may depend on what is
     * stored: two changes at once come one after the other, so that neither undoes the other.
     *
     * @returns null if there is no such source
     */
    async change(
      id: number,
      changesOf: (source: SourceRecord) => Partial<NewSource>,
    ): Promise<SourceRecord | null> {
      return inTransaction(strapi, async ({ trx }) => {
        // First of all, since it is what locks the row.
        await trx(tableName(strapi, SOURCES)).where({ id }).increment('revision', 1);
        const source: SourceRecord | null = await query().findOne({ where: { id } });
        if (!source) return null;
        return query().update({ where: { id }, data: changesOf(source) });
      });
    },

    delete: (id: number) => query().delete({ where: { id } }),

    /** Ids and revisions of all sources: the cheapest way to learn whether a cached copy is current. */
    async revisions(): Promise<{ id: number; revision: number }[]> {
      return strapi.db.getConnection(SOURCES).select('id', 'revision').orderBy('id');
    },

    /** The fields that hold ciphertext, for the rotation of keys. */
    async listCiphertexts(afterId: number, limit: number) {
      const sources: SourceRecord[] = await query().findMany({
        select: ['id', 'documentId', 'secrets'],
        where: { id: { $gt: afterId } },
        orderBy: { id: 'asc' },
        limit,
      });
      return sources.map(({ id, documentId, secrets }) => ({
        id,
        documentId,
        fields: { secrets },
      }));
    },

    countCiphertexts: (): Promise<number> => query().count(),

    /** Replaces a field's ciphertext if it still is what was read. Returns whether it was. */
    async replaceCiphertext(id: number, field: string, from: string, to: string): Promise<boolean> {
      const changed = await strapi.db
        .getConnection(SOURCES)
        .where({ id, [field]: from })
        .update({ [field]: to })
        .increment('revision', 1);
      return Number(changed) === 1;
    },
  };
}

export type SourceStore = ReturnType<typeof createSourceStore>;
