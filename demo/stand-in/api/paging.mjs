import { json } from '../http/answers.mjs';
import { refuse } from './problems.mjs';

const DEFAULT_SIZE = 25;
const MAX_SIZE = 50;

/**
 * A whole number in the query.
 *
 * @throws a refusal with 400, so that a wrong page is not mistaken for the first one
 */
export function numberIn(query, name, { least, most = Number.MAX_SAFE_INTEGER, otherwise }) {
  const value = query.get(name);
  if (value === null) return otherwise;
  const number = /^\d{1,15}$/.test(value) ? Number(value) : NaN;
  if (number >= least && number <= most) return number;
  throw refuse(400, 'invalid_parameter', `${name} is not valid.`);
}

const sizeIn = (query, name) =>
  numberIn(query, name, { least: 1, most: MAX_SIZE, otherwise: DEFAULT_SIZE });

/** The same path and query, but for these parameters. */
export function addressWith(harbour, { path, query }, changes) {
  const address = new URL(path, harbour.url);
  address.search = query.toString();
  for (const [name, value] of Object.entries(changes)) address.searchParams.set(name, value);
  return address.href;
}

const encodeCursor = (id) => Buffer.from(`after:${id}`).toString('base64url');

/** A cursor is the id of the last record before it, so that what is added meanwhile moves nothing. */
function startAfter(records, lastId) {
  const index = records.findIndex(({ id }) => id === lastId);
  if (index < 0) throw refuse(400, 'invalid_cursor', 'The place to go on from is unknown.');
  return index + 1;
}

function sliceAfter({ query }, records, lastId) {
  const size = sizeIn(query, 'limit');
  const start = lastId === null ? 0 : startAfter(records, lastId);
  const data = records.slice(start, start + size);
  return { data, hasMore: start + size < records.length };
}

function sliceOfPage({ query }, records) {
  const size = sizeIn(query, 'per_page');
  const page = numberIn(query, 'page', { least: 1, otherwise: 1 });
  const pageCount = Math.max(1, Math.ceil(records.length / size));
  return { data: records.slice((page - 1) * size, page * size), page, size, pageCount };
}

/** The ways in which services cut a list into pages. Each takes a request and all records. */
export const pagingStyles = {
  'by-cursor': (_harbour, request, records) => {
    const cursor = request.query.get('cursor');
    const lastId = cursor && Buffer.from(cursor, 'base64url').toString('utf8').slice(6);
    const { data, hasMore } = sliceAfter(request, records, lastId);
    return json(200, {
      data,
      page: { next_cursor: hasMore ? encodeCursor(data.at(-1).id) : null },
    });
  },

  'by-offset': (_harbour, { query }, records) => {
    const limit = sizeIn(query, 'limit');
    const offset = numberIn(query, 'offset', { least: 0, otherwise: 0 });
    const data = records.slice(offset, offset + limit);
    return json(200, { data, offset, limit, total: records.length });
  },

  'by-page': (_harbour, request, records) => {
    const { data, page, size, pageCount } = sliceOfPage(request, records);
    return json(200, { data, page, per_page: size, total_pages: pageCount });
  },

  /** RFC 8288, as GitHub does it: a list, and the rest in the header. */
  'by-link': (harbour, request, records) => {
    const { data, page, pageCount } = sliceOfPage(request, records);
    const link = linkHeader((number) => addressWith(harbour, request, { page: number }), {
      page,
      pageCount,
    });
    return json(200, data, link ? { link } : {});
  },

  'by-next-url': (harbour, request, records) => {
    const { data, page, pageCount } = sliceOfPage(request, records);
    const next = page < pageCount ? addressWith(harbour, request, { page: page + 1 }) : null;
    return json(200, { data, next });
  },

  /** As Stripe does it: the client names the last record that it has. */
  'by-last-record': (_harbour, request, records) => {
    const lastId = request.query.get('starting_after');
    const { data, hasMore } = sliceAfter(request, records, lastId);
    return json(200, { data, has_more: hasMore });
  },
};

/** `<…>; rel="next", …` for a page of several; empty if there is only one. */
export function linkHeader(addressOf, { page, pageCount }) {
  const relations = {
    prev: page > 1 && page - 1,
    next: page < pageCount && page + 1,
    last: page < pageCount && pageCount,
    first: page > 1 && 1,
  };
  return Object.entries(relations)
    .filter(([, number]) => number)
    .map(([relation, number]) => `<${addressOf(number)}>; rel="${relation}"`)
    .join(', ');
}
