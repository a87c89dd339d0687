import fc from 'fast-check';

import {
  evaluateRecords,
  type Evaluate,
  type Evaluation,
  type Task,
  toEvaluation,
} from '../../../../server/src/sync/expressions/evaluation';
import { inLists } from '../../../../server/src/sync/expressions/task-lists';
import { missingFunctionIn } from '../../../../server/src/sync/expressions/limits';
import type { FieldMapping } from '../../../../server/src/sync/mapping/field-mapping';
import { readRecord } from '../../../../server/src/sync/mapping/record-mapping';

const pair = (expression: string, changes: Partial<FieldMapping> = {}): FieldMapping => ({
  field: 'name',
  path: 'title',
  flow: 'import',
  transform: { kind: 'expression', expression },
  ...changes,
});
const ATTRIBUTES: Record<string, { type: string }> = {
  name: { type: 'string' },
  price: { type: 'decimal' },
};
const attributeOf = (field: string) => ATTRIBUTES[field];

/** Answers as it is told, and notes what it was asked. */
function evaluator(answer: (task: Task) => Evaluation) {
  const asked: Task[][] = [];
  const evaluate: Evaluate = (tasks) => {
    asked.push([...tasks]);
    return Promise.resolve(tasks.map(answer));
  };
  return { asked, evaluate };
}

describe('the expressions of a page', () => {
  it('are evaluated all at once, each with the value at the place of its pair', async () => {
    const { asked, evaluate } = evaluator(({ data }) => ({ value: data }));
    const title = pair('$');
    const price = pair('$ * 2', { field: 'price', path: 'price.amount' });
    const plain: FieldMapping = { field: 'other', path: 'other', flow: 'both' };
    const records = [{ title: 'Mug', price: { amount: 2 } }, { title: 'Cup' }];
    const evaluations = await evaluateRecords(records, [title, plain, price], evaluate);
    expect(asked).toEqual([
      [
        { expression: '$', data: '{"input":"Mug"}' },
        { expression: '$ * 2', data: '{"input":2}' },
        { expression: '$', data: '{"input":"Cup"}' },
        { expression: '$ * 2', data: '{}' },
      ],
    ]);
    expect(evaluations.map((one) => [...one.keys()])).toEqual([
      [title, price],
      [title, price],
    ]);
    expect(evaluations[1]?.get(title)).toEqual({ value: '{"input":"Cup"}' });
  });

  it('get the whole record only where they ask for it, and nothing for what is null', async () => {
    const { asked, evaluate } = evaluator(() => ({ value: null }));
    await evaluateRecords([{ title: null, more: 1 }], [pair('$record.more')], evaluate);
    await evaluateRecords([{ title: null, more: 1 }], [pair('$')], evaluate);
    expect(asked.flat().map(({ data }) => data)).toEqual([
      '{"record":{"title":null,"more":1}}',
      '{}',
    ]);
  });

  it('are left out where the record does not meet the condition, or the pair is a constant', async () => {
    const { asked, evaluate } = evaluator(() => ({ value: 'x' }));
    const when = { is: 'present', path: 'title' } as const;
    const mapping = [pair('$', { when }), pair('$', { constant: 'always', path: '' })];
    const records = [{}, { title: 'Mug' }];
    const evaluations = await evaluateRecords(records, mapping, evaluate);
    expect(asked.flat()).toHaveLength(1);
    expect(evaluations.map(({ size }) => size)).toEqual([0, 1]);
    expect(readRecord({}, mapping, attributeOf, evaluations[0])).toEqual({
      values: { name: 'always' },
      problems: [],
    });
  });

  it('cost nothing where there are none', async () => {
    const { asked, evaluate } = evaluator(() => ({ value: 'x' }));
    const plain: FieldMapping = { field: 'name', path: 'title', flow: 'both' };
    expect(await evaluateRecords([{}, {}], [plain], evaluate)).toHaveLength(2);
    expect(asked).toEqual([]);
  });

  it('never mix up whose value is whose', async () => {
    const record = fc.record({ title: fc.string(), shown: fc.boolean() });
    await fc.assert(
      fc.asyncProperty(fc.array(record), fc.integer({ min: 1, max: 4 }), async (records, count) => {
        const when = { is: 'equal', path: 'shown', value: true } as const;
        const mapping = Array.from({ length: count }, (_, at) =>
          pair(`$ & "${at}"`, at % 2 === 0 ? { when } : {}),
        );
        const { evaluate } = evaluator(({ expression, data }) => ({ value: expression + data }));
        const evaluations = await evaluateRecords(records, mapping, evaluate);
        for (const [at, { title, shown }] of records.entries()) {
          for (const [place, one] of mapping.entries()) {
            const isMeant = place % 2 === 1 || shown;
            const value = `$ & "${place}"${JSON.stringify({ input: title })}`;
            expect(evaluations[at]?.get(one)).toEqual(isMeant ? { value } : undefined);
          }
        }
      }),
      { numRuns: 50 },
    );
  });
});

describe('what an expression has made of a value', () => {
  const read = (evaluation: Evaluation, field = 'name') => {
    const mapping = pair('$', { field });
    const record = { title: 'Mug' };
    return readRecord(record, [mapping], attributeOf, new Map([[mapping, evaluation]]));
  };

  it('is fitted to the field like any other value', () => {
    expect(read({ value: '19.5' }, 'price').values).toEqual({ price: 19.5 });
    expect(read({ value: 7 }).values).toEqual({ name: '7' });
    expect(read({ value: undefined })).toEqual({ values: { name: null }, problems: [] });
  });

  it.each<[string, Evaluation, string]>([
    [
      'of another type',
      { value: { a: 1 } },
      'the expression turns into {"a":1}, and that does not fit into "name" (string).',
    ],
    ['that is none', { fault: 'the expression makes nothing of: no', detail: 'no' }, 'of: no.'],
  ])('is told as the problem of its field: one %s', (_name, evaluation, words) => {
    const { values, problems } = read(evaluation);
    expect(values).toEqual({});
    expect(problems).toEqual([{ field: 'name', message: expect.stringContaining(words) }]);
    expect(problems[0]?.message).toContain('"Mug" at "title"');
  });
});

it.each<[string, Evaluation]>([
  ['{"value":[1,null]}', { value: [1, null] }],
  ['{}', { value: undefined }],
  [
    '{"fault":"syntax","message":"Expected \\")\\".","position":7}',
    {
      fault: 'goes into an expression that cannot be read: Expected ")", at character 7',
      detail: 'Expected ")", at character 7',
    },
  ],
  [
    '{"fault":"evaluation","message":"It failed.","position":7}',
    { fault: 'the expression makes nothing of: It failed', detail: 'It failed' },
  ],
])('the answer %s is understood', (answer, evaluation) => {
  expect(toEvaluation(answer)).toEqual(evaluation);
});

it('lists are short enough to be sent, in order, and nothing is lost', () => {
  const length = fc.integer({ min: 0, max: 700_000 });
  fc.assert(
    fc.property(fc.array(length, { maxLength: 250 }), (lengths) => {
      const tasks = lengths.map((many, at) => ({
        expression: String(at),
        // Only its length is looked at.
        data: { length: many } as unknown as string,
      }));
      const lists = inLists(tasks);
      expect(lists.flat()).toEqual(tasks);
      for (const list of lists) {
        const total = list.reduce((sum, { data }) => sum + data!.length, 0);
        expect(list.length).toBeGreaterThan(0);
        expect(list.length <= 100 && (total <= 1_000_000 || list.length === 1)).toBe(true);
      }
    }),
  );
  expect(inLists([])).toEqual([]);
});

it.each<[string, string | null]>([
  ['$now()', '$now'],
  ['$string($millis ())', '$millis'],
  ['$eval("1")', '$eval'],
  ['$nowhere()', null],
  ['"from $now on"', null],
  ['$uppercase($)', null],
])('of %s is missing: %s', (expression, missing) => {
  expect(missingFunctionIn(expression)).toBe(missing);
});
