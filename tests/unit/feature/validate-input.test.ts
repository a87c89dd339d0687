import { errors } from '@strapi/utils';
import { z } from 'zod';

import { invalidInput, validateInput } from '../../../server/src/validate-input';

const schema = z.strictObject({
  name: z.string().trim(),
  list: z.array(z.number().int()).optional(),
});

function refusalOf(input: unknown) {
  try {
    validateInput(schema, input);
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

  it('is refused under the code of its first problem', () => {
    const error = invalidInput([
      { path: ['url'], message: 'Not a URL.', code: 'not-a-url' },
      { path: ['name'], message: 'Too long.' },
    ]);
    expect([error.message, error.details]).toMatchObject(['Not a URL.', { code: 'not-a-url' }]);
  });
});
