import { againIfUndone } from '../../server/src/again-if-undone';

const failing = (times: number, error: object) => {
  let left = times;
  return jest.fn(async () => {
    left -= 1;
    if (left >= 0) throw Object.assign(new Error('undone'), error);
    return 'done';
  });
};

test.each([{ errno: 1213 }, { errno: 1020 }, { code: '40P01' }])(
  'what the database undid is run again: %j',
  async (error) => {
    const run = failing(4, error);
    expect(await againIfUndone(run)).toBe('done');
    expect(run).toHaveBeenCalledTimes(5);
  },
);

test('but not for ever', async () => {
  const run = failing(5, { errno: 1213 });
  await expect(againIfUndone(run)).rejects.toMatchObject({ errno: 1213 });
  expect(run).toHaveBeenCalledTimes(5);
});

test.each([{ errno: 1062 }, { code: '23505' }, {}])(
  'any other error is told at once: %j',
  async (error) => {
    const run = failing(1, error);
    await expect(againIfUndone(run)).rejects.toThrow('undone');
    expect(run).toHaveBeenCalledTimes(1);
  },
);
