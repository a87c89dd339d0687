import type { Strapi } from '../../feature';
import { tableName } from '../../table-name';
import { OAUTH_CLIENT_UID, OAUTH_CLIENTS } from '../uids';

export interface OAuthClientRecord {
  id: number;
  documentId: string;
  provider: string;
  clientId: string;
  /** Envelope of the vault. */
  clientSecret: string;
  scopes: string[] | null;
}

/** The rows of `ib_oauth_clients`: one a provider at most. */
export function createOAuthClientStore(strapi: Strapi) {
  const query = () => strapi.db.query(OAUTH_CLIENT_UID);

  return {
    findOf: (provider: string): Promise<OAuthClientRecord | null> =>
      query().findOne({ where: { provider } }),

    create: (client: Omit<OAuthClientRecord, 'id'>): Promise<OAuthClientRecord> =>
      query().create({ data: client }),

    update: (id: number, changes: Partial<OAuthClientRecord>): Promise<OAuthClientRecord> =>
      query().update({ where: { id }, data: changes }),

    async deleteOf(provider: string): Promise<void> {
      await query().deleteMany({ where: { provider } });
    },

    /** The fields that hold ciphertext, for the rotation of keys. */
    async listCiphertexts(afterId: number, limit: number) {
      const clients: OAuthClientRecord[] = await query().findMany({
        select: ['id', 'documentId', 'clientSecret'],
        where: { id: { $gt: afterId } },
        orderBy: { id: 'asc' },
        limit,
      });
      return clients.map(({ id, documentId, clientSecret }) => ({
        id,
        documentId,
        fields: { clientSecret },
      }));
    },

    countCiphertexts: (): Promise<number> => query().count(),

    /** Replaces the ciphertext if it still is what was read. Returns whether it was. */
    async replaceCiphertext(
      id: number,
      _field: string,
      from: string,
      to: string,
    ): Promise<boolean> {
      const changed = await strapi.db
        .connection(tableName(strapi, OAUTH_CLIENTS))
        .where({ id, client_secret: from })
        .update({ client_secret: to });
      return Number(changed) === 1;
    },
  };
}

export type OAuthClientStore = ReturnType<typeof createOAuthClientStore>;
