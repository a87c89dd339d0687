import type { LookupAddress } from 'node:dns';
import { lookup as systemLookup } from 'node:dns/promises';
import type { LookupFunction } from 'node:net';

import type { Agent, Dispatcher, buildConnector } from 'undici';

import { type AddressPolicy, normaliseHost } from './address-guard';
import { parseAddress } from './address-ranges';
import { portOf } from './check-url';
import { AddressRefusedError } from './errors';
import { createSharedLookup } from './shared-lookup';

/** Resolves a name to all of its addresses. */
export type Lookup = (hostname: string) => Promise<LookupAddress[]>;

export interface GuardedAgentOptions {
  policy: AddressPolicy;
  /** Default: the system's resolver. */
  lookup?: Lookup;
  /** URL of a forward proxy. It then resolves the names, so it is the proxy that has to judge their addresses. */
  proxy?: string;
  /** Open connections to one origin at a time; default 128. More requests wait for one. */
  connectionsPerOrigin?: number;
  /** Resolving, connecting and the TLS handshake together; default 10 s. */
  connectTimeoutMs?: number;
}

/** Ample for a real receiver; Node's own servers and clients allow half of it. */
const MAX_RESPONSE_HEADER_BYTES = 32 * 1024;

/**
 * A pool of kept-alive connections in which every one was judged: all addresses of a name are resolved, one refused
 * address refuses the name, and the socket connects to the judged addresses themselves. So a name that resolves to
 * something else a moment later gains nothing. Server name and Host header keep the name. The environment's proxy
 * variables are not read.
 *
 * undici is loaded here and not at the top, since it costs a site that calls nobody 86 ms and 19 MB.
 */
export async function createGuardedAgent(options: GuardedAgentOptions): Promise<Dispatcher> {
  const undici = await import('undici');
  const lookup = createSharedLookup(options.lookup ?? resolveAll, () => performance.now());
  const timeout = options.connectTimeoutMs ?? 10_000;
  const agentOptions: Agent.Options = {
    connections: options.connectionsPerOrigin ?? 128,
    pipelining: 1,
    keepAliveTimeout: 10_000,
    maxHeaderSize: MAX_RESPONSE_HEADER_BYTES,
    // The sender has one deadline over everything; these would be two more timers a request.
    headersTimeout: 0,
    bodyTimeout: 0,
  };
  if (options.proxy) {
    const tls = { timeout };
    return new undici.ProxyAgent({
      ...agentOptions,
      uri: options.proxy,
      proxyTls: tls,
      requestTls: tls,
    });
  }
  return new undici.Agent({
    ...agentOptions,
    // One connector an origin, since `lookup` is not told the port and rules may name one.
    factory: (origin, poolOptions) =>
      new undici.Pool(origin, {
        ...poolOptions,
        connect: guardConnector(
          undici.buildConnector({
            timeout,
            lookup: guardLookup(lookup, options.policy, portOf(new URL(origin))),
            autoSelectFamily: true,
          }),
          options.policy,
        ),
      }),
  });
}

/** Literal addresses never reach a lookup, so they are judged before. */
function guardConnector(
  connect: buildConnector.connector,
  policy: AddressPolicy,
): buildConnector.connector {
  return (destination, callback) => {
    const { hostname, protocol } = destination;
    if (!parseAddress(hostname)) return connect(destination, callback);
    const port = Number(destination.port) || (protocol === 'https:' ? 443 : 80);
    const { isAllowed, reason } = policy.judge({ address: hostname, hostname, port });
    if (isAllowed) return connect(destination, callback);
    return callback(new AddressRefusedError({ hostname, port, reason }), null);
  };
}

function guardLookup(lookup: Lookup, policy: AddressPolicy, port: number): LookupFunction {
  return (hostname, { all }, callback) => {
    resolveAndJudge(hostname).then(
      (addresses) => {
        const first = addresses[0];
        if (all || !first) callback(null, addresses);
        else callback(null, first.address, first.family);
      },
      (error: Error) => callback(error, []),
    );
  };

  async function resolveAndJudge(hostname: string): Promise<LookupAddress[]> {
    const addresses = await lookup(hostname);
    if (addresses.length === 0) {
      throw Object.assign(new Error(`no address for ${hostname}`), { code: 'ENOTFOUND' });
    }
    for (const { address } of addresses) {
      const { isAllowed, reason } = policy.judge({ address, hostname, port });
      if (!isAllowed) {
        throw new AddressRefusedError({ hostname: normaliseHost(hostname), port, reason });
      }
    }
    return addresses;
  }
}

function resolveAll(hostname: string): Promise<LookupAddress[]> {
  return systemLookup(hostname, { all: true });
}
