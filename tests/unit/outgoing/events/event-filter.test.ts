import fc from 'fast-check';

import type { FilterCondition } from '../../../../server/src/outgoing/contracts';
import {
  InvalidFilterError,
  matchesFilter,
  validateFilter,
} from '../../../../server/src/outgoing/events/event-filter';

const ENTRY = {
  title: 'Hello',
  views: 3,
  isFeatured: false,
  summary: null,
  publishedAt: new Date('2024-01-02T03:04:05.678Z'),
  author: { name: 'Ann', address: { city: 'Paris' } },
  tags: [{ name: 'a' }, { name: 'b' }],
};
const holds = (condition: FilterCondition, changedFields: string[] | null = null) =>
  matchesFilter([condition], { entry: ENTRY, changedFields });

describe('conditions', () => {
  test.each<[FilterCondition, boolean]>([
    [{ field: 'title', operator: 'equals', value: 'Hello' }, true],
    [{ field: 'title', operator: 'equals', value: 'hello' }, false],
    [{ field: 'views', operator: 'equals', value: 3 }, true],
    [{ field: 'views', operator: 'equals', value: '3' }, false],
    [{ field: 'isFeatured', operator: 'equals', value: false }, true],
    [{ field: 'summary', operator: 'equals', value: null }, true],
    [{ field: 'missing', operator: 'equals', value: null }, false],
    [{ field: 'publishedAt', operator: 'equals', value: '2024-01-02T03:04:05.678Z' }, true],
    [{ field: 'author.address.city', operator: 'equals', value: 'Paris' }, true],
    [{ field: 'tags.1.name', operator: 'equals', value: 'b' }, true],
    [{ field: 'tags.name', operator: 'equals', value: 'b' }, false],
    [{ field: 'tags.2.name', operator: 'exists', value: false }, true],
    [{ field: 'tags.length', operator: 'exists', value: false }, true],
    [{ field: 'title.length', operator: 'exists', value: false }, true],
    [{ field: 'author', operator: 'equals', value: '[object Object]' }, false],
    [{ field: 'title', operator: 'in', value: ['x', 'Hello'] }, true],
    [{ field: 'title', operator: 'in', value: ['x'] }, false],
    [{ field: 'title', operator: 'in', value: 'Hello' }, false],
    [{ field: 'title', operator: 'exists', value: true }, true],
    [{ field: 'title', operator: 'exists', value: false }, false],
    [{ field: 'summary', operator: 'exists', value: true }, false],
    [{ field: 'isFeatured', operator: 'exists', value: true }, true],
  ])('%j: %s', (condition, expected) => {
    expect(holds(condition)).toBe(expected);
  });

  test.each([
    ['title', ['title'], true],
    ['title', ['views'], false],
    ['title', ['titleLong'], false],
    ['author.name', ['author'], true],
    ['author', ['author.name'], true],
    ['author.name', ['author.address'], false],
    ['title', [], false],
  ])('a change of %s among %j: %s', (field, changedFields, expected) => {
    expect(holds({ field, operator: 'changed' }, changedFields)).toBe(expected);
  });

  test('only an update changes a field', () => {
    expect(holds({ field: 'title', operator: 'changed' }, null)).toBe(false);
  });

  test('all have to hold, and none at all let everything pass', () => {
    const yes: FilterCondition = { field: 'views', operator: 'equals', value: 3 };
    const no: FilterCondition = { field: 'views', operator: 'equals', value: 4 };
    const event = { entry: ENTRY, changedFields: null };
    expect(matchesFilter([yes, yes], event)).toBe(true);
    expect(matchesFilter([yes, no], event)).toBe(false);
    expect(matchesFilter([], { entry: null, changedFields: null })).toBe(true);
  });
});

describe('a path', () => {
  const dangerous = [
    '__proto__',
    'constructor',
    'prototype',
    'toString',
    'hasOwnProperty',
    'valueOf',
  ];

  test.each(dangerous)('does not reach %s, at any depth', (name) => {
    for (const field of [
      name,
      `author.${name}`,
      `tags.${name}`,
      `tags.0.${name}`,
      `title.${name}`,
    ]) {
      expect(holds({ field, operator: 'exists', value: true })).toBe(false);
    }
  });

  test('does not reach an own property of a forbidden name either', () => {
    const entry = JSON.parse('{"__proto__": {"a": 1}, "constructor": {"a": 1}}') as unknown;
    for (const field of ['__proto__.a', 'constructor.a']) {
      const condition: FilterCondition = { field, operator: 'equals', value: 1 };
      expect(matchesFilter([condition], { entry, changedFields: null })).toBe(false);
    }
  });

  test('never throws, whatever the entry', () => {
    fc.assert(
      fc.property(fc.anything(), fc.string(), (entry, field) => {
        const condition: FilterCondition = { field, operator: 'equals', value: 1 };
        expect(typeof matchesFilter([condition], { entry, changedFields: null })).toBe('boolean');
      }),
    );
  });

  test('finds every property of plain data', () => {
    fc.assert(
      fc.property(fc.stringMatching(/^[a-z]{3,8}$/), fc.integer(), (name, value) => {
        const condition: FilterCondition = { field: `a.0.${name}`, operator: 'equals', value };
        const entry = { a: [{ [name]: value }] };
        expect(matchesFilter([condition], { entry, changedFields: null })).toBe(true);
      }),
    );
  });
});

describe('validation', () => {
  test('accepts every operator', () => {
    const filter = [
      { field: 'a', operator: 'equals', value: null },
      { field: 'a.b-c.0', operator: 'in', value: [1, 'x', true] },
      { field: 'a_b', operator: 'exists', value: false },
      { field: 'a', operator: 'changed' },
    ];
    expect(validateFilter(filter)).toEqual(filter);
    expect(validateFilter([])).toEqual([]);
  });

  test.each([
    [null],
    ['x'],
    [{}],
    [[{}]],
    [[{ field: 'a', operator: 'matches', value: '(a+)+$' }]],
    [[{ field: 'a', operator: '$where', value: '1' }]],
    [[{ field: 'a', operator: 'equals' }]],
    [[{ field: 'a', operator: 'equals', value: {} }]],
    [[{ field: 'a', operator: 'equals', value: Number.NaN }]],
    [[{ field: 'a', operator: 'in', value: [] }]],
    [[{ field: 'a', operator: 'in', value: 'x' }]],
    [[{ field: 'a', operator: 'in', value: Array(101).fill(1) }]],
    [[{ field: 'a', operator: 'exists' }]],
    [[{ field: 'a', operator: 'changed', value: 1 }]],
    [[{ field: 'a', operator: 'changed', extra: 1 }]],
    [[{ field: '', operator: 'changed' }]],
    [[{ field: '.a', operator: 'changed' }]],
    [[{ field: 'a..b', operator: 'changed' }]],
    [[{ field: 'a[0]', operator: 'changed' }]],
    [[{ field: 'a.__proto__', operator: 'changed' }]],
    [[{ field: 'constructor.prototype', operator: 'changed' }]],
    [[{ field: 'a.a.a.a.a.a.a.a.a.a.a', operator: 'changed' }]],
    [[{ field: 'x'.repeat(257), operator: 'changed' }]],
    [Array(21).fill({ field: 'a', operator: 'changed' })],
  ])('refuses %j', (input) => {
    expect(() => validateFilter(input)).toThrow(InvalidFilterError);
  });

  test('says which condition is wrong, and how', () => {
    const input = [
      { field: 'a', operator: 'changed' },
      { field: 'a', operator: 'in', value: [{}] },
    ];
    expect(() => validateFilter(input)).toThrow(
      expect.objectContaining({
        code: 'invalid-filter',
        problems: ['condition 2, value, 0: a value is a text, a number, true, false or null'],
      }),
    );
  });
});
