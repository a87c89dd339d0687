import { json } from '../http/answers.mjs';
import { allowOnly, refuseAsStripe } from './answers.mjs';
import { nestedForm } from './form.mjs';

/**
 * A page of a list, from after or before one of its records.
 *
 * @param filters the names of fields by whose value it can be filtered
 * @param others parameters that were heeded before
 */
export function stripeList({ query, path }, records, { object, filters = [], others = [] }) {
  const parameters = nestedForm(query.toString());
  allowOnly(parameters, [
    'limit',
    'starting_after',
    'ending_before',
    'expand',
    ...filters,
    ...others,
  ]);
  const limit = limitOf(parameters.limit ?? '10');
  const all = records.filter((record) =>
    filters.every((name) => parameters[name] === undefined || record[name] === parameters[name]),
  );
  const { starting_after: after, ending_before: before } = parameters;
  const placeOf = (id, param) => placeIn(all, id, { object, param });

  if (before !== undefined) {
    const end = placeOf(before, 'ending_before');
    const start = Math.max(0, end - limit);
    return listOf(path, all.slice(start, end), start > 0);
  }
  const start = after === undefined ? 0 : placeOf(after, 'starting_after') + 1;
  return listOf(path, all.slice(start, start + limit), start + limit < all.length);
}

const listOf = (path, data, has_more) =>
  json(200, { object: 'list', url: path.replace(/^\/stripe/, ''), has_more, data });

function limitOf(text) {
  const limit = /^\d+$/.test(text) ? Number(text) : NaN;
  if (limit >= 1 && limit <= 100) return limit;
  throw refuseAsStripe(400, 'Invalid limit: it must be between 1 and 100.', {
    code: 'parameter_invalid_integer',
    param: 'limit',
  });
}

function placeIn(records, id, { object, param }) {
  const index = records.findIndex((record) => record.id === id);
  if (index >= 0) return index;
  throw refuseAsStripe(400, `No such ${object}: '${id}'`, { code: 'resource_missing', param });
}
