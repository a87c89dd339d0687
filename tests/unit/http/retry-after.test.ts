import { parseRetryAfterMs } from '../../../server/src/http/retry-after';

const HOUR = 3_600_000;

describe('Retry-After', () => {
  const now = Date.parse('Wed, 21 Oct 2015 07:28:00 GMT');

  test.each([
    ['120', 120_000],
    [' 120 ', 120_000],
    ['2.0', 2_000],
    ['1.5', 1_500],
    ['Wed, 21 Oct 2015 07:30:00 GMT', 120_000],
    ['86400', 24 * HOUR],
    ['86401', 24 * HOUR],
    ['99999999999999999999', 24 * HOUR],
    ['Fri, 31 Dec 9999 23:59:59 GMT', 24 * HOUR],
  ])('%j is understood', (value, expected) => {
    expect(parseRetryAfterMs(value, now)).toBe(expected);
  });

  test.each([
    undefined,
    '',
    '0',
    '-1',
    '1.5.5',
    '1e9',
    '0x10',
    'soon',
    'Infinity',
    'NaN',
    '120, 60',
    '9'.repeat(400),
    '1/1/2099',
    '2099-10-21T07:30:00Z',
    'Wed, 21 Oct 2099 07:30:00 +0100',
    'Wed, 21 Oct 2015 07:27:00 GMT',
    'Wed, 99 Oct 2015 07:30:00 GMT',
    '١٢٠',
  ])('%j is ignored', (value) => {
    expect(parseRetryAfterMs(value, now)).toBeNull();
  });
});
