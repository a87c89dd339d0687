/*
 * Connects to a stand-in with `oauth4webapi`, a strict client that is certified for what it does, and prints what came of
 * every step as JSON: node --import tsx oauth-client.mjs <url of the stand-in> basic|post
 */
import * as oauth from 'oauth4webapi';

import { approveConsent, STAND_IN_CLIENT } from '../stand-in.ts';

const [url, way] = process.argv.slice(2);
const REDIRECT_URI = 'http://127.0.0.1:1337/api/integration-builder/oauth/callback';
const insecure = { [oauth.allowInsecureRequests]: true };
const client = { client_id: STAND_IN_CLIENT.id };
const clientAuth = (way === 'basic' ? oauth.ClientSecretBasic : oauth.ClientSecretPost)(
  STAND_IN_CLIENT.secret,
);

const issuer = new URL(url);
const server = await oauth.processDiscoveryResponse(
  issuer,
  await oauth.discoveryRequest(issuer, { algorithm: 'oauth2', ...insecure }),
);

const first = await connect();
const second = await refresh(first.refresh_token);
const reused = await errorOf(() => refresh(first.refresh_token));
const afterReuse = await errorOf(() => refresh(second.refresh_token));

const other = await connect();
const me = await oauth.protectedResourceRequest(
  other.access_token,
  'GET',
  new URL('/api/me', url),
  undefined,
  null,
  insecure,
);
await oauth.processRevocationResponse(
  await oauth.revocationRequest(server, client, clientAuth, other.refresh_token, insecure),
);
const afterRevocation = await errorOf(() =>
  oauth.protectedResourceRequest(
    other.access_token,
    'GET',
    new URL('/api/me', url),
    undefined,
    null,
    insecure,
  ),
);
const own = await oauth.processClientCredentialsResponse(
  server,
  client,
  await oauth.clientCredentialsGrantRequest(
    server,
    client,
    clientAuth,
    { scope: 'products:read' },
    insecure,
  ),
);

console.log(
  JSON.stringify({
    issuer: server.issuer,
    scope: first.scope,
    expiresIn: first.expires_in,
    isRotated: second.refresh_token !== first.refresh_token,
    isAccessTokenNew: second.access_token !== first.access_token,
    reused,
    afterReuse,
    me: await me.json(),
    afterRevocation,
    ownScope: own.scope,
    hasOwnRefreshToken: own.refresh_token !== undefined,
    wrongIssuer: await errorOf(() =>
      connect((answer) => answer.searchParams.set('iss', 'http://x')),
    ),
    wrongState: await errorOf(() => connect((answer) => answer.searchParams.set('state', 'other'))),
  }),
);

/** The whole round: authorize with PKCE, consent, answer with `state` and `iss`, code for tokens. */
async function connect(tamper = () => undefined) {
  const verifier = oauth.generateRandomCodeVerifier();
  const state = oauth.generateRandomState();
  const address = new URL(server.authorization_endpoint);
  address.search = new URLSearchParams({
    client_id: client.client_id,
    redirect_uri: REDIRECT_URI,
    response_type: 'code',
    scope: 'account:read products:read',
    code_challenge: await oauth.calculatePKCECodeChallenge(verifier),
    code_challenge_method: 'S256',
    state,
  }).toString();
  const answer = new URL(await approveConsent(address.href));
  tamper(answer);
  const parameters = oauth.validateAuthResponse(server, client, answer, state);
  const response = await oauth.authorizationCodeGrantRequest(
    server,
    client,
    clientAuth,
    parameters,
    REDIRECT_URI,
    verifier,
    insecure,
  );
  return oauth.processAuthorizationCodeResponse(server, client, response);
}

async function refresh(refreshToken) {
  const response = await oauth.refreshTokenGrantRequest(
    server,
    client,
    clientAuth,
    refreshToken,
    insecure,
  );
  return oauth.processRefreshTokenResponse(server, client, response);
}

/** What the library makes of a failure: the error of RFC 6749 or RFC 6750, or its own code. */
async function errorOf(work) {
  try {
    await work();
    return null;
  } catch (error) {
    return error.error ?? error.cause?.[0]?.parameters?.error ?? error.code ?? error.message;
  }
}
