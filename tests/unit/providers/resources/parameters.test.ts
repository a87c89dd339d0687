import {
  parameterProblems,
  withParameters,
} from '../../../../server/src/providers/resources/parameters';
import { defineResource } from '../../../../server/src/providers/resources/resource';
import { restResource } from '../../../../server/src/providers/resources/rest-resource';
import { allOf, recordingClient } from '../connectors/recording-client';

const PARAMETERS = [
  { name: 'shelf', label: 'Shelf', isRequired: true },
  { name: 'room', label: 'Room', isRequired: true },
];
const definition = {
  id: 'books',
  name: 'Books',
  parameters: PARAMETERS,
  fields: [{ path: 'title', type: 'text' as const }],
  idPath: 'id',
  list: { path: '/rooms/{room}/shelves/{shelf}/books', query: { sort: 'id' } },
  get: { method: 'GET' as const, path: '/rooms/{room}/books/{id}' },
  create: { method: 'POST' as const, path: '/rooms/{room}/books' },
  update: { method: 'PATCH' as const, path: '/rooms/{room}/books/{id}' },
  delete: { method: 'DELETE' as const, path: '/rooms/{room}/books/{id}' },
};
const FILTER = { shelf: 'A/1', room: ' 2 ', state: 'open' };

it('stand in every path, each as one part of it, and the rest of the filter in the listing', async () => {
  const { client, calls } = recordingClient(
    { pages: [[{ id: 1 }]] },
    { data: { id: 1 } },
    { data: { id: 2 } },
    { data: { id: 2 } },
  );
  const books = withParameters(restResource(definition), FILTER);
  await allOf(books.list(client, { filter: FILTER }));
  await books.get?.(client, '../1');
  await books.create?.(client, { title: 'Dune' }, { idempotencyKey: 'k' });
  await books.update?.(client, '2', { title: 'Emma' }, {});
  await books.delete?.(client, '2', {});
  expect(calls.map(({ method, path }) => `${method} ${path}`)).toEqual([
    'LIST /rooms/2/shelves/A%2F1/books',
    'GET /rooms/2/books/..%2F1',
    'POST /rooms/2/books',
    'PATCH /rooms/2/books/2',
    'DELETE /rooms/2/books/2',
  ]);
  expect(calls[0]?.options?.query).toEqual({ sort: 'id', state: 'open' });
  expect(calls[2]?.options).toEqual({ idempotencyKey: 'k' });
});

it('are given to code, and to what describes the fields', async () => {
  const seen: unknown[] = [];
  const books = defineResource({
    id: 'books',
    name: 'Books',
    parameters: PARAMETERS,
    idPath: 'id',
    async fields(_client, parameters) {
      seen.push(parameters);
      return [];
    },
    async *list(_client, { parameters, filter }) {
      seen.push(parameters, filter);
      yield { records: [], position: null };
    },
  });
  const { client } = recordingClient();
  const { fields, list, parameters } = withParameters(books, FILTER);
  if (typeof fields === 'function') await fields(client);
  await allOf(list(client, { filter: FILTER }));
  const given = { shelf: 'A/1', room: ' 2 ' };
  expect(seen).toEqual([given, given, { state: 'open' }]);
  expect(parameters).toBeUndefined();
});

it('are missed before anything is asked', async () => {
  const books = restResource(definition);
  expect(parameterProblems(books, { shelf: ' ', room: '2' })).toEqual([
    { name: 'shelf', message: 'Books cannot be read without: Shelf.' },
  ]);
  expect(() => withParameters(books, { room: '2' })).toThrow(
    'Books cannot be read without: Shelf.',
  );
  const { client, calls } = recordingClient();
  await expect(books.get?.(client, '1')).rejects.toMatchObject({ code: 'resource-parameter' });
  expect(calls).toEqual([]);
});

it('are none of a resource without them, whose filter stays whole', () => {
  const { parameters: _none, ...rest } = definition;
  const books = restResource({ ...rest, list: { path: '/books' }, ...plain() });
  expect(withParameters(books, FILTER)).toBe(books);
});

const plain = () =>
  Object.fromEntries(
    (['get', 'create', 'update', 'delete'] as const).map((call) => [
      call,
      { ...definition[call], path: '/books/{id}'.slice(0, call === 'create' ? 6 : undefined) },
    ]),
  );

it.each<[string, object]>([
  ['that stands in no path of the listing', { list: { path: '/books' } }],
  [
    'that nothing is required of',
    { parameters: [{ name: 'shelf', label: 'Shelf' }, PARAMETERS[1]] },
  ],
  ['that is not declared', { get: { method: 'GET', path: '/houses/{house}/books/{id}' } }],
  ['that is the id of a record', { parameters: [...PARAMETERS, { ...PARAMETERS[0], name: 'id' }] }],
  ['twice', { parameters: [...PARAMETERS, PARAMETERS[0]] }],
  ['with a name that is none', { parameters: [{ ...PARAMETERS[0], name: '__proto__' }] }],
])('cannot be one %s', (_name, changes) => {
  expect(() => restResource({ ...definition, ...changes })).toThrow(/This is no resource/);
});
