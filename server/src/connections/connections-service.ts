import { getConfig } from '../config';
import type { Strapi } from '../feature';
import type { ApiClient } from '../http/client/api-client';
import type { Access } from '../http/client/authorization';
import type { Interceptor } from '../http/client/api-request';
import { createLeaseStore } from '../lease-store';
import { loggerOf } from '../logger';
import { outsideTransactions } from '../outside-transactions';
import { CONNECTION_CHANGED, CONNECTION_EXPIRING } from '../outgoing/events/own-events';
import { PLUGIN_ID } from '../plugin-id';
import type { Connectors } from '../providers/connectors/connectors';
import { createOwnerId, isDeadPredecessor, isProcessAlive } from '../queue/owner';
import { getService } from '../services';
import { createUpkeep } from '../upkeep';
import { PROBE } from './accounts/api-clients';
import { createCatalogue } from './accounts/catalogue';
import { createConnecting } from './accounts/connecting';
import type { ConnectionRecord } from './accounts/connection-record';
import { createConnectionRegistry } from './accounts/connection-registry';
import { createConnectionStore } from './accounts/connection-store';
import { toConnection } from './accounts/connection-view';
import { createConnections } from './accounts/connections';
import { type Credentials, openCredentials } from './accounts/credentials';
import type { Candidate } from './accounts/open-access';
import { accessOf, isTokenMethod, serviceName } from './accounts/provider-access';
import { createSignIn } from './accounts/sign-in';
import { createTrials } from './accounts/trials';
import { createCalling } from './calling';
import { createCalls } from './calls/calls';
import type {
  Connection,
  ConnectionTest,
  ConnectionUse,
  ConnectionWithUses,
  SystemStatus,
} from './contracts';
import { createConnectionRetention } from './health/connection-retention';
import { createHealthSchedule } from './health/health-schedule';
import { probe } from './health/probe';
import { createStatusKeeper } from './health/status-keeper';
import { createStatusStore } from './health/status-store';
import { createAuthorizationStore } from './oauth/authorization-store';
import { createAuthorizations } from './oauth/authorizations';
import { createOAuthClientStore } from './oauth/oauth-client-store';
import { createOAuthClients, ownClientOf } from './oauth/oauth-clients';
import { TOKEN } from './oauth/token-call';
import { TOKEN_LEASES } from './tokens/token-lease';
import { CONNECTION_UID, OAUTH_CLIENT_UID } from './uids';
import { createBackgroundRotation, ROTATION_LEASE } from './vault/background-rotation';
import { createKeyring } from './vault/keyring';

/** Their calls are no use of a connection by the site, nor judged like one. */
const OUR_CALLERS = new Set([PROBE, TOKEN]);

/** Finds what of a feature uses a connection. */
export type FindUses = (connectionId: number) => Promise<ConnectionUse[]>;

/** `service('connections')`: accounts at services, the keys of the site's secrets, and the clients to call services with. */
export function connectionsService({ strapi }: { strapi: Strapi }) {
  const config = getConfig(strapi);
  const log = loggerOf(strapi, 'connections');
  const now = Date.now;
  const owner = createOwnerId();
  const outside = outsideTransactions();
  const providers = getService(strapi, 'providers');
  const outgoing = () => getService(strapi, 'outgoing');
  const keyring = createKeyring(config.encryption.keys, () =>
    strapi.config.get<string | undefined>('admin.secrets.encryptionKey'),
  );
  const { vault } = keyring;
  /** As the site is configured, and never by the headers of a request. */
  const redirectUri = () =>
    config.oauth.redirectUri ??
    `${strapi.config.get('server.absoluteUrl', '')}${strapi.config.get('api.rest.prefix', '/api')}/${PLUGIN_ID}/oauth/callback`;

  const store = createConnectionStore(strapi);
  const clientStore = createOAuthClientStore(strapi);
  const authorizationStore = createAuthorizationStore(strapi);
  const history = createStatusStore(strapi);
  const leases = createLeaseStore(strapi);
  const registry = createConnectionRegistry(store);
  const findUses: FindUses[] = [];

  const statusOf = ({ id, status: state, statusReason }: ConnectionRecord) => ({
    connectionId: id,
    status: state,
    reason: statusReason,
  });
  const eventOf = ({ id, name, provider }: ConnectionRecord) => ({
    connectionId: id,
    name,
    provider,
  });
  const status = createStatusKeeper({
    store,
    history,
    onChanged: registry.invalidate,
    announce: async (connection, before) => {
      const data = { ...eventOf(connection), status: connection.status, before };
      await outgoing().announce(CONNECTION_CHANGED, data);
    },
    now,
    log,
  });

  const clients = createOAuthClients({
    configured: config.providers,
    store: clientStore,
    vault,
    takesClient(provider) {
      const access = providers.find(provider)?.access;
      return access !== undefined && !access.hasOwnClient && access.auth.some(isTokenMethod);
    },
  });
  const calling = createCalling({
    strapi,
    store,
    leases,
    owner,
    registry,
    status,
    clients,
    providers,
    vault,
    outside,
    now,
    log,
  });
  const { sender, requests, keeper, opener, apiClients, callStore, callLog } = calling;
  const authorizations = createAuthorizations({
    store: authorizationStore,
    clients,
    requests,
    providers,
    vault,
    findConnection: (id) => connections.find(id),
    savedClientOf: (connection) => ownClientOf(openCredentials(vault(), connection)),
    redirectUri,
    lifeMs: config.oauth.stateExpiry,
  });
  const connections = createConnections({
    store,
    providers,
    clients,
    sender,
    vault,
    status,
    withoutRenewals: keeper.withoutRenewals,
    probe: (connection) =>
      probeOf(apiClients.createProbing(connection.id, connection.provider), connection),
    onChanged: registry.invalidate,
    onDeleted: apiClients.forget,
    onAnswered: apiClients.endOutage,
    record: callLog.add,
    now,
    log,
  });
  const tryOut = (candidate: Candidate, credentials: Credentials) =>
    probeOf(apiClients.tryingOut(candidate, credentials), candidate);
  const connecting = createConnecting({
    store,
    providers,
    clients,
    authorizations,
    signIn: createSignIn({ providers, clients, requests, tryOut, now }),
    vault,
    status,
    tryOut,
    find: connections.find,
    onChanged: registry.invalidate,
    record: callLog.add,
    keepHistory: (connection) => history.add({ ...statusOf(connection), at: now() }),
    now,
  });
  const rotation = createBackgroundRotation({ keyring, leases, owner, now, log });
  const schedule = createHealthSchedule({
    store,
    keeper,
    leases,
    owner,
    status,
    test: connections.test,
    announceExpiry: async (connection) => {
      const expiresAt = new Date(connection.expiresAt ?? 0).toISOString();
      await outgoing().announce(CONNECTION_EXPIRING, { ...eventOf(connection), expiresAt });
    },
    now,
    log,
  });
  const upkeep = createUpkeep({ tasks: { 'looking after connections': schedule.run }, log });
  const retention = createConnectionRetention({
    calls: callStore,
    history,
    authorizations: authorizationStore,
    leases,
    retentionMs: config.webhooks.eventRetention,
    now,
    log,
  });

  function probeOf(client: ApiClient, candidate: Candidate) {
    const { provider } = candidate;
    return probe(
      client,
      accessOf(providers, provider),
      candidate,
      serviceName(providers, provider),
    );
  }

  const view = (connection: ConnectionRecord): Connection => toConnection(connection, providers);

  async function withUses(connection: ConnectionRecord): Promise<ConnectionWithUses> {
    const uses = await usesOf(connection.id);
    const isSyncing = uses.some(({ isUnderWay }) => isUnderWay);
    return { ...view(connection), useCount: uses.length, isSyncing };
  }

  async function usesOf(id: number): Promise<ConnectionUse[]> {
    return (await Promise.all(findUses.map((find) => find(id)))).flat();
  }

  /** @throws {errors.NotFoundError} */
  async function clientFor(id: number, caller = 'site'): Promise<ApiClient> {
    if (OUR_CALLERS.has(caller)) throw new TypeError(`"${caller}" is a caller of the plugin's own`);
    const { provider } = (await registry.find(id)) ?? (await connections.find(id));
    return apiClients.create(id, provider, caller);
  }

  return {
    vault,
    registerSecretStore: keyring.registerSecretStore,
    rotateKeys: keyring.rotateKeys,
    async systemStatus(): Promise<SystemStatus> {
      const { isReady, problem } = await keyring.encryptionStatus();
      return { isEncryptionReady: isReady, encryptionProblem: problem, isWorker: config.workers };
    },
    rotation,

    /**
     * Calls a service with the credentials of a connection: they renew themselves, calls wait for the service's limit, are
     * tried again where that is safe, and stand in the log.
     *
     * @param caller for the log; `site` by default, and not `probe` or `token`, which are our own
     * @throws {errors.NotFoundError} `connection-not-found`
     */
    client: clientFor,

    /**
     * The functions for a service's API, in its own words.
     *
     * @param provider of the connection, which decides the type of what is returned
     * @throws {errors.NotFoundError} `connection-not-found`
     * @throws {Error} for a connection to another service, or a service without such functions
     */
    async connector<Id extends string>(
      provider: Id,
      id: number,
    ): Promise<Id extends keyof Connectors ? Connectors[Id] : object> {
      const connection = (await registry.find(id)) ?? (await connections.find(id));
      const make = providers.find(provider)?.connector;
      if (connection.provider !== provider || !make) {
        throw new Error(
          `Connection ${id} is no connection to ${provider} that has functions of its own.`,
        );
      }
      return make(await clientFor(id)) as Id extends keyof Connectors ? Connectors[Id] : object;
    },

    /**
     * An access token that is good for a while, for libraries of services that make their own calls.
     *
     * @throws {ApiError} `not-connected`
     */
    getValidAccessToken(id: number): string | Promise<string> {
      const opened = opener.open(id);
      const tokenOf = ({ authorization }: Access) => authorization.token ?? '';
      return opened instanceof Promise ? opened.then(tokenOf) : tokenOf(opened);
    },

    /** For whoever describes a service in the panel: what tries out how it answers. */
    trials: createTrials({ apiClients, opener, find: connections.find }),

    /** Lets code of the site see every call; returns what ends that. */
    use: (interceptor: Interceptor) => apiClients.use(interceptor),

    /** Makes known what of a feature uses connections, so that the panel can say what a disconnection stops. */
    registerUses(find: FindUses): void {
      findUses.push(find);
    },

    accounts: {
      async findAll(): Promise<ConnectionWithUses[]> {
        return Promise.all((await connections.findAll()).map(withUses));
      },
      find: async (id: number) => view(await connections.find(id)),
      findWithUses: async (id: number) => withUses(await connections.find(id)),
      create: async (input: unknown) => view(await connecting.create(input)),
      rename: async (id: number, input: unknown) => view(await connections.rename(id, input)),
      setCredentials: async (id: number, input: unknown) =>
        view(await connecting.setCredentials(id, input)),
      async test(id: number): Promise<ConnectionTest> {
        const { result, connection } = await connections.test(id);
        const { isSuccessful, message, account, durationMs } = result;
        return { isSuccessful, message, account, durationMs, connection: view(connection) };
      },
      async disconnect(id: number) {
        const { connection, revocation } = await connections.disconnect(id);
        return { connection: view(connection), revocation };
      },
      async delete(id: number): Promise<void> {
        await connections.delete(id);
        await history.deleteOf(id);
        await callStore.deleteOf(id);
      },
      async uses(id: number): Promise<ConnectionUse[]> {
        await connections.find(id);
        return usesOf(id);
      },
      async history(id: number) {
        await connections.find(id);
        return history.findNewest(id, 50);
      },
    },
    calls: createCalls({ store: callStore, log: callLog, findConnection: connections.find, now }),

    authorizations: {
      begin: authorizations.begin,
      receiveReturn: authorizations.receiveReturn,
      async complete(input: unknown, adminId: number) {
        const { connection, isNew } = await connecting.completeAuthorization(input, adminId);
        return { connection: view(connection), isNew };
      },
    },
    oauthClients: { set: clients.set, delete: clients.delete },
    catalogue: createCatalogue(providers, clients),
    redirectUri,
    retention,
    upkeep,

    async start(): Promise<void> {
      keyring.registerSecretStore({
        name: CONNECTION_UID,
        count: store.countCiphertexts,
        listBatch: store.listCiphertexts,
        replace: store.replaceCiphertext,
      });
      keyring.registerSecretStore({
        name: OAUTH_CLIENT_UID,
        count: clientStore.countCiphertexts,
        listBatch: clientStore.listCiphertexts,
        replace: clientStore.replaceCiphertext,
      });
      // One process alone uses a SQLite file, so nobody need wait for what a dead one was about.
      if (strapi.db.dialect.client === 'sqlite') {
        const isGone = (other: string) => isDeadPredecessor(other, owner, isProcessAlive);
        await leases.reclaim(TOKEN_LEASES, isGone);
        await leases.reclaim(ROTATION_LEASE, isGone);
      }
      if (config.workers) upkeep.start();
    },

    async stop(): Promise<void> {
      await upkeep.stop();
      await retention.stop();
      await rotation.stop();
      await calling.stop();
    },
  };
}

export type ConnectionsService = ReturnType<typeof connectionsService>;
