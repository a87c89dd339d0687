import type { Context } from 'koa';

import { keepExactBytes } from '../../../../server/src/incoming/receiving/exact-bytes';

const PREFIX = '/api/integration-builder/in/';

/** The content type that a body parser sees of a request. */
async function seenType(method: string, path: string): Promise<string> {
  const headers = { 'content-type': 'application/json' };
  const context = { method, path, req: { headers } } as unknown as Context;
  const next = jest.fn().mockResolvedValue('done');
  expect(await keepExactBytes(PREFIX)(context, next)).toBe('done');
  expect(next).toHaveBeenCalledTimes(1);
  return headers['content-type'];
}

test.each([
  '/api/integration-builder/in/shop',
  '/api/integration-builder/in/shop/',
  '/API/Integration-Builder/IN/Shop',
])('a post to %s is not parsed', async (path) => {
  expect(await seenType('POST', path)).toBe('application/octet-stream');
});

test.each([
  ['GET', '/api/integration-builder/in/shop'],
  ['PUT', '/api/integration-builder/in/shop'],
  ['POST', '/api/integration-builder/in'],
  ['POST', '/api/integration-builder/inside'],
  ['POST', '/api/notes'],
  ['POST', '/integration-builder/incoming/sources'],
  ['POST', '/'],
])('a %s to %s keeps its type', async (method, path) => {
  expect(await seenType(method, path)).toBe('application/json');
});
