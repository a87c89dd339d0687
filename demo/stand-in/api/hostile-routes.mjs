import { json } from '../http/answers.mjs';
import { bearerOf } from './bearer.mjs';
import { addressWith, numberIn } from './paging.mjs';

/** Nobody has this name (RFC 6761); `?to=` takes the address of somebody who can tell whether they were asked. */
const ELSEWHERE = 'http://elsewhere.invalid/products?page=2';
const SIZE = 3;

const recordsOfPage = (page) =>
  Array.from({ length: SIZE }, (_, index) => ({ id: `hostile_${page}_${index + 1}` }));

const pageIn = (query, name) => numberIn(query, name, { least: 1, otherwise: 1 });

/** Lists that a client must not follow blindly. They need a live token, whatever its scopes are. */
export function hostileRoutes(harbour) {
  const list = (answer) => (request) => {
    bearerOf(harbour, request);
    return answer(request);
  };
  const cursorPage = (page, next, data = recordsOfPage(page)) =>
    json(200, { data, page: { next_cursor: next === null ? null : String(next) } });

  return {
    /** There is always one more page. */
    'GET /hostile/never-ends': list(({ query }) => {
      const page = pageIn(query, 'cursor');
      return cursorPage(page, page + 1);
    }),

    /** The cursor of the second page leads to the second page. */
    'GET /hostile/repeats-cursor': list(({ query }) => cursorPage(pageIn(query, 'cursor'), 2)),

    /** The next page is said to be at another host, in the body and in the Link header. */
    'GET /hostile/other-host': list(({ query }) => {
      const next = query.get('to') ?? ELSEWHERE;
      const link = `<${new URL(next).href}>; rel="next"`;
      return json(200, { data: recordsOfPage(1), next }, { link });
    }),

    /** The second of three pages is empty and yet not the last one. */
    'GET /hostile/empty-middle': list((request) => {
      const page = pageIn(request.query, 'cursor');
      const next = page < 3 ? page + 1 : null;
      const answer = cursorPage(page, next, page === 2 ? [] : recordsOfPage(page));
      if (next === null) return answer;
      const link = `<${addressWith(harbour, request, { cursor: next })}>; rel="next"`;
      return { ...answer, headers: { ...answer.headers, link } };
    }),
  };
}
