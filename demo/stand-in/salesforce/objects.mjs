import { refuseAsSalesforce } from './answers.mjs';
import { longId, salesforceId } from './ids.mjs';
import { isSystemField, OBJECT_TYPES } from './schema.mjs';

const CONTACT_COUNT = 250;
const FIRST = Date.parse('2026-01-01T08:00:00.000Z');
const FIRST_NAMES = ['Mara', 'Tomas', 'Inês', 'Juno', 'Ada'];
const LAST_NAMES = ['Lindqvist', 'Okafor', 'Duarte', "O'Brien", 'Moreau', 'Brandt'];
const ACCOUNTS = [
  { Name: 'Duarte & Daughters', BillingCity: 'Porto', AnnualRevenue: 1_200_000 },
  { Name: 'Café <Hafen>', BillingCity: 'Göteborg', AnnualRevenue: null },
];

/** Salesforce writes the offset without a colon. */
const salesforceTime = (time) => new Date(time).toISOString().replace('Z', '+0000');

/** The records of the organisation: 250 contacts, some accounts, no products. */
export function createSalesforce(now) {
  const tables = new Map(Object.keys(OBJECT_TYPES).map((name) => [name, new Map()]));
  let lastNumber = 0;

  function insert(type, fields, at = now()) {
    lastNumber += 1;
    const Id = salesforceId(type.prefix, lastNumber);
    const stamp = salesforceTime(at);
    const empty = Object.fromEntries(Object.keys(type.fields).map((name) => [name, null]));
    const system = { Id, IsDeleted: false, CreatedDate: stamp, LastModifiedDate: stamp };
    const record = { ...empty, ...fields, ...system, SystemModstamp: stamp };
    tables.get(type.name).set(Id, record);
    return record;
  }

  /** External ids are compared without regard to case. */
  const findBy = (type, field, value) =>
    [...tables.get(type.name).values()].find(
      (record) => record[field] !== null && record[field].toLowerCase() === value.toLowerCase(),
    ) ?? null;

  function check(type, fields, { isNew, ownId = null }) {
    for (const [name, value] of Object.entries(fields)) checkField(type, name, value);
    const missing = type.required.filter((name) =>
      isNew || Object.hasOwn(fields, name) ? !fields[name] : false,
    );
    if (missing.length > 0) {
      const message = `Required fields are missing: [${missing.join(', ')}]`;
      throw refuseAsSalesforce(400, 'REQUIRED_FIELD_MISSING', message, missing);
    }
    const { External_Id__c: key } = fields;
    const twin = typeof key === 'string' ? findBy(type, 'External_Id__c', key) : null;
    if (twin && twin.Id !== ownId) {
      const message = `duplicate value found: External_Id__c duplicates value on record with id: ${twin.Id}`;
      throw refuseAsSalesforce(400, 'DUPLICATE_VALUE', message, []);
    }
  }

  const organisation = {
    findBy,
    /** Snapshots of queries that are read page by page. */
    locators: new Map(),
    apiUsage: 0,
    all: (type) => [...tables.get(type.name).values()],
    find: (type, id) => tables.get(type.name).get(longId(id)) ?? null,

    create(type, fields) {
      check(type, fields, { isNew: true });
      return insert(type, fields);
    },
    update(type, record, fields) {
      check(type, fields, { isNew: false, ownId: record.Id });
      const stamp = salesforceTime(now());
      Object.assign(record, fields, { LastModifiedDate: stamp, SystemModstamp: stamp });
    },
    remove: (type, record) => tables.get(type.name).delete(record.Id),

    /** Does work on records wholly or not at all: `work(undo)` calls `undo()` to take back what it did. */
    undoable(work) {
      const before = new Map(
        [...tables].map(([name, records]) => [
          name,
          new Map([...records].map(([id, record]) => [id, { ...record }])),
        ]),
      );
      return work(() => before.forEach((records, name) => tables.set(name, records)));
    },
  };

  ACCOUNTS.forEach((account) => insert(OBJECT_TYPES.Account, account, FIRST));
  for (let number = 1; number <= CONTACT_COUNT; number += 1) {
    const contact = {
      FirstName: FIRST_NAMES[number % FIRST_NAMES.length],
      LastName: LAST_NAMES[number % LAST_NAMES.length],
      Email: `contact-${number}@example.com`,
      External_Id__c: `C-${number}`,
    };
    insert(OBJECT_TYPES.Contact, contact, FIRST + number * 60_000);
  }
  return organisation;
}

function checkField(type, name, value) {
  if (!Object.hasOwn(type.fields, name)) {
    const message = `No such column '${name}' on sobject of type ${type.name}`;
    throw refuseAsSalesforce(400, 'INVALID_FIELD', message);
  }
  if (isSystemField(name)) {
    const message = `Unable to create/update fields: ${name}. Please check the security settings of this field.`;
    throw refuseAsSalesforce(400, 'INVALID_FIELD_FOR_INSERT_UPDATE', message, [name]);
  }
  const { type: kind, length } = type.fields[name];
  const wanted = { boolean: 'boolean', currency: 'number' }[kind] ?? 'string';
  if (value !== null && typeof value !== wanted) {
    const message = `Cannot deserialize instance of ${kind} from ${typeof value}`;
    throw refuseAsSalesforce(400, 'JSON_PARSER_ERROR', message);
  }
  if (wanted === 'string' && value !== null && value.length > length) {
    const message = `${type.fields[name].label}: data value too large (max length=${length})`;
    throw refuseAsSalesforce(400, 'STRING_TOO_LONG', message, [name]);
  }
}
