import { aheadMs } from '../../../server/src/connections/tokens/token-keeper';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;

test.each([
  ['so long before its end as is configured', 30 * MINUTE, HOUR, 30 * MINUTE],
  ['so up to three quarters of its life', 45 * MINUTE, HOUR, 45 * MINUTE],
  ['in the last quarter of its life past that', 46 * MINUTE, HOUR, 15 * MINUTE],
  ['in the last quarter of a life as short as the configured time', 5 * MINUTE, 5 * MINUTE, 75_000],
  ['as configured where nobody knows how long it lives', 5 * MINUTE, null, 5 * MINUTE],
])('a token is renewed %s', (_when, bufferMs, tokenLifeMs, expected) => {
  expect(aheadMs(bufferMs, tokenLifeMs)).toBe(expected);
});
