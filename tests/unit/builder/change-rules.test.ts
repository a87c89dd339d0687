import type { ProviderConnection, ProviderDefinition } from '../../../server/src/builder/contracts';
import { refusedChanges } from '../../../server/src/builder/definitions/change-rules';
import { keyedHarbour, keyedProducts } from '../../support/builder';

const before = keyedHarbour('https://api.harbour.example');
const account = (status: ProviderConnection['status']) => [{ id: 1, name: 'Wholesale', status }];
const job = [{ name: 'Prices', resource: 'products' }];
const withBase = (baseUrl: string): ProviderDefinition => ({
  ...before,
  access: { ...before.access, api: { baseUrl } },
});
const codes = (
  after: ProviderDefinition,
  { connections = account('connected'), jobs = [] as typeof job } = {},
) => refusedChanges(before, after, { connections, jobs }).map(({ code }) => code);

it.each([
  ['another host', 'https://evil.example/keyed', ['provider-address-fixed']],
  [
    'a host that begins alike',
    'https://api.harbour.example.evil.example',
    ['provider-address-fixed'],
  ],
  ['another port', 'https://api.harbour.example:8443/keyed', ['provider-address-fixed']],
  ['a line that anybody reads', 'http://api.harbour.example/keyed', ['provider-address-fixed']],
  ['another path of the host', 'https://api.harbour.example/v2', []],
  ['the host in capital letters', 'https://API.harbour.example/keyed', []],
])('while somebody is connected, the address: %s', (_name, baseUrl, refused) => {
  expect(codes(withBase(baseUrl))).toEqual(refused);
});

it('who needs to be reconnected has credentials all the same', () => {
  const connections = account('needs-reauthorization');
  expect(codes(withBase('https://evil.example'), { connections })).toEqual([
    'provider-address-fixed',
  ]);
});

it('who is disconnected has none left, and is asked for them anew', () => {
  expect(codes(withBase('https://new.example'), { connections: account('disconnected') })).toEqual(
    [],
  );
});

it('where and how the key is sent stays', () => {
  const auth: ProviderDefinition['access']['auth'] = [
    { kind: 'api-key', in: 'query', name: 'X-API-Key' },
  ];
  expect(codes({ ...before, access: { ...before.access, auth } })).toEqual(['provider-auth-fixed']);
});

it('records that a sync needs are kept, and known by the same field', () => {
  expect(codes({ ...before, resources: [] }, { jobs: job })).toEqual(['resource-in-use']);
  const bySku = { ...before, resources: [{ ...keyedProducts, idPath: 'sku' }] };
  expect(refusedChanges(before, bySku, { connections: [], jobs: job })).toMatchObject([
    { path: ['resources', '0', 'idPath'] },
  ]);
  expect(codes({ ...before, resources: [] })).toEqual([]);
});

it('says whose it is', () => {
  const [refused] = refusedChanges(before, withBase('https://evil.example'), {
    connections: account('connected'),
    jobs: [],
  });
  expect(refused?.message).toContain('"Wholesale"');
  expect(refused?.message).toContain('https://api.harbour.example');
});
