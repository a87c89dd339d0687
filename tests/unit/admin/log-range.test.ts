import {
  logRangeParams,
  logRangeQuery,
  readLogRange,
} from '../../../admin/src/components/log-range';

const FROM = '2026-03-12T09:00:00.000Z';
const TO = '2026-03-12T10:00:00.000Z';
const custom = { name: 'custom' as const, from: new Date(FROM), to: new Date(TO) };

test.each([null, { name: '24h' as const }, custom])('an address keeps %j', (range) => {
  const params = Object.entries(logRangeParams(range)).filter(([, value]) => value !== undefined);
  expect(readLogRange(new URLSearchParams(params as [string, string][]))).toEqual(range);
});

test.each([
  '',
  'range=never',
  'range=custom',
  `range=custom&from=${FROM}`,
  `range=custom&from=${FROM}&to=soon`,
  `from=${FROM}&to=${TO}`,
])('%j names no time', (address) => {
  expect(readLogRange(new URLSearchParams(address))).toBeNull();
});

test('a time of one’s own is asked for with both of its ends', () => {
  expect(logRangeQuery(custom, Date.now())).toEqual({ from: FROM, to: TO });
});

test('a time that ends now begins at a full minute, so that the question stays the same', () => {
  const now = Date.parse('2026-03-12T10:00:59.999Z');
  expect(logRangeQuery({ name: '1h' }, now)).toEqual({ from: FROM });
  expect(logRangeQuery(null, now)).toEqual({});
});
