import { clientAuthorization } from '../../basic-authorization';
import { encodeForm } from '../../http/client/encode-body';
import type { HttpSender } from '../../http/send-request';
import { USER_AGENT } from '../../http/user-agent';
import { type Account, forAccount } from '../../providers/account';
import type { Credentials } from '../accounts/credentials';
import type { TokenMethod } from '../accounts/provider-access';
import type { OAuthClient } from './token-requests';

export type Revocation = 'revoked' | 'impossible' | 'failed';

const TIMEOUT_MS = 10_000;

/**
 * Takes back at the service what was granted: by RFC 7009, or in the service's own way.
 *
 * @param isError whether a body is an error, whatever its status
 * @returns `impossible` where the service has no way to, or there is nothing to take back
 */
export async function revokeGrant(
  sender: HttpSender,
  method: TokenMethod,
  account: Account,
  client: OAuthClient,
  { accessToken, refreshToken }: Credentials,
  isError: (body: unknown) => boolean = () => false,
): Promise<Revocation> {
  const { revoke } = method;
  if (!revoke || !accessToken) return 'impossible';
  const request =
    typeof revoke === 'function'
      ? revoke({ account, accessToken, refreshToken: refreshToken ?? null, ...client })
      : standardRequest(forAccount(revoke.url, account), method, client, {
          // The refresh token stands for the whole grant (RFC 7009, 2.1).
          token: refreshToken ?? accessToken,
          hint: refreshToken ? 'refresh_token' : 'access_token',
        });
  const headers = { 'user-agent': USER_AGENT, ...request.headers };
  const outcome = await sender.send({ ...request, headers, totalTimeoutMs: TIMEOUT_MS });
  // Some services refuse with a status of success.
  const isTaken =
    outcome.kind === 'response' && outcome.statusCode < 300 && !isError(jsonOf(outcome.body));
  return isTaken ? 'revoked' : 'failed';
}

function jsonOf(body: Buffer): unknown {
  try {
    return JSON.parse(body.toString('utf8')) as unknown;
  } catch {
    return null;
  }
}

function standardRequest(
  url: string,
  { clientAuthentication }: TokenMethod,
  { clientId, clientSecret }: OAuthClient,
  { token, hint }: { token: string; hint: string },
) {
  const inBasic = clientAuthentication === 'basic';
  return {
    method: 'POST' as const,
    url,
    headers: {
      'content-type': 'application/x-www-form-urlencoded',
      ...(inBasic && { authorization: clientAuthorization(clientId, clientSecret) }),
    },
    body: encodeForm({
      token,
      token_type_hint: hint,
      ...(!inBasic && { client_id: clientId, client_secret: clientSecret }),
    }),
  };
}
