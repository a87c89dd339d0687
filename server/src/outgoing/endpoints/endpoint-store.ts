import type { Strapi } from '../../feature';
import { fixedSelect } from '../../fixed-select';
import { tableName } from '../../table-name';
import { inTransaction } from '../../transaction';
import type { EndpointRecord } from './endpoint-record';
import type { FailureStreak } from './failure-streak';
import { ENDPOINT_UID, ENDPOINTS } from '../uids';

export type NewEndpoint = Omit<EndpointRecord, 'id' | 'createdAt' | 'updatedAt' | 'revision'>;

/** The rows of `ib_webhook_endpoints`. There are few of them: one a receiver, so lists are read whole. */
export function createEndpointStore(strapi: Strapi) {
  const query = () => strapi.db.query(ENDPOINT_UID);

  return {
    findAll: (): Promise<EndpointRecord[]> => query().findMany({ orderBy: { id: 'asc' } }),

    findOne: (id: number): Promise<EndpointRecord | null> => query().findOne({ where: { id } }),

    findByIds: (ids: number[]): Promise<EndpointRecord[]> =>
      query().findMany({ where: { id: { $in: ids } } }),

    create: (endpoint: NewEndpoint): Promise<EndpointRecord> =>
      query().create({ data: { ...endpoint, revision: 1 } }),

    /**
     * Changes the configuration and raises the revision, by which every instance learns of it. What changes may depend
     * on what is stored: two changes at once come one after the other, so that neither undoes the other.
     *
     * @returns null if there is no such endpoint
     */
    async change(
      id: number,
      changesOf: (endpoint: EndpointRecord) => Partial<NewEndpoint>,
    ): Promise<EndpointRecord | null> {
      return inTransaction(strapi, async ({ trx }) => {
        // First of all, since it is what locks the row.
        await trx(tableName(strapi, ENDPOINTS)).where({ id }).increment('revision', 1);
        const endpoint: EndpointRecord | null = await query().findOne({ where: { id } });
        if (!endpoint) return null;
        return query().update({ where: { id }, data: changesOf(endpoint) });
      });
    },

    delete: (id: number) => query().delete({ where: { id } }),

    /**
     * Turns an active endpoint off and runs `announce` in the same transaction, so that nobody finds it off without
     * having been told. Does nothing if it was off already, or was changed since: what an old address answered says
     * nothing of the new one.
     */
    async disable(
      { id, revision }: Pick<EndpointRecord, 'id' | 'revision'>,
      { reason, at }: { reason: 'gone' | 'failing'; at: number },
      announce: () => Promise<void>,
    ): Promise<boolean> {
      return inTransaction(strapi, async ({ trx }) => {
        const changed = await trx(tableName(strapi, ENDPOINTS))
          .where({ id, revision, is_active: true })
          .update({ is_active: false, disabled_reason: reason, disabled_at: new Date(at) })
          .increment('revision', 1);
        if (Number(changed) === 0) return false;
        await announce();
        return true;
      });
    },

    /**
     * Writes the streak of an endpoint as it was seen under `revision`: a late one must not undo what turning it on
     * again has reset. It is no change of the configuration, so neither the revision nor `updatedAt` moves.
     */
    async writeStreak(
      { id, revision }: Pick<EndpointRecord, 'id' | 'revision'>,
      streak: FailureStreak | null,
    ): Promise<void> {
      await strapi.db
        .getConnection(ENDPOINTS)
        .where({ id, revision })
        .update({ failure_streak: streak && JSON.stringify(streak) });
    },

    /** Ids and revisions of the active endpoints: the cheapest way to learn whether a cached copy is current. */
    activeRevisions: fixedSelect<Pick<EndpointRecord, 'id' | 'revision'>>(strapi, () =>
      strapi.db
        .getConnection(ENDPOINTS)
        .select('id', 'revision')
        .where({ is_active: true })
        .orderBy('id'),
    ),

    /** The fields that hold ciphertext, for the rotation of keys. */
    async listCiphertexts(afterId: number, limit: number) {
      const endpoints: EndpointRecord[] = await query().findMany({
        select: ['id', 'documentId', 'secrets', 'headers'],
        where: { id: { $gt: afterId } },
        orderBy: { id: 'asc' },
        limit,
      });
      return endpoints.map(({ id, documentId, secrets, headers }) => ({
        id,
        documentId,
        fields: { secrets, ...(headers !== null && { headers }) },
      }));
    },

    async countCiphertexts(): Promise<number> {
      const withHeaders = { where: { headers: { $notNull: true } } };
      return (await query().count()) + (await query().count(withHeaders));
    },

    /** Replaces a field's ciphertext if it still is what was read. Returns whether it was. */
    async replaceCiphertext(id: number, field: string, from: string, to: string): Promise<boolean> {
      const changed = await strapi.db
        .getConnection(ENDPOINTS)
        .where({ id, [field]: from })
        .update({ [field]: to })
        .increment('revision', 1);
      return Number(changed) === 1;
    },
  };
}

export type EndpointStore = ReturnType<typeof createEndpointStore>;
