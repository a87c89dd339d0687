import fc from 'fast-check';

import {
  parsePayloadPath,
  PayloadPathError,
  valueAt,
} from '../../../server/src/content/payload-path';
import { NO_PAYLOAD_PATHS, PAYLOAD_PATHS } from '../../support/payload-paths';

const PAYLOAD = JSON.parse(
  '{"a":{"b":[{"id":1},[2,3]],"empty":null,"zero":0},"7":"seven","__proto__":{"x":"own"},"a-b":"dash"}',
);

test.each<[string, unknown]>([
  ['a.b[0].id', 1],
  ['a.b.0.id', 1],
  ['a.b[1][1]', 3],
  ['a.empty', null],
  ['a.zero', 0],
  ['7', 'seven'],
  ['a-b', 'dash'],
])('%s leads to %j', (path, expected) => {
  expect(valueAt(PAYLOAD, path)).toBe(expected);
});

test.each(['b', 'a.b[2]', 'a.b[0].id.x', 'a.empty.x', 'a.b.-1', 'a.b.first', 'a.zero.toFixed.x'])(
  '%s leads nowhere',
  (path) => {
    expect(valueAt(PAYLOAD, path)).toBeUndefined();
  },
);

test.each(NO_PAYLOAD_PATHS)('%j is no path', (path) => {
  expect(() => parsePayloadPath(path)).toThrow(PayloadPathError);
});

test.each(PAYLOAD_PATHS)('%j is a path', (path) => {
  expect(parsePayloadPath(path).length).toBeGreaterThan(0);
});

test('thirty steps are a path', () => {
  expect(parsePayloadPath(Array.from({ length: 30 }, () => 'a').join('.'))).toHaveLength(30);
});

test('a text as a path and anything as a payload break nothing', () => {
  const path = fc.oneof(
    fc.string({ unit: 'binary' }),
    fc.stringMatching(/^[a-c.[\]0-9_]{0,12}$/),
    fc.constantFrom('__proto__', 'constructor.name', 'a.length'),
  );
  fc.assert(
    fc.property(fc.jsonValue(), path, (payload, text) => {
      try {
        valueAt(payload, text);
      } catch (error) {
        expect(error).toBeInstanceOf(PayloadPathError);
      }
    }),
  );
});

test('no path reads what a payload inherits', () => {
  const names = Object.getOwnPropertyNames(Object.prototype);
  const inherited = Object.create({ secret: 'inherited' }) as object;
  fc.assert(
    fc.property(fc.constantFrom('secret', ...names), fc.jsonValue(), (name, payload) => {
      expect(valueAt(inherited, 'secret')).toBeUndefined();
      let found: unknown;
      try {
        found = valueAt({ payload }, `payload.${name}`);
      } catch {
        return;
      }
      expect(found === undefined || Object.hasOwn(Object(payload), name)).toBe(true);
    }),
  );
});
