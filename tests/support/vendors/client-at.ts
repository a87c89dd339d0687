import { type ApiClient, createApiClient } from '../../../server/src/http/client/api-client';
import { createTarget } from '../../../server/src/http/client/api-target';
import { createCircuit } from '../../../server/src/http/client/circuit';
import { createRateBudget } from '../../../server/src/http/client/rate-budget';
import type { HttpSender } from '../../../server/src/http/send-request';
import { forAccount } from '../../../server/src/providers/account';
import { createProviderRegistry } from '../../../server/src/providers/registry';
import type { Resource } from '../../../server/src/providers/resources/resource';

interface Place {
  sender: HttpSender;
  /** Where the API begins at the stand-in. */
  baseUrl: string;
  /** Sent as `Authorization`, or under another name. */
  token: string;
  header?: string;
  /** Other hosts of the service that the stand-in stands for as well: `https://sheets.googleapis.com`. */
  others?: string[];
}

/** The client of a provider as it is, but for where the service is, and without its limit of calls. */
export function clientAt(
  provider: string,
  { sender, baseUrl, token, header = 'authorization', others = [] }: Place,
): ApiClient {
  const api = createProviderRegistry().find(provider)?.access?.api;
  if (!api) throw new Error(`${provider} cannot be called`);
  const headers = forAccount(api.headers ?? {}, { settings: {}, facts: {} });
  const secrets = [token];
  const authorization = { headers: { [header]: token }, query: {}, token, secrets, version: 1 };
  const { origins } = createTarget(baseUrl);
  const target = { baseUrl, origins: new Set([...origins, ...others]) };
  const client = createApiClient({
    connectionId: 1,
    caller: 'site',
    api,
    open: () => ({ target, headers, authorization }),
    peek: () => Promise.resolve({ target, headers, authorization }),
    context: {
      sender,
      api,
      renew: () => Promise.resolve(null),
      budget: createRateBudget({
        limit: null,
        buffer: 1,
        share: () => 1,
        clock: () => performance.now(),
      }),
      circuit: createCircuit(),
      random: Math.random,
      now: Date.now,
    },
    cache: null,
    defaults: { timeoutMs: 10_000, retries: 0 },
    record: () => {},
  });
  const { origin } = new URL(baseUrl);
  client.use({
    beforeRequest(request) {
      const { pathname, search } = request.url;
      if (others.includes(request.url.origin)) request.url = new URL(pathname + search, origin);
    },
  });
  return client;
}

/** A resource of one of our providers. */
export function resourceOf(provider: string, id: string): Resource {
  const resources = createProviderRegistry().find(provider)?.resources ?? [];
  const found = resources.find((resource) => resource.id === id);
  if (!found) throw new Error(`${provider} has no ${id}`);
  return found;
}

/** All records of a listing, and the position after each page. */
export async function listed<T = Record<string, unknown>>(
  resource: Resource,
  client: ApiClient,
  options: Parameters<Resource['list']>[1] = {},
): Promise<{ records: T[]; positions: (string | null)[] }> {
  const records: T[] = [];
  const positions: (string | null)[] = [];
  for await (const page of resource.list(client, options)) {
    records.push(...(page.records as T[]));
    positions.push(page.position);
  }
  return { records, positions };
}
