import { CollectionInterruptedError } from '../../../../server/src/providers/connectors/salesforce-collections';
import { salesforceConnector } from '../../../../server/src/providers/connectors/salesforce';
import type { Soql } from '../../../../server/src/providers/connectors/soql';
import { allOf, recordingClient } from './recording-client';

const people = (count: number, start = 0) =>
  Array.from({ length: count }, (_item, index) => ({ LastName: `Person ${start + index}` }));
const saved = (count: number, start = 0) =>
  Array.from({ length: count }, (_item, index) => ({
    id: `id ${start + index}`,
    success: true,
    errors: [],
  }));

describe('a query', () => {
  it('yields the records of all pages', async () => {
    const { client, calls } = recordingClient({
      pages: [[{ Id: '1' }, { Id: '2' }], [{ Id: '3' }]],
    });
    const { query, soql } = salesforceConnector(client);
    const name = "O'Hara";
    const found = await allOf(query(soql`SELECT Id FROM Contact WHERE LastName = ${name}`));
    expect(found).toEqual([{ Id: '1' }, { Id: '2' }, { Id: '3' }]);
    const q = "SELECT Id FROM Contact WHERE LastName = 'O\\'Hara'";
    expect(calls).toEqual([{ method: 'LIST', path: '/query', options: { query: { q } } }]);
  });

  it('can be had as a list', async () => {
    const { client } = recordingClient({ pages: [[{ Id: '1' }], [{ Id: '2' }]] });
    const { queryAll, soql } = salesforceConnector(client);
    expect(await queryAll(soql`SELECT Id FROM Contact`)).toEqual([{ Id: '1' }, { Id: '2' }]);
  });

  it('is no text, which nobody may have escaped', () => {
    const { client, calls } = recordingClient();
    const { query } = salesforceConnector(client);
    expect(() => query('SELECT Id FROM Contact' as unknown as Soql)).toThrow(TypeError);
    expect(calls).toEqual([]);
  });
});

describe('one record', () => {
  it('is created, changed and described at its object', async () => {
    const { client, calls } = recordingClient(
      { status: 201, data: { id: '003x', success: true, errors: [] } },
      { status: 204 },
      { data: { name: 'Contact', label: 'Contact', fields: [] } },
    );
    const salesforce = salesforceConnector(client);
    expect(await salesforce.createRecord('Contact', { LastName: 'Ann' })).toBe('003x');
    await salesforce.updateRecord('Contact', '003x', { LastName: 'Bea' });
    expect((await salesforce.describe('Contact')).fields).toEqual([]);
    expect(calls.map(({ method, path }) => `${method} ${path}`)).toEqual([
      'POST /sobjects/Contact',
      'PATCH /sobjects/Contact/003x',
      'GET /sobjects/Contact/describe',
    ]);
  });

  it.each([
    [201, { id: '003x', success: true }, { id: '003x', isCreated: true }],
    [200, { id: '003x', success: true }, { id: '003x', isCreated: false }],
    [204, null, { id: null, isCreated: false }],
  ])('is upserted by an external id, with %i', async (status, data, expected) => {
    const { client, calls } = recordingClient({ status, data });
    const { upsertRecord } = salesforceConnector(client);
    const result = await upsertRecord('Book__c', 'Isbn__c', '978/3 16', { Name: 'A Book' });
    expect(result).toEqual(expected);
    expect(calls[0]?.path).toBe('/sobjects/Book__c/Isbn__c/978%2F3%2016');
  });

  it.each(['', '.', '..'])('has no id like %j, which would name another path', async (id) => {
    const { client, calls } = recordingClient();
    await expect(salesforceConnector(client).updateRecord('Contact', id, {})).rejects.toThrow(
      TypeError,
    );
    expect(calls).toEqual([]);
  });
});

describe('any number of records', () => {
  it('goes out in parts of 200, and the results come in order', async () => {
    const { client, calls } = recordingClient(
      { data: saved(200) },
      { data: saved(200, 200) },
      { data: saved(1, 400) },
    );
    const results = await salesforceConnector(client).createRecords('Contact', people(401));
    expect(calls.map(({ body }) => (body as { records: unknown[] }).records.length)).toEqual([
      200, 200, 1,
    ]);
    expect(calls[1]).toMatchObject({
      method: 'POST',
      path: '/composite/sobjects',
      body: { allOrNone: false },
    });
    expect((calls[2]?.body as { records: unknown[] }).records).toEqual([
      { LastName: 'Person 400', attributes: { type: 'Contact' } },
    ]);
    expect(results.map(({ id }) => id)).toEqual(saved(401).map(({ id }) => id));
  });

  it('of none makes no request', async () => {
    const { client, calls } = recordingClient();
    expect(await salesforceConnector(client).createRecords('Contact', [])).toEqual([]);
    expect(calls).toEqual([]);
  });

  it('is changed by PATCH, and a record that is refused leaves the others alone', async () => {
    const errors = [{ statusCode: 'ENTITY_IS_DELETED', message: 'entity is deleted', fields: [] }];
    const data = [...saved(1), { success: false, errors }];
    const { client, calls } = recordingClient({ data });
    const records = [{ id: '1' }, { id: '2', Name: 'x' }];
    expect(await salesforceConnector(client).updateRecords('Contact', records)).toEqual([
      { id: 'id 0', success: true, errors: [] },
      { id: null, success: false, errors },
    ]);
    expect(calls[0]?.method).toBe('PATCH');
  });

  it('has a result for each, even where Salesforce tells fewer', async () => {
    const { client } = recordingClient({ data: saved(1) });
    const results = await salesforceConnector(client).createRecords('Contact', people(2));
    expect(results.map(({ success }) => success)).toEqual([true, false]);
  });

  it('that breaks off tells what was saved before', async () => {
    const { client } = recordingClient({ data: saved(200) }, new Error('The network is down.'));
    const saving = salesforceConnector(client).createRecords('Contact', people(300));
    const error = await saving.catch((caught: unknown) => caught);
    expect(error).toBeInstanceOf(CollectionInterruptedError);
    expect(error).toMatchObject({ code: 'collection-interrupted', results: saved(200) });
    expect((error as Error).message).toContain('200 of 300 records');
    expect((error as Error).message).toContain('The network is down.');
  });

  it('that never began fails as any call does', async () => {
    const down = new Error('The network is down.');
    const { client } = recordingClient(down);
    await expect(salesforceConnector(client).createRecords('Contact', people(1))).rejects.toBe(
      down,
    );
  });
});
