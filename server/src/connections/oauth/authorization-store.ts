import { DATABASE_CLOCK, type DatabaseClient } from '../../database-clock';
import type { Strapi } from '../../feature';
import { tableName } from '../../table-name';
import { AUTHORIZATIONS } from '../uids';

/** An authorization that was begun, as it stands in the database. */
export interface AuthorizationRow {
  id: number;
  stateDigest: string;
  browserDigest: string;
  adminId: number;
  /** Envelope of the vault. */
  request: string;
  isOver: boolean;
}

/** The rows of `ib_authorizations`. Each step of an authorization takes its row for itself by one statement. */
export function createAuthorizationStore(strapi: Strapi) {
  const knex = strapi.db.connection;
  const clock = DATABASE_CLOCK[strapi.db.dialect.client as DatabaseClient];
  const table = () => knex(tableName(strapi, AUTHORIZATIONS));

  async function find(where: Record<string, string>): Promise<AuthorizationRow | null> {
    const row: Record<string, unknown> | undefined = await table()
      .where(where)
      .first('*', knex.raw(`${clock} AS ??`, ['now']));
    return row
      ? {
          id: Number(row.id),
          stateDigest: String(row.state_digest),
          browserDigest: String(row.browser_digest),
          adminId: Number(row.admin_id),
          request: String(row.request),
          isOver: Number(row.expires_at) <= Number(row.now),
        }
      : null;
  }

  return {
    async create(
      row: { stateDigest: string; browserDigest: string; adminId: number; request: string },
      lifeMs: number,
    ): Promise<void> {
      await table().insert({
        state_digest: row.stateDigest,
        browser_digest: row.browserDigest,
        admin_id: row.adminId,
        request: row.request,
        expires_at: knex.raw(`${clock} + ?`, [lifeMs]),
      });
    },

    findByState: (stateDigest: string) => find({ state_digest: stateDigest }),
    findByTicket: (ticketDigest: string) => find({ ticket_digest: ticketDigest }),

    /** Keeps the service's answer for the panel to finish with. False where the state was used before, or is over. */
    async answer(id: number, ticketDigest: string, request: string): Promise<boolean> {
      const answered = await table()
        .where({ id })
        .whereNull('ticket_digest')
        .where('expires_at', '>', knex.raw(clock))
        .update({ ticket_digest: ticketDigest, request });
      return Number(answered) === 1;
    },

    /** Takes an answered row away. False where somebody else has, or it is over. */
    async take(id: number): Promise<boolean> {
      const taken = await table().where({ id }).where('expires_at', '>', knex.raw(clock)).delete();
      return Number(taken) === 1;
    },

    async prune(): Promise<void> {
      await table().where('expires_at', '<=', knex.raw(clock)).delete();
    },
  };
}

export type AuthorizationStore = ReturnType<typeof createAuthorizationStore>;
