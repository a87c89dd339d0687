import { monitorEventLoopDelay } from 'node:perf_hooks';

import fc from 'fast-check';

import type { Evaluation, Task } from '../../../../server/src/sync/expressions/evaluation';
import {
  createEvaluatorProcess,
  EvaluatorError,
} from '../../../../server/src/sync/expressions/evaluator-process';
import {
  createExpressionEvaluator,
  type ExpressionEvaluator,
} from '../../../../server/src/sync/expressions/expression-evaluator';

jest.setTimeout(60_000);

/** The one that the evaluator begins its process by. */
const childProcess = jest.requireActual<typeof import('node:child_process')>('node:child_process');

const task = (expression: string, input?: unknown, record?: unknown): Task => ({
  expression,
  data: JSON.stringify({ input, record }),
});
const isFault = (evaluation: Evaluation | undefined) => evaluation && 'fault' in evaluation;

let evaluator: ExpressionEvaluator;
beforeAll(() => {
  evaluator = createExpressionEvaluator();
});
afterAll(() => evaluator.stop());

async function evaluated(
  expression: string,
  input?: unknown,
  record?: unknown,
): Promise<Evaluation | undefined> {
  const [evaluation] = await evaluator.evaluate([task(expression, input, record)]);
  return evaluation;
}

describe('an expression', () => {
  it.each<[string, unknown, unknown]>([
    ['$uppercase($)', 'tea', 'TEA'],
    ['$number($substringBefore($, " "))', '4.5 kg', 4.5],
    ['$[primary = true].address', [{ address: 'a' }, { address: 'b', primary: true }], 'b'],
    ['$ = "active" ? true : false', 'active', true],
    ['$map($, function($one) { $one * 2 })', [1, 2], [2, 4]],
    ['$', { a: [1, { b: null }] }, { a: [1, { b: null }] }],
    ['$.missing', { a: 1 }, undefined],
    ['$uppercase($)', undefined, undefined],
    ['$', null, null],
    ['$replace($, /\\s+/, "-")', 'a  b c', 'a-b-c'],
    ['$fromMillis($toMillis($), "[Y]")', '2026-01-01T00:00:00Z', '2026'],
  ])('%s of %j', async (expression, input, value) => {
    expect(await evaluated(expression, input)).toEqual({ value });
  });

  it('has the whole record as well', async () => {
    const record = {
      lines: [
        { price: 2, quantity: 3 },
        { price: 1.5, quantity: 2 },
      ],
    };
    const total = '$sum($record.lines.(price * quantity))';
    expect(await evaluated(total, 'x', record)).toEqual({ value: 9 });
  });

  it('leaves every value as it is that it only names', async () => {
    await fc.assert(
      fc.asyncProperty(fc.jsonValue(), async (value) => {
        const plain: unknown = JSON.parse(JSON.stringify(value));
        expect(await evaluated('$record.value', 'x', { value: plain })).toEqual(
          // To JSONata a list of nothing is nothing, and one of one is that one.
          Array.isArray(plain)
            ? expect.not.objectContaining({ fault: expect.anything() })
            : { value: plain },
        );
      }),
      { numRuns: 100 },
    );
  });

  it('is answered in its place, however many there are', async () => {
    const tasks = Array.from({ length: 350 }, (_, at) => task('$ + 1', at));
    const values = await evaluator.evaluate(tasks);
    expect(values).toEqual(tasks.map((_, at) => ({ value: at + 1 })));
  });

  it('that is any text at all comes to an end, and keeps nobody from the next', async () => {
    const part = fc.constantFrom(
      '$',
      '(',
      ')',
      '[',
      ']',
      '{',
      '}',
      '.',
      '/',
      '"',
      '~>',
      ':=',
      'a',
      '1',
      '%',
      '@',
      '#',
      '^',
      '|',
      '$record',
      '$map',
      'function',
      ',',
      ' ',
    );
    const text = fc.oneof(
      fc.string(),
      fc.array(part).map((parts) => parts.join('')),
    );
    await fc.assert(
      fc.asyncProperty(text, async (expression) => {
        const evaluations = await evaluator.evaluate([task(expression, 'x', {}), task('1')]);
        expect(evaluations[1]).toEqual({ value: 1 });
      }),
      { numRuns: 200 },
    );
  });
});

describe('an expression that cannot be read', () => {
  it.each<[string, string]>([
    ['$uppercase(', 'end of expression'],
    ['1 +* 2', 'at character'],
    ['/(/', 'regular expression'],
    ['"open', 'terminated'],
  ])('says why: %s', async (expression, words) => {
    const problem = await evaluator.problemIn(expression);
    expect(problem).toMatch(/^The expression cannot be read: .+[^.]\.$/);
    expect(problem?.toLowerCase()).toContain(words);
    expect(await evaluated(expression, 'x')).toMatchObject({
      fault: expect.stringContaining('cannot be read'),
    });
  });

  it('is told from one that can', async () => {
    expect(await evaluator.problemIn('$uppercase($)')).toBeNull();
    // That it would fail, or never end, is another matter.
    expect(await evaluator.problemIn('$error("no")')).toBeNull();
  });
});

describe('a value that comes to nothing', () => {
  it.each<[string, string, unknown, string]>([
    ['of another type than a function takes', '$uppercase($)', 5, 'Argument 1'],
    ['that the expression itself refuses', '$error("not this one")', 'x', 'not this one'],
    ['divided by nothing', '$ / 0', 1, 'no number'],
    ['turned into a function', 'function($x) { $x }', 1, 'a function'],
    ['turned into a function of the library', '$uppercase', 1, 'a function'],
    ['turned into what matches texts', '/a/', 1, 'a function'],
    ['with a function within', '{"a": [$sum]}', 1, 'a function'],
    ['by a function that is missing', '$map([1], $random)', 1, ''],
    ['by the clock', '$now()', 1, 'non-function'],
    ['by a text that becomes an expression', '$eval("1")', 1, 'non-function'],
    ['that is too much', '$join([1..6].($pad("", 200000, "x")))', 1, 'too much'],
  ])('is told: one %s', async (_name, expression, input, words) => {
    expect(await evaluated(expression, input)).toEqual({
      fault: expect.stringContaining('the expression makes nothing of: '),
      detail: expect.stringContaining(words),
    });
  });
});

describe('an attack', () => {
  const OVER_TIME = 'longer than half a second';
  const OVER_MEMORY = 'more memory';

  it.each<[string, string, string]>([
    ['a recursion without end', '($f := function($n) { 1 + $f($n) }; $f(1))', 'Stack overflow'],
    ['a loop without end', '($f := function($n) { $f($n + 1) }; $f(1))', OVER_TIME],
    ['a range of millions', '$map([1..10000000], function($n) { $n })', 'maximum sequence length'],
    [
      'a list that grows',
      '($f := function($l) { $f($append($l, $l)) }; $f([1, 2]))',
      'maximum sequence length',
    ],
    ['a regular expression that never ends', '$match($, /^(a+)+$/)', OVER_TIME],
    ['another one', '$contains($, /^(.*a){25}$/)', OVER_TIME],
  ])('is broken off, and the next value is there: %s', async (_name, expression, words) => {
    const input = `${'a'.repeat(40)}!`;
    const [attack, next] = await evaluator.evaluate([task(expression, input), task('$', 'next')]);
    expect(isFault(attack) && attack).toMatchObject({ detail: expect.stringContaining(words) });
    expect(next).toEqual({ value: 'next' });
  });

  it.each<[string, string]>([
    ['a text of a hundred million letters', '$pad("", 100000000, "x")'],
    ['a text that doubles', '($f := function($s) { $f($s & $s) }; $f("xxxxxxxx"))'],
    [
      'a text that doubles, and is looked at',
      '($f := function($s, $n) { $n = 0 ? $s : $f($s & $s, $n - 1) }; $length($f("xxxxxxxx", 25)))',
    ],
    [
      'lists within lists within lists',
      '($a := [1..10000]; $b := [1..10000].[$a]; $string([1..10000].[$b]))',
    ],
    ['a text made of one text very often', '$length($join([1..9999].($pad("", 50000, "x"))))'],
  ])('on the memory ends no more than its own process: %s', async (_name, expression) => {
    const [attack, next] = await evaluator.evaluate([task(expression), task('$', 'next')]);
    expect(isFault(attack)).toBe(true);
    expect(next).toEqual({ value: 'next' });
  });

  it('on the memory is told as one', async () => {
    const own = createExpressionEvaluator({ ask: async () => 'over-memory', end: () => {} });
    expect(await own.evaluate([task('$')])).toMatchObject([
      { detail: expect.stringContaining(OVER_MEMORY) },
    ]);
  });

  it('on many records of a page is tried on a few of them', async () => {
    const bad = Array.from({ length: 60 }, () =>
      task('$match($, /^(a+)+$/)', `${'a'.repeat(40)}!`),
    );
    const evaluations = await evaluator.evaluate([...bad, task('$', 'good')]);
    expect(evaluations.at(-1)).toEqual({ value: 'good' });
    expect(evaluations.slice(0, 60).every(isFault)).toBe(true);
    expect(
      evaluations.filter((one) => 'fault' in one && one.fault.includes('left out')),
    ).toHaveLength(57);
  });

  it('keeps nothing else in this process waiting', async () => {
    await evaluated('1');
    const delay = monitorEventLoopDelay({ resolution: 5 });
    delay.enable();
    await evaluated('$match($, /^(a+)+$/)', `${'a'.repeat(40)}!`);
    delay.disable();
    // In nanoseconds; the expression itself has run for a second.
    expect(delay.max / 1e6).toBeLessThan(800);
  });

  it.each([
    '__proto__',
    'constructor',
    'constructor.prototype',
    '$.constructor.constructor',
    '$lookup($, "__proto__")',
    '$lookup($, "constructor")',
    '$record.__proto__',
    '$.toString',
    '`__proto__`.polluted',
    '$uppercase.constructor',
    '($f := function($x) { $x }; $f.constructor)',
    '$process',
    '$require',
    '$globalThis',
    '$__proto__',
    '$constructor',
  ])('by a name that every object has finds nothing: %s', async (expression) => {
    expect(await evaluated(expression, { a: 1 }, { b: 2 })).toEqual({ value: undefined });
  });

  it('leaves nothing behind for the next expression', async () => {
    await evaluated('{"__proto__": {"polluted": 1}}');
    await evaluated('$merge([{"__proto__": {"polluted": 1}}, {"constructor": {"prototype": 2}}])');
    await evaluated('$ ~> |$|{"__proto__": {"polluted": 1}}|', { a: 1 });
    await evaluated('($kept := 5; $kept)');
    // An expression gets at what JSONata itself keeps of a function.
    await evaluated('$ ~> |$uppercase|{"implementation": function($x) {"changed"}}|', { a: 1 });
    expect(await evaluated('$uppercase($)', 'tea')).toEqual({ value: 'TEA' });
    for (const expression of ['polluted', '$.polluted', '$lookup($, "polluted")', '$kept']) {
      expect(await evaluated(expression, {})).toEqual({ value: undefined });
    }
  });

  it('has nothing of the process around it, even where it could run code', async () => {
    // The way in which code was run before: a function that makes functions of texts.
    for (const expression of [
      '$map.constructor("return process")()',
      '($f := /a/; $f.constructor("return 1")())',
      '$sift({}, $string.constructor)',
    ]) {
      const evaluation = await evaluated(expression, {});
      expect(evaluation).toBeDefined();
      expect(evaluation).not.toHaveProperty('value', expect.anything());
    }
  });
});

describe('the process', () => {
  it('is begun when it is needed, knows nothing of this one, and is begun again after its end', async () => {
    const spawn = jest.spyOn(childProcess, 'spawn');
    const host = createEvaluatorProcess();
    const own = createExpressionEvaluator(host);
    expect(spawn).not.toHaveBeenCalled();
    const one = [task('$', 1)];
    await own.evaluate(one);
    await own.evaluate(one);
    expect(spawn.mock.calls.map(([, , options]) => options.env)).toEqual([{}]);
    host.end();
    expect(await own.evaluate([...one, ...one])).toEqual([{ value: 1 }, { value: 1 }]);
    own.stop();
    await expect(own.evaluate(one)).rejects.toThrow(EvaluatorError);
    spawn.mockRestore();
  });

  it('is shared by those who ask at the same time', async () => {
    const lists = Array.from({ length: 5 }, (_, place) =>
      Array.from({ length: 120 }, (_unused, at) => task('$', place * 1000 + at)),
    );
    const all = await Promise.all(lists.map((tasks) => evaluator.evaluate(tasks)));
    for (const [place, evaluations] of all.entries()) {
      expect(evaluations).toEqual(evaluations.map((_, at) => ({ value: place * 1000 + at })));
    }
  });

  it('lets go of who is called off, in the middle of an evaluation and while he waits', async () => {
    const endless = task('($f := function($n) { $f($n + 1) }; $f(1))');
    const [first, second] = [new AbortController(), new AbortController()];
    const running = evaluator.evaluate([endless, endless], first.signal);
    const waiting = evaluator.evaluate([task('1')], second.signal);
    const next = evaluator.evaluate([task('2')]);
    second.abort(new Error('called off while waiting'));
    await expect(waiting).rejects.toThrow('called off while waiting');
    first.abort(new Error('called off'));
    await expect(running).rejects.toThrow('called off');
    expect(await next).toEqual([{ value: 2 }]);
    await expect(evaluator.evaluate([task('1')], first.signal)).rejects.toThrow('called off');
  });
});
