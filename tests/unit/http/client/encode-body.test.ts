import fc from 'fast-check';

import { encodeBody, encodeForm } from '../../../../server/src/http/client/encode-body';
import { isStorable } from '../../../../server/src/storable-json';

test('a body is JSON unless the service wants a form', () => {
  expect(encodeBody({ a: 1 }, 'json')).toEqual({
    body: '{"a":1}',
    contentType: 'application/json',
  });
  expect(encodeBody({ a: 1 }, 'form')).toEqual({
    body: 'a=1',
    contentType: 'application/x-www-form-urlencoded',
  });
  expect(encodeBody('text', 'json')).toEqual({ body: 'text', contentType: null });
  expect(encodeBody(undefined, 'json')).toEqual({ body: null, contentType: null });
});

test.each<[object, string]>([
  [{ a: 'b c&d' }, 'a=b%20c%26d'],
  [{ metadata: { order: 7, tag: 'x' } }, 'metadata%5Border%5D=7&metadata%5Btag%5D=x'],
  [
    { items: [{ price: 'p1' }, { price: 'p2' }] },
    'items%5B0%5D%5Bprice%5D=p1&items%5B1%5D%5Bprice%5D=p2',
  ],
  [{ expand: ['a', 'b'] }, 'expand%5B0%5D=a&expand%5B1%5D=b'],
  [{ a: null, b: undefined, c: [], d: false }, 'a=&c=&d=false'],
  [{ at: new Date(0) }, 'at=1970-01-01T00%3A00%3A00.000Z'],
])('%j is written as %s', (value, expected) => {
  expect(encodeForm(value)).toBe(expected);
});

test('a form is read as it was written, whatever its texts hold', () => {
  const texts = fc.dictionary(
    fc.string({ minLength: 1 }).filter((name) => isStorable(name) && name !== '__proto__'),
    fc.string().filter((text) => isStorable(text)),
  );
  fc.assert(
    fc.property(texts, (form) => {
      const read = new URLSearchParams(encodeForm(form));
      expect(Object.fromEntries(read)).toEqual({ ...form });
    }),
  );
});

test('what contains itself is refused with a sentence', () => {
  const circle: Record<string, unknown> = {};
  circle.self = circle;
  expect(() => encodeBody(circle, 'json')).toThrow('cannot be written as JSON');
  expect(() => encodeBody(circle, 'form')).toThrow('nested deeper than 20 levels');
});
