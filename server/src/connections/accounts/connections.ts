import { errors } from '@strapi/utils';

import type { CallRecord } from '../../http/client/call-record';
import type { HttpSender } from '../../http/send-request';
import type { Logger } from '../../logger';
import type { ProviderRegistry } from '../../providers/registry';
import { validateInput } from '../../validate-input';
import type { ConnectionStatus } from '../contracts';
import type { ProbeResult } from '../health/probe';
import type { StatusKeeper } from '../health/status-keeper';
import { type OAuthClients, ownClientOf } from '../oauth/oauth-clients';
import { type Revocation, revokeGrant } from '../oauth/revoke';
import type { TokenKeeper } from '../tokens/token-keeper';
import type { Vault } from '../vault/vault';
import { renameSchema } from './connection-input';
import type { ConnectionRecord } from './connection-record';
import type { ConnectionStore } from './connection-store';
import { openCredentials } from './credentials';
import { accessOf, isTokenMethod, methodOfConnection } from './provider-access';
import { accountFields } from './sign-in';

interface Dependencies {
  store: ConnectionStore;
  providers: ProviderRegistry;
  clients: OAuthClients;
  sender: HttpSender;
  vault: () => Vault;
  status: StatusKeeper;
  /** Tests a connection as it is saved, with a renewed token where one is due. */
  probe: (connection: ConnectionRecord) => Promise<ProbeResult>;
  /** Runs work that no renewal of the connection's token may come in between of. */
  withoutRenewals: TokenKeeper['withoutRenewals'];
  /** Takes lines of the call log. */
  record: (call: CallRecord) => void;
  /** Called after every change, so that this instance goes by it at once. */
  onChanged: () => Promise<void>;
  onDeleted: (id: number) => void;
  /** Called when a test has succeeded: the service is not to be left alone any longer. */
  onAnswered: (id: number) => void;
  now: () => number;
  log: Logger;
}

const DISCONNECTED_IN_TRANSACTION =
  'An account cannot be disconnected inside a database transaction: do it before or after it.';

/** Finding, renaming, testing and ending connections. How they are made stands in `connecting.ts`. */
export function createConnections(dependencies: Dependencies) {
  const { store, providers, clients, vault, status, now } = dependencies;

  async function find(id: number): Promise<ConnectionRecord> {
    const connection = await store.findOne(id);
    if (connection) return connection;
    throw new errors.NotFoundError('There is no such connection. It may have been deleted.', {
      code: 'connection-not-found',
    });
  }

  return {
    find,
    findAll: () => store.findAll(),

    async rename(id: number, input: unknown): Promise<ConnectionRecord> {
      const { name } = validateInput(renameSchema, input);
      const changed = await store.change(id, () => ({ name }));
      await dependencies.onChanged();
      return changed ?? find(id);
    },

    /** Tests a connection and writes down how it does. */
    async test(id: number): Promise<{ result: ProbeResult; connection: ConnectionRecord }> {
      const connection = await find(id);
      if (connection.status === 'disconnected') {
        throw new errors.ApplicationError('The connection is disconnected. Reconnect it first.', {
          code: 'disconnected',
        });
      }
      const result = await dependencies.probe(connection);
      if (result.isSuccessful) dependencies.onAnswered(id);
      const current = await find(id);
      // What the test found out about the token, renewing it has written down already.
      const stays =
        result.isUndecided ||
        current.status === 'needs-reauthorization' ||
        current.status === 'disconnected';
      const state = stays ? current.status : stateAfter(result, current);
      const reason = stays ? current.statusReason : result.isSuccessful ? null : result.message;
      const changed = await status.set(id, state, reason, {
        more: { ...accountFields(result), lastTestedAt: now() },
        isStillSo: (row) =>
          row.status === current.status && row.tokenVersion === current.tokenVersion,
      });
      return { result, connection: changed ?? (await find(id)) };
    },

    /**
     * Takes the grant back where that is possible, and erases the credentials in any case.
     *
     * @throws {ApiError} `not-connected` inside a transaction where the database has one connection only
     */
    async disconnect(
      id: number,
    ): Promise<{ connection: ConnectionRecord; revocation: Revocation }> {
      // A renewal under way would bring tokens that nobody takes back.
      return dependencies.withoutRenewals(id, DISCONNECTED_IN_TRANSACTION, async () => {
        const connection = await find(id);
        const revocation = await revoke(connection);
        const changed = await status.set(id, 'disconnected', null, {
          more: (row) => ({
            credentials: null,
            tokenVersion: row.tokenVersion + 1,
            expiresAt: null,
            tokenLifeMs: null,
            isRenewable: false,
            refreshAfter: null,
            refreshFailures: 0,
          }),
        });
        return { connection: changed ?? connection, revocation };
      });
    },

    /** @throws {errors.ApplicationError} `still-connected` */
    async delete(id: number): Promise<void> {
      const { status: state } = await find(id);
      if (state !== 'disconnected') {
        throw new errors.ApplicationError('Disconnect it first.', { code: 'still-connected' });
      }
      await store.delete(id);
      await dependencies.onChanged();
      dependencies.onDeleted(id);
    },
  };

  async function revoke(connection: ConnectionRecord): Promise<Revocation> {
    try {
      const method = methodOfConnection(providers, connection);
      if (!isTokenMethod(method)) return 'impossible';
      const credentials = openCredentials(vault(), connection);
      const client = await clients.require(connection.provider, ownClientOf(credentials));
      const { isError } = accessOf(providers, connection.provider).api;
      return await revokeGrant(dependencies, method, connection, client, credentials, isError);
    } catch (error) {
      // Whatever keeps the grant from being taken back must not keep the credentials from being erased.
      dependencies.log.warn(
        `the grant of connection ${connection.id} could not be taken back`,
        error,
      );
      return 'failed';
    }
  }
}

/** What a test makes of a connection. A grant that cannot renew itself and is refused is over. */
function stateAfter(
  result: ProbeResult,
  { auth, isRenewable }: ConnectionRecord,
): ConnectionStatus {
  if (result.isSuccessful) return 'connected';
  const isGrant = auth === 'oauth2';
  return isGrant && !isRenewable && result.isRefused ? 'needs-reauthorization' : 'error';
}
