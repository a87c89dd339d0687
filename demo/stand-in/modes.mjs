import { SCOPES } from './oauth/scopes.mjs';

/** How the stand-in behaves until it is told otherwise. Times are in milliseconds. */
export const NORMAL_MODES = Object.freeze({
  /** `slow` does its work at once and answers late; `omit-refresh` keeps the refresh token and does not repeat it. */
  tokenEndpoint: 'ok',
  api: 'ok',
  slowMs: 5_000,
  accessTokenLifeMs: 3_600_000,
  /** Null grants what was asked for and approved; a list grants nothing else, whatever the person approves. */
  grantedScopes: null,
  /** Null, or `{ calls, perMs }`: so many calls in each window. */
  rateLimit: null,
  cacheMaxAgeMs: 10_000,
  /** Who is signed in at the consent page. */
  account: Object.freeze({ id: 'acc_harbour_1', name: 'Harbour Wholesale' }),
  /** `:*` in place of a port takes any, which RFC 8252 (7.3) allows on loopback. */
  redirectUris: Object.freeze([
    'http://127.0.0.1:*/api/integration-builder/oauth/callback',
    'http://localhost:*/api/integration-builder/oauth/callback',
  ]),
});

const oneOf =
  (...values) =>
  (value) =>
    values.includes(value) ? null : `is one of ${values.join(', ')}`;

const wholeNumber = (least) => (value) =>
  Number.isInteger(value) && value >= least && value <= 2 ** 31 - 1
    ? null
    : `is a whole number from ${least}`;

const isText = (value) => typeof value === 'string' && value !== '';
const isObject = (value) => value !== null && typeof value === 'object' && !Array.isArray(value);

/** Each says what is wrong with a value, or null. */
const RULES = {
  tokenEndpoint: oneOf('ok', 'slow', 'error-500', 'omit-refresh'),
  api: oneOf('ok', 'slow', 'error-500'),
  slowMs: wholeNumber(0),
  accessTokenLifeMs: wholeNumber(1),
  cacheMaxAgeMs: wholeNumber(0),
  grantedScopes: (value) =>
    value === null || (Array.isArray(value) && value.every((scope) => Object.hasOwn(SCOPES, scope)))
      ? null
      : 'is null or a list of known scopes',
  rateLimit: (value) =>
    value === null ||
    (isObject(value) && !wholeNumber(0)(value.calls) && !wholeNumber(1)(value.perMs))
      ? null
      : 'is null or { calls, perMs }',
  account: (value) =>
    isObject(value) && isText(value.id) && isText(value.name) ? null : 'is { id, name }',
  redirectUris: (value) =>
    Array.isArray(value) && value.every(isText) ? null : 'is a list of addresses',
};

/**
 * The modes after some of them were changed.
 *
 * @throws an Error that names what is wrong, so that a misspelt mode does not pass for the normal one
 */
export function changedModes(modes, changes) {
  for (const [name, value] of Object.entries(changes)) {
    if (!Object.hasOwn(RULES, name)) throw new Error(`There is no mode "${name}".`);
    const problem = RULES[name](value);
    if (problem) throw new Error(`${name} ${problem}.`);
  }
  return { ...modes, ...changes };
}
