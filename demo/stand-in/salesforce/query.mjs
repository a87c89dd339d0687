import { json } from '../http/answers.mjs';
import { notFound, refuseAsSalesforce } from './answers.mjs';
import { parseSoql } from './soql.mjs';
import { compare } from './soql-condition.mjs';

/** Salesforce gives up to 2000; here it is fewer, so that 250 contacts take three pages. */
const PAGE_SIZE = 100;

/** GET /query?q=: the first page of what a query finds. */
export function query(organisation, request, urlOf) {
  const soql = request.query.get('q');
  if (!soql) {
    throw refuseAsSalesforce(400, 'MALFORMED_QUERY', 'A query string has to be specified');
  }
  const { type, fields, isCount, matches, order, limit, offset } = parseSoql(soql);
  const found = organisation
    .all(type)
    .filter(matches)
    .sort((one, other) => inOrder(order, one, other))
    .slice(offset, offset + limit);
  if (isCount) return json(200, { totalSize: found.length, done: true, records: [] });

  const records = found.map((record) => ({
    attributes: { type: type.name, url: urlOf(`/sobjects/${type.name}/${record.Id}`) },
    ...Object.fromEntries(fields.map((field) => [field, record[field]])),
  }));
  // A locator keeps what was found then: what changes meanwhile moves no page.
  const locator = `01gHp${String(organisation.locators.size + 1).padStart(10, '0')}AAA`;
  if (records.length > PAGE_SIZE) organisation.locators.set(locator, records);
  return pageOf(records, 0, locator, urlOf);
}

/** GET /query/:locator: the page that `nextRecordsUrl` names. */
export function queryMore(organisation, { params }, urlOf) {
  const [, locator, start] = /^(\w+)-(\d+)$/.exec(params.locator) ?? [];
  const records = organisation.locators.get(locator);
  if (!records) {
    throw refuseAsSalesforce(400, 'INVALID_QUERY_LOCATOR', 'invalid query locator');
  }
  if (Number(start) >= records.length) throw notFound();
  return pageOf(records, Number(start), locator, urlOf);
}

function pageOf(all, start, locator, urlOf) {
  const end = start + PAGE_SIZE;
  const done = end >= all.length;
  return json(200, {
    totalSize: all.length,
    done,
    ...(!done && { nextRecordsUrl: urlOf(`/query/${locator}-${end}`) }),
    records: all.slice(start, end),
  });
}

/** Nulls come first, as they do at Salesforce. */
function inOrder(order, one, other) {
  for (const { field, isDescending } of order) {
    const [left, right] = [one[field], other[field]];
    const isNullBetween = left === null || right === null;
    const ascending = isNullBetween
      ? Number(left !== null) - Number(right !== null)
      : compare(left, right);
    if (ascending !== 0) return isDescending && !isNullBetween ? -ascending : ascending;
  }
  return 0;
}
