import { json, Refusal } from '../http/answers.mjs';
import { notFound, refuseAsSalesforce } from './answers.mjs';
import { created, inputOf, requireExternalId, typeOf, upsert } from './records.mjs';

const MOST_RECORDS = 200;

/** Routes of up to 200 records at once; each has a result of its own, in the order of the request. */
export function collectionRoutes(harbour) {
  // Looked up at each request: after a reset it is another organisation.
  const salesforce = () => harbour.salesforce;

  return {
    'POST /composite/sobjects': (request) =>
      eachRecord(salesforce(), inputOf(request), ({ attributes, ...fields }) =>
        created(salesforce().create(typeOf(attributes?.type), fields).Id),
      ),
    'PATCH /composite/sobjects': (request) =>
      eachRecord(salesforce(), inputOf(request), ({ attributes, id, Id, ...fields }) => {
        const type = typeOf(attributes?.type);
        const record = salesforce().find(type, String(id ?? Id));
        if (!record) throw invalidId();
        salesforce().update(type, record, fields);
        return created(record.Id);
      }),
    'PATCH /composite/sobjects/:type/:field': (request) => {
      const { field } = request.params;
      const type = typeOf(request.params.type);
      requireExternalId(type, field);
      return eachRecord(salesforce(), inputOf(request), ({ attributes: _attributes, ...fields }) =>
        upsert(salesforce(), type, field, fields),
      );
    },
    'DELETE /composite/sobjects': ({ query }) => {
      const ids = (query.get('ids') ?? '').split(',').filter(Boolean);
      const input = { records: ids, allOrNone: query.get('allOrNone') === 'true' };
      return eachRecord(salesforce(), input, (id) => {
        const { type, record } = findAnywhere(salesforce(), id);
        salesforce().remove(type, record);
        return created(record.Id);
      });
    },
    /** Reads many; what is not there is null. */
    'POST /composite/sobjects/:type': (request) => {
      const type = typeOf(request.params.type);
      const { ids = [], fields = [] } = inputOf(request);
      return json(
        200,
        ids.map((id) => pick(type, salesforce().find(type, id), fields)),
      );
    },
  };
}

const invalidId = () =>
  refuseAsSalesforce(404, 'INVALID_CROSS_REFERENCE_KEY', 'invalid cross reference id', []);

/** The first characters of an id say what it is. */
function findAnywhere(organisation, id) {
  for (const name of ['Contact', 'Account', 'Product2']) {
    const type = typeOf(name);
    const record = organisation.find(type, id);
    if (record) return { type, record };
  }
  throw invalidId();
}

function eachRecord(organisation, { records, allOrNone = false }, work) {
  if (!Array.isArray(records) || records.length === 0) {
    throw refuseAsSalesforce(400, 'INVALID_INPUT', 'records is missing or empty');
  }
  if (records.length > MOST_RECORDS) {
    const message = `record limit reached. cannot submit more than ${MOST_RECORDS} records in this call`;
    throw refuseAsSalesforce(400, 'EXCEEDED_ID_LIMIT', message);
  }
  return organisation.undoable((undo) => {
    const results = records.map((record) => resultOf(() => work(record)));
    const hasFailed = results.some(({ success }) => !success);
    if (!allOrNone || !hasFailed) return json(200, results);
    undo();
    return json(200, results.map(rolledBack));
  });
}

/** A refusal of one record is its result, and no refusal of the others. */
function resultOf(work) {
  try {
    return work();
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    const errors = JSON.parse(error.answer.body).map(({ errorCode, message, fields = [] }) => ({
      statusCode: errorCode,
      message,
      fields,
    }));
    return { success: false, errors };
  }
}

const rolledBack = (result) =>
  result.success
    ? {
        success: false,
        errors: [
          {
            statusCode: 'ALL_OR_NONE_OPERATION_ROLLED_BACK',
            message: 'Record rolled back because not all records were valid.',
            fields: [],
          },
        ],
      }
    : result;

function pick(type, record, fields) {
  if (!record) return null;
  const unknown = fields.find((name) => !Object.hasOwn(type.fields, name));
  if (unknown !== undefined) throw notFound();
  const values = Object.fromEntries(['Id', ...fields].map((name) => [name, record[name]]));
  return { attributes: { type: type.name }, ...values };
}
