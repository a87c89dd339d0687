const text = (label, length = 255) => ({ type: 'string', label, length });
const email = { type: 'email', label: 'Email', length: 80 };
const externalId = { ...text('External ID'), externalId: true, unique: true };

/** What every object has and nobody writes. */
const SYSTEM_FIELDS = {
  Id: { type: 'id', label: 'Record ID', length: 18 },
  IsDeleted: { type: 'boolean', label: 'Deleted' },
  CreatedDate: { type: 'datetime', label: 'Created Date' },
  LastModifiedDate: { type: 'datetime', label: 'Last Modified Date' },
  SystemModstamp: { type: 'datetime', label: 'System Modstamp' },
};

export const isSystemField = (name) => Object.hasOwn(SYSTEM_FIELDS, name);

const objectType = (name, prefix, required, fields) => ({
  name,
  prefix,
  required,
  fields: { ...SYSTEM_FIELDS, ...fields, External_Id__c: externalId },
});

/** The objects of this organisation. */
export const OBJECT_TYPES = Object.fromEntries(
  [
    objectType('Contact', '003', ['LastName'], {
      FirstName: text('First Name', 40),
      LastName: text('Last Name', 80),
      Email: email,
      Phone: { type: 'phone', label: 'Phone', length: 40 },
      AccountId: { type: 'reference', label: 'Account ID', length: 18, referenceTo: ['Account'] },
    }),
    objectType('Account', '001', ['Name'], {
      Name: text('Account Name'),
      BillingCity: text('Billing City', 40),
      AnnualRevenue: { type: 'currency', label: 'Annual Revenue' },
    }),
    objectType('Product2', '01t', ['Name'], {
      Name: text('Product Name'),
      ProductCode: text('Product Code'),
      Description: { type: 'textarea', label: 'Product Description', length: 4000 },
      IsActive: { type: 'boolean', label: 'Active' },
    }),
  ].map((type) => [type.name, type]),
);

/** The answer of `describe` for an object. */
export const describe = ({ name, prefix, required, fields }, urlOf) => ({
  ...describeShortly({ name, prefix }, urlOf),
  fields: Object.entries(fields).map(([field, facts]) => {
    const isWritten = !isSystemField(field);
    return {
      name: field,
      length: 0,
      externalId: false,
      unique: false,
      referenceTo: [],
      ...facts,
      custom: field.endsWith('__c'),
      createable: isWritten,
      updateable: isWritten,
      nillable: isWritten && !required.includes(field) && facts.type !== 'boolean',
      defaultedOnCreate: facts.type === 'boolean' || !isWritten,
      idLookup: field === 'Id' || facts.externalId === true,
      filterable: true,
      sortable: true,
      picklistValues: [],
    };
  }),
  recordTypeInfos: [],
  childRelationships: [],
});

/** An object in the list of all. */
export const describeShortly = ({ name, prefix }, urlOf) => ({
  name,
  label: name,
  labelPlural: `${name}s`,
  keyPrefix: prefix,
  custom: false,
  createable: true,
  updateable: true,
  deletable: true,
  queryable: true,
  retrieveable: true,
  urls: {
    sobject: urlOf(`/sobjects/${name}`),
    describe: urlOf(`/sobjects/${name}/describe`),
    rowTemplate: urlOf(`/sobjects/${name}/{ID}`),
  },
});
