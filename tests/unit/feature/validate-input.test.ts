import { errors } from '@strapi/utils';
import { z } from 'zod';

import en from '../../../admin/src/translations/en.json';
import { storableText } from '../../../server/src/input-parts';
import { invalidInput, validateInput } from '../../../server/src/validate-input';

const schema = z.strictObject({
  name: z.string().trim(),
  list: z.array(z.number().int()).optional(),
});

function refusalOf(input: unknown, against: z.ZodType = schema) {
  try {
    validateInput(against, input);
  } catch (error) {
    if (error instanceof errors.ValidationError) return error;
    throw error;
  }
  throw new Error('it was not refused');
}

describe('input over the border', () => {
  it('comes back parsed', () => {
    expect(validateInput(schema, { name: ' x ', list: [1] })).toEqual({ name: 'x', list: [1] });
  });

  it.each<[unknown, string[][]]>([
    [{ name: 1, list: [1, 'two', 0.5] }, [['name'], ['list', '1'], ['list', '2']]],
    [{}, [['name']]],
    [{ name: 'x', other: 1 }, [[]]],
    [null, [[]]],
    [[], [[]]],
    ['text', [[]]],
    [JSON.parse('{"name": "x", "__proto__": {"list": []}}'), [[]]],
  ])('is refused with every path: %j', (input, paths) => {
    const { details } = refusalOf(input);
    expect(details).toMatchObject({ code: 'invalid-input' });
    const found = (details as { errors: { path: string[] }[] }).errors.map(({ path }) => path);
    expect(found).toEqual(paths);
  });

  it('names every problem by a code, under which the panel has words of its own', () => {
    const strict = z.strictObject({
      name: z.string().max(2),
      text: storableText,
      list: z.array(z.string()),
    });
    const input = { name: 'long', text: 'a\0', list: 'x', other: 1 };
    const error = refusalOf(input, strict);
    const { code, errors: problems } = error.details as {
      code: string;
      errors: { path: string[]; code?: string }[];
    };
    expect(code).toBe('invalid-input');
    expect(problems.map(({ path, code: own }) => [path.join('.'), own])).toEqual([
      ['name', 'too-big'],
      ['text', 'unreadable-characters'],
      ['list', 'invalid-type'],
      ['', 'unrecognized-keys'],
    ]);
    for (const { code: own } of problems) expect(en).toHaveProperty([`server.${own}`]);
  });

  it('is refused under the code of its first problem', () => {
    const error = invalidInput([
      { path: ['url'], message: 'Not a URL.', code: 'not-a-url' },
      { path: ['name'], message: 'Too long.' },
    ]);
    expect([error.message, error.details]).toMatchObject(['Not a URL.', { code: 'not-a-url' }]);
  });
});
