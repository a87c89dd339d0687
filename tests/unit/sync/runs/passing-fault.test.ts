import { ApiError } from '../../../../server/src/http/client/api-error';
import { isDatabaseAway, isPassing } from '../../../../server/src/sync/runs/passing-fault';

const withCode = (code: string) => Object.assign(new Error('x'), { code });
const answered = (status: number) => new ApiError({ code: 'http-error', message: 'x', status });

it.each<[string, unknown]>([
  ['a service that does not answer', new ApiError({ code: 'timeout', message: 'x' })],
  [
    'a service that is left alone for a while',
    new ApiError({ code: 'circuit-open', message: 'x' }),
  ],
  ['too many requests', answered(429)],
  ['a service out of order', answered(503)],
  ['a database that refuses connections', withCode('ECONNREFUSED')],
  ['a PostgreSQL that shuts down', withCode('57P01')],
  ['a connection that was cut', new Error('Connection terminated unexpectedly')],
  ['a MySQL that has gone away', withCode('PROTOCOL_CONNECTION_LOST')],
  ['a pool without a free connection', Object.assign(new Error('x'), { name: 'KnexTimeoutError' })],
])('%s passes', (_name, error) => {
  expect(isPassing(error)).toBe(true);
});

it.each<[string, unknown]>([
  ['credentials that are not accepted', answered(401)],
  ['a path that there is not', answered(404)],
  [
    'an account that has to be connected again',
    new ApiError({ code: 'not-connected', message: 'x' }),
  ],
  [
    'an address that the configuration does not let out',
    new ApiError({ code: 'address-refused', message: 'x' }),
  ],
  ['an address that is none', new ApiError({ code: 'invalid-request', message: 'x' })],
  ['a listing without end', new ApiError({ code: 'paging-malformed', message: 'x' })],
  ['a value that does not fit', withCode('22P02')],
  ['a value that is there already', withCode('ER_DUP_ENTRY')],
  ['a fault of the code', new TypeError('x is not a function')],
  ['what is no error', 'x'],
])('%s is for a person to look at', (_name, error) => {
  expect(isPassing(error)).toBe(false);
  expect(isDatabaseAway(error)).toBe(false);
});
