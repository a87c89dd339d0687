import en from '../../../../admin/src/translations/en.json';
import fr from '../../../../admin/src/translations/fr.json';
import type { HttpOutcome } from '../../../../server/src/http/http-outcome';
import { interpretOutcome } from '../../../../server/src/outgoing/deliveries/outcome';

const NOW = Date.parse('Wed, 21 Oct 2015 07:28:00 GMT');

const answered = (statusCode: number, headers: Record<string, string> = {}): HttpOutcome => ({
  kind: 'response',
  statusCode,
  headers,
  body: Buffer.alloc(0),
  isTruncated: false,
  durationMs: 1,
});

test.each([200, 201, 202, 204, 299])('%i is a success', (status) => {
  expect(interpretOutcome(answered(status, { 'retry-after': '5' }), NOW)).toEqual({
    isSuccess: true,
    isGone: false,
    retryAfterMs: null,
    errorCode: null,
    errorMessage: null,
  });
});

test.each([
  [301, 'redirect', /redirects are not followed/],
  [304, 'redirect', /redirects are not followed/],
  [308, 'redirect', /redirects are not followed/],
  [400, 'http-status', /\(400\)/],
  [404, 'http-status', /Check the URL/],
  [418, 'http-status', /did not accept the message \(418\)/],
  [500, 'http-status', /a fault of its own \(500\)/],
  [599, 'http-status', /a fault of its own \(599\)/],
])('%i is a failure with a sentence', (status, code, sentence) => {
  expect(interpretOutcome(answered(status), NOW)).toMatchObject({
    isSuccess: false,
    isGone: false,
    errorCode: code,
    errorMessage: expect.stringMatching(sentence),
  });
});

test('410 says that the receiver is gone, and nothing else does', () => {
  const gone = [400, 404, 410, 500].filter(
    (status) => interpretOutcome(answered(status), NOW).isGone,
  );
  expect(gone).toEqual([410]);
});

test('the sentence of 410 says nothing of the endpoint, since a test that gets it turns none off', () => {
  const { errorMessage } = interpretOutcome(answered(410), NOW);
  const inPanel = [en, fr].map((words) => words['attempt.error.http-status.410']);
  expect(errorMessage).toBe(inPanel[0]?.replace('{status, number}', '410'));
  expect(inPanel.join()).not.toMatch(/\boff\b|désactiv/);
});

test.each([
  ['7', 7000],
  ['Wed, 21 Oct 2015 07:29:00 GMT', 60_000],
  ['garbage', null],
])('a failure carries the time that the receiver named (%s)', (value, expected) => {
  const { retryAfterMs } = interpretOutcome(answered(503, { 'retry-after': value }), NOW);
  expect(retryAfterMs).toBe(expected);
});

test('a request without an answer keeps its own code and sentence', () => {
  const outcome: HttpOutcome = {
    kind: 'error',
    code: 'timeout',
    message: 'Too late.',
    durationMs: 1,
  };
  expect(interpretOutcome(outcome, NOW)).toEqual({
    isSuccess: false,
    isGone: false,
    retryAfterMs: null,
    errorCode: 'timeout',
    errorMessage: 'Too late.',
  });
});
