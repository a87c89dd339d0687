import fc from 'fast-check';

import { mapPayload, matchValueOf } from '../../../../server/src/incoming/actions/mapping';

const FIELDS: Record<string, { type: string }> = {
  title: { type: 'string' },
  views: { type: 'integer' },
  isFeatured: { type: 'boolean' },
  tags: { type: 'json' },
};
const attributeOf = (field: string) => (Object.hasOwn(FIELDS, field) ? FIELDS[field] : undefined);
const at = (field: string, path: string) => ({ field, from: { path } });
const fixed = (field: string, value: unknown) => ({ field, from: { value } });

test('takes values from their paths and fixed ones, in the shape of their fields', () => {
  const mapping = [at('title', 'name'), at('views', 'count'), fixed('isFeatured', 'true')];
  expect(mapPayload(mapping, { name: 7, count: '12' }, attributeOf)).toEqual({
    data: { title: '7', views: 12, isFeatured: true },
    problems: [],
  });
});

test('leaves a field alone where the payload has nothing, and clears it where it has null', () => {
  const mapping = [at('title', 'name'), at('views', 'count')];
  expect(mapPayload(mapping, { count: null }, attributeOf).data).toEqual({ views: null });
});

test('names every field that a value does not fit into, and what the content type has lost', () => {
  const mapping = [at('views', 'count'), fixed('isFeatured', 'maybe'), at('gone', 'count')];
  expect(mapPayload(mapping, { count: 'many' }, attributeOf).problems).toEqual([
    {
      field: 'views',
      message: 'What the event has at "count" does not fit into "views" (integer).',
    },
    {
      field: 'isFeatured',
      message: 'The fixed value does not fit into "isFeatured" (boolean).',
    },
    { field: 'gone', message: 'The content type has no field "gone" any more.' },
  ]);
});

describe('the value of the match key', () => {
  const match = (field: string, payload: unknown) =>
    matchValueOf({ field, path: 'id' }, payload, attributeOf);

  test('is as its field holds it', () => {
    expect(match('title', { id: 42 })).toEqual({ value: '42' });
    expect(match('views', { id: '42' })).toEqual({ value: 42 });
    expect(match('views', { id: 0 })).toEqual({ value: 0 });
  });

  test.each<[string, unknown, RegExp]>([
    ['title', {}, /nothing at "id"/],
    ['title', undefined, /nothing at "id"/],
    ['title', { id: null }, /no value of "title"/],
    ['title', { id: '' }, /is empty/],
    ['title', { id: {} }, /no value of "title"/],
    ['views', { id: 'one' }, /no value of "views" \(integer\)/],
    ['gone', { id: 1 }, /no field "gone" any more/],
  ])('for %s in %j is a problem that says why', (field, payload, message) => {
    expect(match(field, payload)).toMatchObject({
      problem: { field, message: expect.stringMatching(message) },
    });
  });
});

test('whatever comes, a mapping says what it would save or why not', () => {
  const field = fc.constantFrom('title', 'views', 'isFeatured', 'tags', '__proto__', 'gone');
  const from = fc.oneof(
    fc.constantFrom('a', 'a.b', 'a[0]').map((path) => ({ path })),
    fc.jsonValue().map((value) => ({ value })),
  );
  fc.assert(
    fc.property(fc.array(fc.record({ field, from })), fc.jsonValue(), (mapping, payload) => {
      const { data, problems } = mapPayload(mapping, { a: payload }, attributeOf);
      expect(Object.keys(data).every((name) => Object.hasOwn(FIELDS, name))).toBe(true);
      expect(Object.getPrototypeOf(data)).toBe(Object.prototype);
      for (const { message } of problems) expect(message).toMatch(/\.$/);
    }),
  );
});
