import fc from 'fast-check';

import {
  toCondition,
  toFilterRow,
} from '../../../admin/src/pages/webhooks/outgoing/form/filter-text';
import {
  checkForm,
  EMPTY_FORM,
  toInput,
} from '../../../admin/src/pages/webhooks/outgoing/form/endpoint-form';
import type { FilterCondition } from '../../../server/src/outgoing/contracts';

describe('a condition from its text', () => {
  it.each([
    ['42', 42],
    ['1e+21', 1e21],
    ['true', true],
    ['null', null],
    ['"42"', '42'],
    ['007', '007'],
    ['12e3', '12e3'],
    ['hello', 'hello'],
  ])('the text %s is compared as %p', (value, expected) => {
    expect(toCondition({ field: 'a', operator: 'equals', value }).value).toEqual(expected);
  });

  it('each line of a list is a value, commas and all; empty lines are none', () => {
    const value = 'Paris, France\n\n42\n"42"\n""\n';
    expect(toCondition({ field: 'a', operator: 'in', value }).value).toEqual([
      'Paris, France',
      42,
      '42',
      '',
    ]);
  });
});

/** Every value that a filter may hold, with what text could be mistaken for. */
const scalar = fc.oneof(
  fc.string({ unit: 'binary' }),
  fc.constantFrom(
    '',
    ' ',
    ',',
    'a, b',
    '\n',
    'a\r\nb',
    ' \u2028',
    '"',
    '"a"',
    '"a\\',
    '42',
    'null',
  ),
  fc.double({ noNaN: true, noDefaultInfinity: true }).map((number) => number || 0),
  fc.integer(),
  fc.boolean(),
  fc.constant(null),
);
const condition: fc.Arbitrary<FilterCondition> = fc
  .oneof(
    fc.record({ operator: fc.constant('equals' as const), value: scalar }),
    fc.record({
      operator: fc.constant('in' as const),
      value: fc.array(scalar, { minLength: 1, maxLength: 6 }),
    }),
    fc.record({ operator: fc.constant('exists' as const), value: fc.boolean() }),
    fc.constant({ operator: 'changed' as const }),
  )
  .map((rest) => ({ field: 'author.name', ...rest }));

describe('a stored filter', () => {
  it('is the same after it was loaded into the form and saved, whatever it compares with', () => {
    fc.assert(
      fc.property(fc.array(condition, { maxLength: 4 }), (filter) => {
        const form = {
          ...EMPTY_FORM,
          url: 'https://example.com',
          eventTypes: ['*'],
          filter: filter.map(toFilterRow),
        };
        expect(checkForm(form)).toEqual({});
        expect(toInput(form).filter).toEqual(filter);
      }),
      { numRuns: 1000 },
    );
  });

  it('survives an input of one line and a text area, which drop or change line breaks', () => {
    fc.assert(
      fc.property(scalar, (value) => {
        expect(toFilterRow({ field: 'a', operator: 'equals', value }).value).not.toMatch(/[\r\n]/);
        expect(toFilterRow({ field: 'a', operator: 'in', value: [value] }).value).not.toMatch(
          /[\r\n]/,
        );
      }),
    );
  });
});
