import type { ConnectionsService } from '../../server/src/connections/connections-service';
import { CONNECTIONS } from '../../server/src/connections/uids';
import type { Strapi } from '../../server/src/feature';

/** What a Strapi of a benchmark of connections can be told. */
export function connectionCommands(strapi: Strapi) {
  const connections = (): ConnectionsService =>
    strapi.plugin('integration-builder').service('connections');
  let connectionId = 0;

  return {
    /**
     * Connects to a service by a token that ends and renews itself, so that every use looks at the clock, with a limit that is
     * never reached: the budget is kept all the same.
     */
    async connectTo(url: string): Promise<void> {
      strapi
        .plugin('integration-builder')
        .service('providers')
        .register({
          id: 'bench',
          name: 'Bench',
          access: {
            category: 'development',
            auth: [{ kind: 'client-credentials', tokenUrl: `${url}/token`, scopes: [] }],
            api: { baseUrl: url, rateLimit: { calls: 10_000_000, perMs: 1_000 } },
            probe: { path: '/me' },
          },
        });
      await connections().oauthClients.set('bench', {
        clientId: 'bench',
        clientSecret: 'bench-secret-0123456789',
      });
      const { id, isRenewable } = await connections().accounts.create({
        provider: 'bench',
        auth: 'client-credentials',
        credentials: {},
      });
      if (!isRenewable) throw new Error('the token of the benchmark has no end');
      connectionId = id;
    },

    /**
     * Gets records until so many calls were answered. Of `keptOfTen` in ten the answer may be kept, and they are of 100
     * records in turn. The clock stops when every line of the log is written.
     *
     * @returns the duration in ms, and how many calls the log counts
     */
    async callService(count: number, atOnce: number, keptOfTen: number) {
      const client = await connections().client(connectionId);
      const db = () => strapi.db.connection('ib_calls');
      await connections().calls.find(connectionId, {});
      await db().delete();
      let next = 0;
      const startedAt = performance.now();
      await Promise.all(
        Array.from({ length: atOnce }, async () => {
          while (next < count) {
            next += 1;
            const n = next;
            await client.get(n % 10 < keptOfTen ? `/kept/${n % 100}` : `/items/${n}`);
          }
        }),
      );
      await connections().calls.find(connectionId, { pageSize: 1 });
      const durationMs = performance.now() - startedAt;
      const [row] = await db().sum({ logged: 'count' });
      return { durationMs, logged: Number((row as { logged: unknown }).logged) };
    },

    /** The same calls by undici's `request` in this process, without anything of the plugin. Returns the duration in ms. */
    async callByUndici(url: string, count: number, atOnce: number): Promise<number> {
      const { Pool } = await import('undici');
      const pool = new Pool(url, { connections: atOnce });
      const headers = {
        accept: 'application/json',
        authorization: 'Bearer bench-token-0123456789',
      };
      let next = 0;
      const startedAt = performance.now();
      await Promise.all(
        Array.from({ length: atOnce }, async () => {
          while (next < count) {
            next += 1;
            const answer = await pool.request({ method: 'GET', path: `/items/${next}`, headers });
            await answer.body.json();
          }
        }),
      );
      const durationMs = performance.now() - startedAt;
      await pool.close();
      return durationMs;
    },

    /**
     * Asks for the token so often, so many callers at once.
     *
     * @returns the duration in ms, and the queries for connections, which hold the tokens, that were made meanwhile
     */
    async takeTokens(count: number, callers: number) {
      let queries = 0;
      const observe = ({ sql }: { sql: string }) => {
        if (sql.includes(CONNECTIONS)) queries += 1;
      };
      strapi.db.connection.on('query', observe);
      await connections().getValidAccessToken(connectionId);
      queries = 0;
      const startedAt = performance.now();
      await Promise.all(
        Array.from({ length: callers }, async () => {
          for (let n = 0; n < count / callers; n += 1) {
            await connections().getValidAccessToken(connectionId);
          }
        }),
      );
      const durationMs = performance.now() - startedAt;
      strapi.db.connection.off('query', observe);
      return { durationMs, queries };
    },
  };
}
