import type { Strapi } from '../feature';
import { tableName } from '../table-name';
import { inTransaction } from '../transaction';
import type { ProviderDefinition } from './contracts';
import { CUSTOM_PROVIDER_UID, CUSTOM_PROVIDERS } from './uids';

/** A description as it stands in the database. */
export interface CustomProviderRecord {
  id: number;
  provider: string;
  definition: ProviderDefinition;
  revision: number;
  createdAt: string | Date;
  updatedAt: string | Date;
}

/** The rows of `ib_custom_providers`. There are few of them, so lists are read whole. */
export function createCustomProviderStore(strapi: Strapi) {
  const query = () => strapi.db.query(CUSTOM_PROVIDER_UID);

  return {
    findAll: (): Promise<CustomProviderRecord[]> => query().findMany({ orderBy: { id: 'asc' } }),

    findOf: (provider: string): Promise<CustomProviderRecord | null> =>
      query().findOne({ where: { provider } }),

    findByIds: (ids: number[]): Promise<CustomProviderRecord[]> =>
      query().findMany({ where: { id: { $in: ids } } }),

    create: (provider: string, definition: ProviderDefinition): Promise<CustomProviderRecord> =>
      query().create({ data: { provider, definition, revision: 1 } }),

    /**
     * Changes a description and raises its revision, by which every instance learns of it.
     *
     * @param check sees the row as it is locked; what it throws undoes the change
     * @returns null if there is no such description
     */
    async change(
      provider: string,
      definition: ProviderDefinition,
      check: (record: CustomProviderRecord) => Promise<void>,
    ): Promise<CustomProviderRecord | null> {
      return inTransaction(strapi, async ({ trx }) => {
        const before: CustomProviderRecord | null = await query().findOne({ where: { provider } });
        if (!before) return null;
        // Before anything is judged, since it is what locks the row: of two changes the later one sees the other's revision.
        const { revision } = before;
        const raised = await trx(tableName(strapi, CUSTOM_PROVIDERS))
          .where({ id: before.id, revision })
          .increment('revision', 1);
        await check(Number(raised) === 1 ? before : { ...before, revision: revision + 1 });
        return query().update({ where: { id: before.id }, data: { definition } });
      });
    },

    delete: (provider: string) => query().delete({ where: { provider } }),

    /** Ids and revisions: the cheapest way to learn whether a cached copy is current. */
    revisions: (): Promise<{ id: number; revision: number }[]> =>
      query().findMany({ select: ['id', 'revision'], orderBy: { id: 'asc' } }),
  };
}

export type CustomProviderStore = ReturnType<typeof createCustomProviderStore>;
