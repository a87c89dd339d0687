import { getConfig } from '../config';
import type { Strapi } from '../feature';
import { createAddressPolicy } from '../http/address-guard';
import { ApiError } from '../http/client/api-error';
import { createResponseCache } from '../http/client/response-cache';
import { createHttpSender } from '../http/send-request';
import type { LeaseStore } from '../lease-store';
import type { Logger } from '../logger';
import type { Outside } from '../outside-transactions';
import type { ProviderRegistry } from '../providers/registry';
import { createApiClients } from './accounts/api-clients';
import { createBudgetShares } from './accounts/budget-share';
import type { ConnectionRecord } from './accounts/connection-record';
import type { ConnectionRegistry } from './accounts/connection-registry';
import type { ConnectionStore } from './accounts/connection-store';
import type { Credentials } from './accounts/credentials';
import { createAccessOpener } from './accounts/open-access';
import { isTokenMethod, methodOfConnection, serviceName } from './accounts/provider-access';
import { createCallLog } from './calls/call-log';
import { createCallStore } from './calls/call-store';
import { createCallJudge } from './health/judge-calls';
import type { StatusKeeper } from './health/status-keeper';
import { type OAuthClients, ownClientOf } from './oauth/oauth-clients';
import { createTokenRequests } from './oauth/token-requests';
import { createTokenKeeper } from './tokens/token-keeper';
import type { Vault } from './vault/vault';

interface Dependencies {
  strapi: Strapi;
  store: ConnectionStore;
  leases: LeaseStore;
  /** Of this process. */
  owner: string;
  registry: ConnectionRegistry;
  status: StatusKeeper;
  clients: OAuthClients;
  providers: ProviderRegistry;
  vault: () => Vault;
  outside: Outside;
  now: () => number;
  log: Logger;
}

/** Puts together what calls services with the credentials of connections: tokens, budgets, clients and the log of calls. */
export function createCalling(dependencies: Dependencies) {
  const { strapi, store, leases, owner, registry, status, clients } = dependencies;
  const { providers, vault, outside, now, log } = dependencies;
  const config = getConfig(strapi);
  const isSqlite = strapi.db.dialect.client === 'sqlite';
  const sender = createHttpSender({
    policy: createAddressPolicy(config.network.allow),
    ...(config.network.proxy && { proxy: config.network.proxy }),
  });
  const callStore = createCallStore(strapi);
  const cache = createResponseCache(now);
  const requests = createTokenRequests({ sender, record: (call) => callLog.add(call), now });
  const keeper = createTokenKeeper({
    store,
    leases,
    owner,
    vault,
    requests,
    methodOf(connection) {
      const method = methodOfConnection(providers, connection);
      if (isTokenMethod(method)) return method;
      throw new Error(`connection ${connection.id} has no tokens that could be renewed`);
    },
    clientOf,
    status,
    onChanged: registry.invalidate,
    isAlone: isSqlite,
    inTransaction: () => strapi.db.inTransaction(),
    outside,
    bufferMs: config.oauth.tokenRefreshBuffer,
    now,
    random: Math.random,
    log,
  });
  const shares = createBudgetShares({ leases, owner, isShared: !isSqlite, outside, log });
  const opener = createAccessOpener({ registry, keeper, providers, vault, now });
  const callLog = createCallLog({
    store: callStore,
    onWritten: createCallJudge({ registry, status, touch: store.touch }),
    outside,
    log,
  });
  const apiClients = createApiClients({
    sender,
    providers,
    opener,
    shares,
    cache,
    config: config.api,
    record: callLog.add,
    now,
    random: Math.random,
  });

  async function clientOf({ provider }: ConnectionRecord, credentials: Credentials) {
    const client = await clients.find(provider, ownClientOf(credentials));
    if (client) return client;
    throw new ApiError({
      code: 'not-connected',
      message: `There is no OAuth client for ${serviceName(providers, provider)} any more, so its tokens cannot be renewed. Enter its client id and secret.`,
    });
  }

  return {
    sender,
    requests,
    keeper,
    opener,
    apiClients,
    callStore,
    callLog,

    async stop(): Promise<void> {
      await keeper.stop();
      // Ends the calls that are under way, whose lines are then written.
      await sender.close();
      await shares.stop();
      await callLog.stop();
    },
  };
}
