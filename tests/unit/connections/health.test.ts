import type { ConnectionRecord } from '../../../server/src/connections/accounts/connection-record';
import {
  isExpiryNoticeDue,
  isOver,
  isProbeDue,
} from '../../../server/src/connections/health/health-schedule';
import { verdictOf } from '../../../server/src/connections/health/judge-calls';

const MINUTE = 60_000;
const DAY = 24 * 60 * MINUTE;
const now = 1_000 * DAY;
const connection = (changes: Partial<ConnectionRecord>) =>
  ({
    status: 'connected',
    lastTestedAt: now,
    lastUsedAt: null,
    expiresAt: null,
    isRenewable: false,
    expiryNoticeFor: null,
    ...changes,
  }) as ConnectionRecord;

test.each<[boolean, Partial<ConnectionRecord>]>([
  [false, {}],
  [true, { lastTestedAt: now - 10 * MINUTE }],
  [false, { lastTestedAt: now - 10 * MINUTE + 1 }],
  [true, { lastTestedAt: null }],
  [false, { lastTestedAt: now - DAY, lastUsedAt: now - 10 * MINUTE + 1 }],
  [true, { lastTestedAt: now - DAY, lastUsedAt: now - 10 * MINUTE }],
  [true, { status: 'error', lastTestedAt: now - 5 * MINUTE, lastUsedAt: now }],
  [false, { status: 'error', lastTestedAt: now - 4 * MINUTE }],
  [false, { status: 'needs-reauthorization', lastTestedAt: null }],
  [false, { status: 'disconnected', lastTestedAt: null }],
])('a test is due: %s for %j', (expected, changes) => {
  expect(isProbeDue(connection(changes), now)).toBe(expected);
});

test.each<[boolean, Partial<ConnectionRecord>]>([
  [true, { expiresAt: now + 7 * DAY }],
  [false, { expiresAt: now + 7 * DAY + 1 }],
  [false, { expiresAt: now + DAY, isRenewable: true }],
  [false, { expiresAt: now + DAY, expiryNoticeFor: now + DAY }],
  [true, { expiresAt: now + DAY, expiryNoticeFor: now - DAY }],
  [false, { expiresAt: now + DAY, status: 'disconnected' }],
])('a notice of the end is due: %s for %j', (expected, changes) => {
  expect(isExpiryNoticeDue(connection(changes), now)).toBe(expected);
});

test('an access that cannot renew itself is over at its end, and one that can never is', () => {
  expect(isOver(connection({ expiresAt: now }), now)).toBe(true);
  expect(isOver(connection({ expiresAt: now + 1 }), now)).toBe(false);
  expect(isOver(connection({ expiresAt: now, isRenewable: true }), now)).toBe(false);
});

const anAttempt = { status: null, error: null, durationMs: 1, waitedMs: 0 };

test.each([
  ['works', null, 200],
  ['refuses', 'http-error', 401],
  ['fails', 'http-error', 503],
  ['fails', 'timeout', null],
  ['fails', 'circuit-open', null],
  ['tells-nothing', 'http-error', 404],
  ['tells-nothing', 'http-error', 403],
  ['tells-nothing', 'rate-limited', 429],
  ['tells-nothing', 'foreign-host', null],
  ['tells-nothing', 'aborted', null],
])('a call %s by %s and %s', (expected, code, status) => {
  const error = code === null ? null : { code, message: '' };
  expect(verdictOf({ error, status, attempts: [anAttempt] })).toBe(expected);
});

test('a call whose time was over before it was sent tells nothing', () => {
  const error = { code: 'timeout', message: '' };
  expect(verdictOf({ error, status: null, attempts: [] })).toBe('tells-nothing');
});
