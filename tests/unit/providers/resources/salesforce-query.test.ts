import type { SalesforceField } from '../../../../server/src/providers/connectors/salesforce';
import {
  listedFields,
  listingQuery,
  resourceField,
} from '../../../../server/src/providers/resources/salesforce-query';

const field = (name: string, type = 'string', more: Partial<SalesforceField> = {}) =>
  ({
    name,
    label: name,
    type,
    nillable: true,
    createable: true,
    updateable: true,
    externalId: false,
    ...more,
  }) as SalesforceField;

const FIELDS = [
  field('Id', 'id'),
  field('Name'),
  field('IsActive', 'boolean'),
  field('Price__c', 'currency'),
  field('Day__c', 'date'),
  field('SystemModstamp', 'datetime'),
];
const ask = (more: Partial<Parameters<typeof listingQuery>[0]> = {}) =>
  listingQuery({
    object: 'Book__c',
    selected: FIELDS.slice(0, 2),
    fields: FIELDS,
    filter: {},
    since: undefined,
    ...more,
  }).text;

it('asks for the fields, and for what has changed, to the millisecond', () => {
  expect(ask()).toBe('SELECT Id, Name FROM Book__c');
  expect(ask({ since: Date.UTC(2026, 0, 1) })).toBe(
    'SELECT Id, Name FROM Book__c WHERE SystemModstamp >= 2026-01-01T00:00:00.000Z',
  );
});

it('lists an object whole that does not tell when it was changed', () => {
  expect(ask({ fields: FIELDS.slice(0, 2), since: 1 })).toBe('SELECT Id, Name FROM Book__c');
});

it('writes each value as its field has it', () => {
  const filter = {
    Name: "O'Hara' OR Name != '",
    IsActive: 'true',
    Price__c: '12.5',
    Day__c: '2026-01-31',
  };
  expect(ask({ filter })).toBe(
    "SELECT Id, Name FROM Book__c WHERE Name = 'O\\'Hara\\' OR Name != \\'' AND IsActive = true AND Price__c = 12.5 AND Day__c = 2026-01-31",
  );
});

it.each([
  { IsActive: 'yes' },
  { Price__c: '1 OR 1 = 1' },
  { Price__c: '' },
  { Day__c: "2026-01-31' OR" },
  { SystemModstamp: 'yesterday' },
  { Missing__c: 'a' },
])('has no filter %j', (filter) => {
  expect(() => ask({ filter: filter as unknown as Record<string, string> })).toThrow(
    'Records cannot be narrowed by',
  );
});

it('has no object that is a query', () => {
  expect(() => ask({ object: 'Book__c WHERE Id != NULL' })).toThrow(TypeError);
});

it('says what to do about an object with too many fields for one query', () => {
  const selected = Array.from({ length: 800 }, (_, n) => field(`A_rather_long_name_${n}__c`));
  expect(() => ask({ selected })).toThrow('Name those that are needed as "fields"');
});

it('leaves out what a listing cannot hold', () => {
  const described = [...FIELDS, field('BillingAddress', 'address'), field('Body', 'base64')];
  expect(listedFields(described, undefined)).toEqual(FIELDS);
  expect(listedFields(described, 'Name').map(({ name }) => name)).toEqual([
    'Id',
    'Name',
    'SystemModstamp',
  ]);
});

it('tells what is set for ever when a record is made', () => {
  expect(resourceField(field('Owner__c', 'reference', { updateable: false }))).toMatchObject({
    type: 'text',
    isCreateOnly: true,
    isReadOnly: false,
  });
});
