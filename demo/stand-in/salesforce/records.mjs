import { json, noContent } from '../http/answers.mjs';
import { jsonObject } from '../http/json-body.mjs';
import { notFound, refuseAsSalesforce } from './answers.mjs';
import { OBJECT_TYPES } from './schema.mjs';

/** The object type of a path. */
export function typeOf(name) {
  if (!Object.hasOwn(OBJECT_TYPES, name)) throw notFound();
  return OBJECT_TYPES[name];
}

/** The JSON object of a body. */
export function inputOf(request) {
  const input = jsonObject(request.body);
  if (!input) {
    throw refuseAsSalesforce(400, 'JSON_PARSER_ERROR', 'The body is no valid JSON object');
  }
  return input;
}

const withoutAttributes = ({ attributes: _attributes, ...fields }) => fields;

export const created = (id) => ({ id, success: true, errors: [] });

/** Routes of a single record, by its id or by an external id. */
export function recordRoutes(harbour, urlOf) {
  const existing = ({ params }) => {
    const type = typeOf(params.type);
    const record = harbour.salesforce.find(type, params.id);
    if (!record) throw notFound();
    return { type, record };
  };
  const show = ({ params, query }, type, record) =>
    json(200, {
      attributes: { type: type.name, url: urlOf(params)(`/sobjects/${type.name}/${record.Id}`) },
      ...chosen(type, record, query.get('fields')),
    });

  return {
    'POST /sobjects/:type': (request) => {
      const type = typeOf(request.params.type);
      const record = harbour.salesforce.create(type, withoutAttributes(inputOf(request)));
      return json(201, created(record.Id));
    },
    'GET /sobjects/:type/:id': (request) => {
      const { type, record } = existing(request);
      return show(request, type, record);
    },
    'PATCH /sobjects/:type/:id': (request) => {
      const { type, record } = existing(request);
      harbour.salesforce.update(type, record, withoutAttributes(inputOf(request)));
      return noContent();
    },
    'DELETE /sobjects/:type/:id': (request) => {
      const { type, record } = existing(request);
      harbour.salesforce.remove(type, record);
      return noContent();
    },
    'GET /sobjects/:type/:field/:value': (request) => {
      const { type, field, record } = byExternalId(harbour, request.params);
      if (!record || !field) throw notFound();
      return show(request, type, record);
    },
    'PATCH /sobjects/:type/:field/:value': (request) => {
      const { type } = byExternalId(harbour, request.params);
      const { field, value } = request.params;
      const fields = { ...withoutAttributes(inputOf(request)), [field]: value };
      const result = upsert(harbour.salesforce, type, field, fields);
      return json(result.created ? 201 : 200, result);
    },
  };
}

function byExternalId(harbour, { type: typeName, field, value }) {
  const type = typeOf(typeName);
  requireExternalId(type, field);
  return { type, field, record: harbour.salesforce.findBy(type, field, value) };
}

/** @throws a refusal for a field that is no external id */
export function requireExternalId(type, field) {
  if (type.fields[field]?.externalId) return;
  const message = `Provided external ID field does not exist or is not accessible: ${field}`;
  throw refuseAsSalesforce(404, 'NOT_FOUND', message);
}

/** Changes the record that has this external id, or creates it. */
export function upsert(organisation, type, field, fields) {
  const { [field]: value, ...rest } = fields;
  if (value == null || value === '') {
    throw refuseAsSalesforce(400, 'MISSING_ARGUMENT', `${field} not specified`, [field]);
  }
  const record = organisation.findBy(type, field, String(value));
  if (record) organisation.update(type, record, rest);
  const { Id } = record ?? organisation.create(type, fields);
  return { ...created(Id), created: record === null };
}

function chosen(type, record, names) {
  if (names === null) return record;
  const fields = names.split(',').map((name) => name.trim());
  const unknown = fields.find((name) => !Object.hasOwn(type.fields, name));
  if (unknown !== undefined) {
    const message = `No such column '${unknown}' on entity '${type.name}'.`;
    throw refuseAsSalesforce(400, 'INVALID_FIELD', message);
  }
  // Salesforce always gives the id, whether or not it was asked for.
  return Object.fromEntries(
    [...new Set([...fields, 'Id'])].map((name) => [name, record[name] ?? null]),
  );
}
