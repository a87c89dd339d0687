import { answerOf } from '../http/answers.mjs';
import { authorize } from './authorize.mjs';
import { consent } from './consent.mjs';
import { metadata } from './metadata.mjs';
import { revoke } from './revoke.mjs';
import { token } from './token.mjs';

const refusing = (handle) => (request) => answerOf(() => handle(request));

export const oauthRoutes = (harbour) => ({
  'GET /oauth/authorize': refusing(authorize(harbour)),
  'POST /oauth/consent': consent(harbour),
  'POST /oauth/token': token(harbour),
  'POST /oauth/revoke': refusing(revoke(harbour)),
  'GET /.well-known/oauth-authorization-server': metadata(harbour),
});
