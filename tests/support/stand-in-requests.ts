import { createHash } from 'node:crypto';

import { STAND_IN_CLIENT } from './stand-in';

export const REDIRECT_URI = 'http://127.0.0.1:1337/api/integration-builder/oauth/callback';
export const VERIFIER = 'a-verifier-of-the-tests-that-is-long-enough-0123';
const CHALLENGE = createHash('sha256').update(VERIFIER).digest('base64url');

/** The parameters of an authorization request that the stand-in takes. */
const AUTHORIZE = {
  client_id: STAND_IN_CLIENT.id,
  redirect_uri: REDIRECT_URI,
  response_type: 'code',
  scope: 'account:read products:read',
  state: 'state-1',
  code_challenge: CHALLENGE,
  code_challenge_method: 'S256',
};

/** The address to which an app sends its user; a change of null leaves a parameter out. */
export function authorizeUrl(url: string, changes: Record<string, string | null> = {}): string {
  const parameters = Object.entries({ ...AUTHORIZE, ...changes }).filter(
    (entry): entry is [string, string] => entry[1] !== null,
  );
  return `${url}/oauth/authorize?${new URLSearchParams(parameters).toString()}`;
}

/** The parameters of an address that a person is sent back to. */
export const answerIn = (location: string) =>
  Object.fromEntries(new URL(location).searchParams.entries());

export interface TokenAnswer {
  status: number;
  headers: Headers;
  text: string;
  body: Record<string, unknown> & { access_token: string; refresh_token: string; error?: string };
}

/** Asks the token endpoint, or another one that takes a form, as the demo's app. */
export async function postForm(
  url: string,
  fields: Record<string, string>,
  { path = '/oauth/token', headers = {}, asClient = true } = {},
): Promise<TokenAnswer> {
  const credentials = { client_id: STAND_IN_CLIENT.id, client_secret: STAND_IN_CLIENT.secret };
  const body = new URLSearchParams({ ...fields, ...(asClient && credentials) });
  const response = await fetch(url + path, { method: 'POST', body, headers });
  const text = await response.text();
  const isJson = response.headers.get('content-type')?.startsWith('application/json');
  return {
    status: response.status,
    headers: response.headers,
    text,
    body: (isJson ? JSON.parse(text) : {}) as TokenAnswer['body'],
  };
}

export const codeGrant = (code: string, changes: Record<string, string> = {}) => ({
  grant_type: 'authorization_code',
  code,
  redirect_uri: REDIRECT_URI,
  code_verifier: VERIFIER,
  ...changes,
});

export const refreshGrant = (refresh_token: string) => ({
  grant_type: 'refresh_token',
  refresh_token,
});
