import type { Connection } from '../../server/src/connections/contracts';
import { defineProvider, type Provider } from '../../server/src/providers/provider';
import type { RateLimit } from '../../server/src/http/client/api-rules';
import {
  type RestResource,
  restResource,
} from '../../server/src/providers/resources/rest-resource';
import { approveConsent, STAND_IN_CLIENT, type StandIn } from './stand-in';
import type { HttpClient } from './http-client';
import type { RunningStrapi } from './strapi';

/** The products of the stand-in, as a site would describe them. */
const HARBOUR_PAGING = {
  style: 'cursor',
  recordsPath: 'data',
  cursorParam: 'cursor',
  cursorPath: 'page.next_cursor',
} as const;

const HARBOUR_PRODUCTS: RestResource = {
  id: 'products',
  name: 'Products',
  fields: [
    { path: 'sku', type: 'text', isRequired: true },
    { path: 'name', type: 'text', isRequired: true },
    { path: 'price.amount', type: 'number' },
    { path: 'stock', type: 'number' },
  ],
  idPath: 'id',
  changedAtPath: 'updated_at',
  isIdempotent: true,
  list: { path: '/products', since: { param: 'updated_since', format: 'iso' } },
  get: { method: 'GET', path: '/products/{id}' },
  create: { method: 'POST', path: '/products' },
  update: { method: 'PATCH', path: '/products/{id}' },
  delete: { method: 'DELETE', path: '/products/{id}' },
};

export const harbourProducts = restResource(HARBOUR_PRODUCTS);

export const CONNECTIONS = '/integration-builder/connections';

/** The stand-in as data, for `TEST_PROVIDERS` of a process of its own; its account has a token of the stand-in for a key. */
export const describedHarbour = (url: string): object => ({
  id: 'described',
  name: 'Harbour',
  access: {
    category: 'commerce',
    auth: [{ kind: 'bearer' }],
    api: {
      baseUrl: `${url}/api`,
      idempotencyHeader: 'Idempotency-Key',
      paging: HARBOUR_PAGING,
    },
    probe: { path: '/me' },
  },
  resources: [HARBOUR_PRODUCTS],
});

/** What the account of `describedHarbour` is made with. */
export const describedAccount = (key: string): object => ({
  provider: 'described',
  auth: 'bearer',
  credentials: { key },
});

/** The provider of the stand-in, as a site would describe it in code. */
export function harbourProvider(
  url: string,
  changes: { id?: string; rateLimit?: RateLimit } = {},
): Provider {
  const id = changes.id ?? 'harbour';
  return defineProvider({
    id,
    name: 'Harbour',
    access: {
      category: 'commerce',
      auth: [
        {
          kind: 'oauth2',
          authorizeUrl: `${url}/oauth/authorize`,
          tokenUrl: `${url}/oauth/token`,
          revoke: { url: `${url}/oauth/revoke` },
          scopes: ['account:read', 'products:read', 'products:write'],
          issuer: url,
          alwaysNamesIssuer: true,
        },
        {
          kind: 'client-credentials',
          tokenUrl: `${url}/oauth/token`,
          revoke: { url: `${url}/oauth/revoke` },
          scopes: ['account:read', 'products:read'],
        },
      ],
      api: {
        baseUrl: `${url}/api`,
        idempotencyHeader: 'Idempotency-Key',
        ...(changes.rateLimit && { rateLimit: changes.rateLimit }),
        paging: HARBOUR_PAGING,
      },
      probe: {
        path: '/me',
        account: (body) => {
          const { id: accountId, name } = body as { id: string; name: string };
          return { id: accountId, name };
        },
      },
    },
    resources: [harbourProducts],
  });
}

/** Requests of one browser: with the cookie that the panel's request set. */
export interface BegunAuthorization {
  authorizeUrl: string;
  cookie: string;
}

/** Begins an authorization as the panel does. */
export async function beginAuthorization(
  http: HttpClient,
  input: object = { provider: 'harbour' },
): Promise<BegunAuthorization> {
  const response = await http.post(`${CONNECTIONS}/authorizations`).send(input).expect(200);
  const cookies = response.headers['set-cookie'] as unknown as string[];
  return {
    authorizeUrl: (response.body as { data: { authorizeUrl: string } }).data.authorizeUrl,
    cookie: (cookies[0] ?? '').split(';')[0] ?? '',
  };
}

/**
 * Lets a browser return from the service; resolves to where the plugin sends it. The site of a test listens at another port
 * than the one that its configuration names.
 */
export async function returnTo(url: string, location: string, cookie: string): Promise<URL> {
  const response = await fetch(
    new URL(new URL(location).pathname + new URL(location).search, url),
    {
      redirect: 'manual',
      ...(cookie !== '' && { headers: { cookie } }),
    },
  );
  return new URL(response.headers.get('location') ?? '', url);
}

/** The ticket of an authorization that the owner of the account has approved. */
export async function approvedTicket(
  { url }: Pick<RunningStrapi, 'url'>,
  http: HttpClient,
  input?: object,
  consent?: Parameters<typeof approveConsent>[1],
): Promise<string> {
  const { authorizeUrl, cookie } = await beginAuthorization(http, input);
  const page = await returnTo(url, await approveConsent(authorizeUrl, consent), cookie);
  const ticket = page.searchParams.get('ticket');
  if (!ticket) throw new Error(`there is no ticket in ${page.href}`);
  return ticket;
}

/** Connects to the stand-in by OAuth, as an administrator does. */
export async function connectHarbour(
  running: Pick<RunningStrapi, 'url' | 'http'>,
  input?: object,
  consent?: Parameters<typeof approveConsent>[1],
): Promise<Connection> {
  const ticket = await approvedTicket(running, running.http, input, consent);
  const response = await running.http
    .post(`${CONNECTIONS}/authorizations/complete`)
    .send({ ticket })
    .expect(200);
  return (response.body as { data: { connection: Connection } }).data.connection;
}

/** Makes the stand-in known to a site, with the site's own client at it. */
export async function addHarbour(
  { strapi, http }: RunningStrapi,
  { url }: StandIn,
  changes: Parameters<typeof harbourProvider>[1] = {},
): Promise<void> {
  const provider = harbourProvider(url, changes);
  strapi.plugin('integration-builder').service('providers').register(provider);
  await http
    .put(`${CONNECTIONS}/providers/${provider.id}/client`)
    .send({ clientId: STAND_IN_CLIENT.id, clientSecret: STAND_IN_CLIENT.secret })
    .expect(200);
}

/** A connection as the API shows it now. */
export async function connectionOf(http: HttpClient, id: number): Promise<Connection> {
  const response = await http.get(`${CONNECTIONS}/accounts/${id}`).expect(200);
  return (response.body as { data: Connection }).data;
}

/** The rows of connections, straight from the database. */
export const connectionsTable = ({ strapi }: Pick<RunningStrapi, 'strapi'>) =>
  strapi.db.connection('ib_connections');

/** The stand-in as an administrator describes it in the panel, for a site without code of its own. */
export const genericHarbour = (url: string) => ({
  provider: 'generic-oauth2',
  settings: {
    authorizeUrl: `${url}/oauth/authorize`,
    tokenUrl: `${url}/oauth/token`,
    revokeUrl: `${url}/oauth/revoke`,
    baseUrl: `${url}/api`,
    probePath: '/me',
  },
  scopes: ['account:read', 'products:read'],
  credentials: { clientId: STAND_IN_CLIENT.id, clientSecret: STAND_IN_CLIENT.secret },
});

/** A service that answers as a test tells its receiver to, with a key in a header. */
export const scriptedProvider = (baseUrl: string): Provider =>
  defineProvider({
    id: 'scripted',
    name: 'Scripted',
    access: {
      category: 'development',
      auth: [{ kind: 'api-key', in: 'header', name: 'X-API-Key' }],
      api: {
        baseUrl,
        idempotencyHeader: 'Idempotency-Key',
        errorMessage: (body) => {
          const { message } = (body ?? {}) as { message?: unknown };
          return typeof message === 'string' ? message : null;
        },
      },
      probe: { path: '/me' },
    },
  });
