import { Connection } from 'jsforce';

import { withParameters } from '../../../../server/src/providers/resources/parameters';
import type { ResourceField } from '../../../../server/src/providers/resources/resource';
import { loopbackForFile } from '../../../support/loopback-sender';
import { startStandIn, type StandIn } from '../../../support/stand-in';
import { clientAt, listed, resourceOf } from '../../../support/vendors/client-at';

/* The stand-in of Salesforce is that of the demo, which jsforce works with as with Salesforce. */

const TOKEN = '00Dxx0000001gER!standin';
const { senderWith } = loopbackForFile();
let standIn: StandIn;
beforeAll(async () => {
  standIn = await startStandIn();
});
afterAll(() => standIn.stop());
beforeEach(() => standIn.control.reset());

const client = () =>
  clientAt('salesforce', {
    sender: senderWith(),
    baseUrl: `${standIn.url}/salesforce/services/data/v60.0`,
    token: `Bearer ${TOKEN}`,
  });
const sdk = () =>
  new Connection({
    instanceUrl: `${standIn.url}/salesforce`,
    accessToken: TOKEN,
    version: '60.0',
  });
const recordsOf = (filter: Record<string, string>) =>
  withParameters(resourceOf('salesforce', 'records'), filter);

it('offers what the object can hold, as Salesforce describes it', async () => {
  const { fields } = recordsOf({ object: 'Account' });
  const offered = await (fields as (at: unknown) => Promise<ResourceField[]>)(client());
  expect(offered).toContainEqual({
    path: 'Name',
    label: 'Account Name',
    type: 'text',
    isReadOnly: false,
    isCreateOnly: false,
    isRequired: true,
  });
  const types = Object.fromEntries(offered.map(({ path, type }) => [path, type]));
  expect(types).toMatchObject({
    AnnualRevenue: 'number',
    IsDeleted: 'boolean',
    SystemModstamp: 'datetime',
  });
  expect(offered.find(({ path }) => path === 'SystemModstamp')?.isReadOnly).toBe(true);
});

it('lists an object with all its fields over all pages, like jsforce', async () => {
  const { records, positions } = await listed(recordsOf({ object: 'Contact' }), client());
  const theirs = await sdk()
    .query('SELECT Id FROM Contact')
    .execute({ autoFetch: true, maxFetch: 1_000 });
  expect(records.map(({ Id }) => Id)).toEqual(theirs.records.map(({ Id }) => Id));
  expect(records[0]).toMatchObject({ External_Id__c: 'C-1', LastName: expect.any(String) });
  expect(positions).toHaveLength(3);
  const rest = await listed(recordsOf({ object: 'Contact' }), client(), {
    position: positions[0]!,
  });
  expect(rest.records).toEqual(records.slice(100));
});

it('lists what was changed since a time, and what has a value in a field', async () => {
  const since = Date.parse('2026-01-01T08:00:00Z') + 240 * 60_000;
  const changed = await listed(recordsOf({ object: 'Contact' }), client(), { since });
  expect(changed.records).toHaveLength(11);
  const filter = { object: 'Contact', LastName: "O'Brien" };
  const some = await listed(recordsOf(filter), client(), { filter });
  expect(new Set(some.records.map(({ LastName }) => LastName))).toEqual(new Set(["O'Brien"]));
  const wrong = { object: 'Contact', Shelf__c: 'A' };
  await expect(listed(recordsOf(wrong), client(), { filter: wrong })).rejects.toMatchObject({
    code: 'resource-parameter',
  });
});

it('reads no more fields than it is told', async () => {
  const filter = { object: 'Account', fields: 'Name, BillingCity' };
  const { records } = await listed(recordsOf(filter), client(), { filter });
  expect(Object.keys(records[0]!).sort()).toEqual([
    'BillingCity',
    'Id',
    'Name',
    'SystemModstamp',
    'attributes',
  ]);
  const wrong = { object: 'Account', fields: 'Nmae' };
  await expect(listed(recordsOf(wrong), client())).rejects.toThrow('"Nmae"');
});

it('makes, changes, reads and deletes a record that jsforce sees, too', async () => {
  const accounts = recordsOf({ object: 'Account' });
  const at = client();
  const made = (await accounts.create?.(at, { Name: 'Kedge & Sons' }, {})) as { Id: string };
  expect(made).toMatchObject({ Name: 'Kedge & Sons', BillingCity: null });
  expect(await sdk().sobject('Account').retrieve(made.Id)).toMatchObject({ Name: 'Kedge & Sons' });
  expect(await accounts.update?.(at, made.Id, { BillingCity: 'Porto' }, {})).toMatchObject({
    Name: 'Kedge & Sons',
    BillingCity: 'Porto',
  });
  await accounts.delete?.(at, made.Id, {});
  expect(await accounts.get?.(at, made.Id)).toBeNull();
  expect(await accounts.update?.(at, made.Id, { Name: 'x' }, {})).toBeNull();
  await expect(accounts.delete?.(at, made.Id, {})).resolves.toBeUndefined();
  await expect(accounts.create?.(at, { BillingCity: 'Porto' }, {})).rejects.toMatchObject({
    status: 400,
    message: expect.stringContaining('REQUIRED_FIELD_MISSING'),
  });
});

it('is not asked without an object', () => {
  expect(() => recordsOf({})).toThrow('Object');
});
