import { checkDeadline, within } from '../../../../server/src/http/client/deadline';

const never = new Promise<never>(() => {});
const soon = () => ({ at: performance.now() + 20 });

test('what goes on for others is not waited for longer than until the deadline', async () => {
  await expect(within(never, soon())).rejects.toMatchObject({ code: 'timeout' });
  expect(await within(Promise.resolve(7), soon())).toBe(7);
  await expect(within(Promise.reject(new Error('x')), soon())).rejects.toThrow('x');
});

test('nor after it was broken off', async () => {
  const abort = new AbortController();
  const waiting = within(never, { at: Infinity, signal: abort.signal });
  abort.abort();
  await expect(waiting).rejects.toMatchObject({ code: 'aborted' });
  await expect(within(never, { at: Infinity, signal: abort.signal })).rejects.toMatchObject({
    code: 'aborted',
  });
  expect(() => checkDeadline({ at: Infinity, signal: abort.signal })).toThrow('broken off');
});

test('what is late does not begin', () => {
  expect(() => checkDeadline({ at: performance.now() - 1 })).toThrow('was over');
  expect(() => checkDeadline(soon())).not.toThrow();
});
