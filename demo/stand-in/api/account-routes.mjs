import { json } from '../http/answers.mjs';
import { basicOf, isSameSecret } from '../http/credentials.mjs';
import { bearerOf } from './bearer.mjs';
import { keyHolderOf } from './key.mjs';
import { refuse } from './problems.mjs';

/** The demo's secrets are no secrets. */
export const BASIC_USER = 'demo';
export const BASIC_PASSWORD = 'demo-harbour-password';

/** Whose account it is, for each way to sign in that services have. */
export const accountRoutes = (harbour) => ({
  'GET /api/me': (request) => json(200, bearerOf(harbour, request, 'account:read').account),

  'GET /keyed/me': (request) => {
    keyHolderOf(harbour, request);
    return json(200, harbour.modes.account);
  },

  'GET /basic/me': (request) => {
    const given = basicOf(request);
    const isRight =
      given && isSameSecret(given.user, BASIC_USER) && isSameSecret(given.password, BASIC_PASSWORD);
    if (!isRight) {
      throw refuse(401, 'unauthorized', 'The user name or the password is wrong.', {
        'www-authenticate': 'Basic realm="Harbour", charset="UTF-8"',
      });
    }
    return json(200, harbour.modes.account);
  },
});
