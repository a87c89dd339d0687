import type {
  CustomProvider,
  ProviderDefinition,
  ResourceDefinition,
} from '../../server/src/builder/contracts';
import type { Connection } from '../../server/src/connections/contracts';
import { CONNECTIONS } from './connections';
import type { HttpClient } from './http-client';

/** Address of the admin API of services that are described in the panel. */
export const BUILDER = '/integration-builder/builder';

/** The key that the stand-in takes. */
export const HARBOUR_KEY = 'demo-harbour-api-key';

/** The products of the stand-in, as an administrator describes them. */
export const keyedProducts: ResourceDefinition = {
  id: 'products',
  name: 'Products',
  fields: [
    { path: 'id', type: 'text', isReadOnly: true },
    { path: 'sku', type: 'text' },
    { path: 'name', type: 'text' },
    { path: 'stock', type: 'number' },
  ],
  idPath: 'id',
  changedAtPath: 'updated_at',
  list: {
    path: '/products/by-page',
    paging: {
      style: 'page',
      recordsPath: 'data',
      pageParam: 'page',
      firstPage: 1,
      totalPagesPath: 'total_pages',
    },
  },
  get: { method: 'GET', path: '/products/{id}' },
};

/** The stand-in, signed in to with a key, as an administrator describes it. */
export const keyedHarbour = (
  url: string,
  changes: Partial<ProviderDefinition> = {},
): ProviderDefinition => ({
  name: 'Harbour by key',
  access: {
    category: 'commerce',
    auth: [{ kind: 'api-key', in: 'header', name: 'X-API-Key' }],
    api: { baseUrl: `${url}/keyed` },
    probe: { path: '/me' },
  },
  resources: [keyedProducts],
  ...changes,
});

/** Describes a service. */
export async function describeProvider(
  http: HttpClient,
  definition: ProviderDefinition,
): Promise<CustomProvider> {
  const response = await http.post(`${BUILDER}/providers`).send(definition).expect(201);
  return (response.body as { data: CustomProvider }).data;
}

/** Connects an account at the stand-in by its key. */
export async function connectByKey(
  http: HttpClient,
  provider: string,
  name = 'By key',
): Promise<Connection> {
  const response = await http
    .post(`${CONNECTIONS}/accounts`)
    .send({ provider, auth: 'api-key', name, credentials: { key: HARBOUR_KEY } })
    .expect(201);
  return (response.body as { data: Connection }).data;
}
