import { z } from 'zod';

import type { BatchedCall, BatchedResult } from '../http/client/api-rules';
import type { Account } from './account';
import type { AccountAccess } from './account-access';
import type { TokenResponse } from './auth-method';
import { textSetting } from './account-settings';
import { fieldAt } from './payload';
import { accountOf, factOf, oauthErrorMessage, textAt } from './response-fields';
import { parseUrl } from '../parse-url';

const API_VERSION = 'v66.0';

/** The two hosts where anybody signs in, and My Domain: `acme.my.salesforce.com`, `acme--test.sandbox.my.salesforce.com`. */
const LOGIN_HOST =
  /^((login|test)\.salesforce\.com|[a-z\d][a-z\d-]*(\.[a-z\d-]+)?\.my\.salesforce\.(com|mil))$/;

const connectionSettings = z.strictObject({
  loginHost: z
    .string()
    .trim()
    .toLowerCase()
    .regex(LOGIN_HOST, 'expected login.salesforce.com, test.salesforce.com or a My Domain host')
    .default('login.salesforce.com')
    .describe(
      'login.salesforce.com; test.salesforce.com for a sandbox; or your own, acme.my.salesforce.com',
    ),
});

const client = {
  tokenUrl: (account: Account) => `${loginUrl(account)}/services/oauth2/token`,
  facts: instanceOf,
  revoke: { url: (account: Account) => `${instanceUrl(account)}/services/oauth2/revoke` },
};

/**
 * Organisations at Salesforce. Where the API of one is, the token response tells (`instance_url`); until then, and in its
 * absence, it is the host of the sign-in, which is right for My Domain. Tokens do not tell when they end.
 *
 * Client credentials work only where the sign-in is at My Domain, and act as the user that the app was given to run as.
 *
 * No rate limit is stated: Salesforce counts by the day, and how much depends on the edition and the licences.
 *
 * @see https://help.salesforce.com/s/articleView?id=xcloud.remoteaccess_oauth_web_server_flow.htm
 * @see https://help.salesforce.com/s/articleView?id=xcloud.remoteaccess_revoke_token.htm
 * @see https://developer.salesforce.com/docs/platform/api-rest/guide/resources-composite-batch.html
 */
export const salesforceAccess: AccountAccess = {
  category: 'crm',
  setUpUrl: 'https://login.salesforce.com/',
  connectionSettings,
  auth: [
    {
      kind: 'oauth2',
      authorizeUrl: (account) => `${loginUrl(account)}/services/oauth2/authorize`,
      scopes: ['api', 'refresh_token', 'openid'],
      ...client,
    },
    // The scopes are those of the app; Salesforce takes none in the request.
    { kind: 'client-credentials', scopes: [], ...client },
  ],
  api: {
    baseUrl: (account) => `${instanceUrl(account)}/services/data/${API_VERSION}`,
    // A path from the root of the host: /services/data/v66.0/query/01g…-2000
    paging: { style: 'next-url', urlPath: 'nextRecordsUrl', recordsPath: 'records' },
    errorMessage: salesforceErrorMessage,
    batch: { maxCalls: 25, path: '/composite/batch', encode: encodeBatch, decode: decodeBatch },
  },
  probe: {
    path: (account) => `${instanceUrl(account)}/services/oauth2/userinfo`,
    account(body) {
      const user = textAt(body, ['user_id']);
      const organization = textAt(body, ['organization_id']);
      return accountOf(
        organization && user ? `${organization}/${user}` : user,
        textAt(body, ['preferred_username']),
        textAt(body, ['email']),
        textAt(body, ['name']),
      );
    },
  },
};

function loginUrl(account: Account): string {
  return `https://${textSetting(account, 'loginHost')}`;
}

function instanceUrl(account: Account): string {
  return factOf(account, 'instanceUrl') || loginUrl(account);
}

const OWN_DOMAINS = /\.(salesforce|force|cloudforce)\.com$|\.salesforce\.mil$/;

/** The tokens go to this host from now on, and the client's secret with them, so it has to be one of Salesforce's. */
function instanceOf(response: TokenResponse): Record<string, string> {
  const url = parseUrl(textAt(response, ['instance_url']) ?? '');
  const isPlain = url?.protocol === 'https:' && !url.port && !url.username && !url.password;
  return isPlain && OWN_DOMAINS.test(url.hostname) ? { instanceUrl: url.origin } : {};
}

/** Most errors are a list, since a call can fail for several reasons. */
function salesforceErrorMessage(body: unknown): string | null {
  if (!Array.isArray(body)) return textAt(body, ['message']) ?? oauthErrorMessage(body);
  const errors = body.map((error: unknown) => {
    const message = textAt(error, ['message']);
    const code = textAt(error, ['errorCode']);
    return message && code ? `${message} (${code})` : (message ?? code);
  });
  return errors.filter((error) => error !== null).join('; ') || null;
}

function encodeBatch(calls: BatchedCall[]): unknown {
  return {
    haltOnError: false,
    batchRequests: calls.map(({ method, path, body }) => ({
      method,
      url: `${API_VERSION}/${path.replace(/^\//, '')}`,
      ...(body === undefined ? {} : { richInput: body }),
    })),
  };
}

function decodeBatch(body: unknown): BatchedResult[] {
  const results = fieldAt(body, ['results']);
  return (Array.isArray(results) ? results : []).map((result: unknown) => ({
    status: Number(fieldAt(result, ['statusCode'])),
    data: fieldAt(result, ['result']) ?? null,
  }));
}
