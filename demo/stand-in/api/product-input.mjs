import { jsonObject } from '../http/json-body.mjs';
import { refuse } from './problems.mjs';

const isText = (value) => typeof value === 'string' && value.trim() !== '' && value.length <= 200;
const isCount = (value) => Number.isInteger(value) && value >= 0;

const FIELDS = {
  sku: isText,
  name: isText,
  price: (value) => value !== null && isCount(value?.amount) && /^[A-Z]{3}$/.test(value.currency),
  stock: isCount,
};

/**
 * The fields that a request sets.
 *
 * @param isNew whether it must have a sku and a name
 * @throws a refusal: 400 for what is no JSON, 422 for a field that is unknown, missing or wrong
 */
export function productInput(request, { isNew }) {
  const fields = jsonObject(request.body);
  if (!fields) throw refuse(400, 'invalid_json', 'Send a JSON object.');
  for (const [name, value] of Object.entries(fields)) {
    if (!Object.hasOwn(FIELDS, name)) throw refuse(422, 'unknown_field', `${name} is no field.`);
    if (!FIELDS[name](value)) throw refuse(422, 'invalid_field', `${name} is not valid.`);
  }
  const missing = isNew ? ['sku', 'name'].filter((name) => !Object.hasOwn(fields, name)) : [];
  if (missing.length > 0) throw refuse(422, 'missing_field', `${missing.join(', ')} is missing.`);
  return isNew ? { price: null, stock: 0, ...fields } : fields;
}
