import type { Connection, ConnectionStatus } from '../../../admin/src/api/connection-contracts';
import { callSeries } from '../../../admin/src/pages/connections/calls/call-series';
import { scopeRows } from '../../../admin/src/pages/connections/connection/scope-rows';
import {
  expiryOf,
  inOrderOfUrgency,
  remedyOf,
  scopeCountOf,
} from '../../../admin/src/pages/connections/connection-status';
import { problemKey, refusalKey } from '../../../admin/src/pages/connections/return/return-words';
import { rotationResult } from '../../../admin/src/pages/settings/rotation-result';
import en from '../../../admin/src/translations/en.json';

const NOW = Date.parse('2026-03-01T12:34:56Z');

const connection = (name: string, status: ConnectionStatus) => ({ name, status }) as Connection;

describe('connections in the list', () => {
  it('those that need somebody come first, then by name', () => {
    const sorted = inOrderOfUrgency([
      connection('D', 'disconnected'),
      connection('C', 'connected'),
      connection('B', 'connected'),
      connection('E', 'error'),
      connection('R', 'needs-reauthorization'),
    ]);
    expect(sorted.map(({ name }) => name).join('')).toBe('REBCD');
  });

  it.each([
    ['error', 'test'],
    ['needs-reauthorization', 'reconnect'],
    ['connected', null],
    ['disconnected', null],
  ] as const)('%s is mended by %s', (status, remedy) => {
    expect(remedyOf(status)).toBe(remedy);
  });

  it('counts the scopes that were granted, else those that were asked for', () => {
    const missing: string[] = [];
    expect(scopeCountOf({ scopes: { asked: ['a', 'b'], granted: ['a'], missing: ['b'] } })).toBe(1);
    expect(scopeCountOf({ scopes: { asked: ['a', 'b'], granted: null, missing } })).toBe(2);
    expect(scopeCountOf({ scopes: null })).toBeNull();
  });
});

describe('a connection', () => {
  it.each([
    [null, false, 'never'],
    ['2026-03-01T12:00:00Z', true, 'renewed'],
    ['2026-03-01T13:00:00Z', false, 'ending'],
    ['2026-03-01T12:00:00Z', false, 'ended'],
  ])('that ends at %s and renews itself (%s): %s', (expiresAt, isRenewable, expiry) => {
    expect(expiryOf({ expiresAt, isRenewable }, NOW)).toBe(expiry);
  });

  it('shows what was asked for and not given first, and what was given unasked last', () => {
    const rows = scopeRows({ asked: ['a', 'b'], granted: ['a', 'c'], missing: ['b'] });
    expect(rows.map(({ scope, state }) => `${scope} ${state}`)).toEqual([
      'b missing',
      'a granted',
      'c extra',
    ]);
  });

  it('does not claim what the service did not tell', () => {
    const [row] = scopeRows({ asked: ['a'], granted: null, missing: [] });
    expect(row?.state).toBe('unknown');
  });

  it('its calls stand in 24 bars of an hour, the running one last', () => {
    const series = callSeries(
      [
        { at: '2026-02-28T12:00:00.000Z', succeeded: 9, failed: 9 },
        { at: '2026-02-28T13:00:00.000Z', succeeded: 1, failed: 0 },
        { at: '2026-03-01T12:00:00.000Z', succeeded: 2, failed: 3 },
      ],
      NOW,
    );
    expect(series).toMatchObject({
      from: '2026-02-28T13:00:00.000Z',
      to: '2026-03-01T13:00:00.000Z',
      points: [{ values: [1, 0] }, { values: [2, 3] }],
    });
  });
});

describe('the return from a service', () => {
  it.each(['state-unknown', 'state-expired', 'other-browser', 'wrong-issuer', 'invalid-answer'])(
    '%s has a sentence of its own',
    (problem) => {
      const key = `connections.return.problem.${problem}`;
      expect(problemKey(problem)).toBe(key);
      expect(en).toHaveProperty([key]);
    },
  );

  it('a problem that nobody foresaw reads as an answer that is not understood', () => {
    expect(problemKey('toString')).toBe('connections.return.problem.invalid-answer');
  });

  it.each([
    ['authorization-denied', 'connections.return.authorization-denied'],
    ['something-else', 'connections.return.other'],
  ])('a refusal with the code %s: %s', (code, key) => {
    expect(refusalKey({ name: 'ApplicationError', message: 'no', details: { code } })).toBe(key);
    expect(refusalKey(new Error('offline'))).toBe('connections.return.other');
  });
});

describe('the change to a new key', () => {
  it.each([
    ['finished', true, 'encryption.rotation.complete'],
    ['finished', false, 'encryption.rotation.incomplete'],
    ['cancelled', false, 'encryption.rotation.cancelled'],
    ['failed', false, 'encryption.rotation.failed'],
  ] as const)('%s (complete: %s): %s', (state, isComplete, key) => {
    expect(rotationResult({ state, isComplete }).key).toBe(key);
  });
});
