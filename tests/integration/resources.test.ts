import type { ConnectionsService } from '../../server/src/connections/connections-service';
import type { ApiClient } from '../../server/src/http/client/api-client';
import { restResource } from '../../server/src/providers/resources/rest-resource';
import type { Resource } from '../../server/src/providers/resources/resource';
import { addHarbour, connectHarbour, harbourProducts as products } from '../support/connections';
import { startStandIn, type StandIn } from '../support/stand-in';
import { startStrapi, type RunningStrapi } from '../support/strapi';

interface Product {
  id: string;
  name: string;
  price: { amount: number; currency: string };
}

let standIn: StandIn;
let running: RunningStrapi;
let client: ApiClient;
beforeAll(async () => {
  standIn = await startStandIn();
  running = await startStrapi();
  await addHarbour(running, standIn);
  const { id } = await connectHarbour(running);
  const service: ConnectionsService = running.strapi
    .plugin('integration-builder')
    .service('connections');
  client = await service.client(id, 'sync');
});
afterAll(async () => {
  await running?.stop();
  await standIn?.stop();
});

async function listed(options: Parameters<Resource['list']>[1] = {}) {
  const pages: { ids: string[]; position: string | null }[] = [];
  for await (const { records, position } of products.list(client, options)) {
    pages.push({ ids: (records as Product[]).map(({ id }) => id), position });
  }
  return pages;
}

const idsOf = (pages: { ids: string[] }[]) => pages.flatMap(({ ids }) => ids);
const aProduct = {
  name: 'Anchor',
  sku: 'ANC-1',
  price: { amount: 900, currency: 'EUR' },
  stock: 1,
};

describe('a resource that is described as data', () => {
  it('is listed whole, and goes on from wherever a page ended', async () => {
    const pages = await listed();
    const ids = idsOf(pages);
    expect(ids).toHaveLength(120);
    expect(new Set(ids).size).toBe(120);
    const [first, second] = pages;
    const rest = await listed({ position: first?.position ?? '' });
    expect(rest[0]).toEqual(second);
    expect(idsOf(rest)).toEqual(ids.slice(first?.ids.length));
  });

  it('is listed as far as it was changed since', async () => {
    const since = Date.parse('2026-01-01T10:00:00.000Z');
    expect(idsOf(await listed({ since }))).toHaveLength(1);
  });

  it('is made once under a key, changed, read and deleted', async () => {
    const key = { idempotencyKey: 'make-anchor' };
    const made = (await products.create?.(client, aProduct, key)) as Product;
    expect(made).toMatchObject(aProduct);
    expect(await products.create?.(client, aProduct, key)).toMatchObject({ id: made.id });
    const changed = await products.update?.(
      client,
      made.id,
      { name: 'Kedge' },
      { idempotencyKey: 'rename' },
    );
    expect(changed).toMatchObject({ id: made.id, name: 'Kedge', price: aProduct.price });
    expect(await products.get?.(client, made.id)).toEqual(changed);
    await products.delete?.(client, made.id, { idempotencyKey: 'delete' });
    expect(await products.get?.(client, made.id)).toBeNull();
  });

  it('has nothing to change or to delete where there is no such record', async () => {
    expect(await products.get?.(client, 'prd_none')).toBeNull();
    expect(await products.update?.(client, 'prd_none', { name: 'x' }, {})).toBeNull();
    await expect(products.delete?.(client, 'prd_none', {})).resolves.toBeUndefined();
  });

  it('takes an id for one part of the address, whatever is in it', async () => {
    expect(await products.get?.(client, 'a/../../me')).toBeNull();
    await expect(products.get?.(client, '..')).rejects.toThrow(TypeError);
  });

  it('tells why the service does not do it', async () => {
    await expect(products.create?.(client, { name: '' }, {})).rejects.toMatchObject({
      name: 'ApiError',
      code: 'http-error',
    });
  });
});

describe('a description that is none', () => {
  const valid = { id: 'a', name: 'A', fields: [{ path: 'b', type: 'text' }], idPath: 'id' };
  const list = { path: '/a' };

  it.each<[string, object]>([
    ['without a listing', valid],
    [
      'whose deletion names no record',
      { ...valid, list, delete: { method: 'DELETE', path: '/a' } },
    ],
    ['with a path to elsewhere', { ...valid, list: { path: 'https://elsewhere.example/a' } }],
    ['with a field too many', { ...valid, list, script: '1' }],
    ['with an id that is none', { ...valid, list, id: 'A b' }],
  ])('%s is refused', (_name, definition) => {
    expect(() => restResource(definition as Parameters<typeof restResource>[0])).toThrow(
      /This is no resource/,
    );
  });
});
