import { bodyTree } from '../../../admin/src/pages/webhooks/incoming/event/body-tree';

const text = (body: string, payload: unknown = null) =>
  bodyTree({ body, payload, bodyEncoding: 'text' });

test('a body of JSON is the tree itself', () => {
  expect(text('{"a":[1]}')).toEqual({ a: [1] });
  expect(text('["a"]')).toEqual(['a']);
});

test('of a form the tree is what actions read', () => {
  expect(text('Body=caf%C3%A9', { Body: 'café' })).toEqual({ Body: 'café' });
});

test.each(['', 'null', '12', '"text"', '{"a":', 'a=b'])('%j is no tree', (body) => {
  expect(text(body)).toBeUndefined();
});

test('bytes are no tree, unless the service’s code has read them', () => {
  const bytes = { body: 'e30=', bodyEncoding: 'base64' } as const;
  expect(bodyTree({ ...bytes, payload: null })).toBeUndefined();
  expect(bodyTree({ ...bytes, payload: { a: 1 } })).toEqual({ a: 1 });
});
