import { clientAuthorization } from '../../basic-authorization';
import { encodeForm } from '../../http/client/encode-body';
import type { CallRecord } from '../../http/client/call-record';
import type { HttpOutcome } from '../../http/http-outcome';
import type { HttpSender } from '../../http/send-request';
import { USER_AGENT } from '../../http/user-agent';
import { type Account, forAccount } from '../../providers/account';
import { secretsOf } from '../accounts/authorization-of';
import type { Credentials } from '../accounts/credentials';
import type { TokenMethod } from '../accounts/provider-access';
import { tokenCallRecord } from './token-call';
import type { OAuthClient } from './token-requests';

export type Revocation = 'revoked' | 'impossible' | 'failed';

const TIMEOUT_MS = 10_000;

interface Dependencies {
  sender: HttpSender;
  /** Takes the line of the call log. */
  record: (call: CallRecord) => void;
  /** Ms since 1970. */
  now: () => number;
}

/**
 * Takes back at the service what was granted: by RFC 7009, or in the service's own way.
 *
 * @param account with the id of its connection, for the log
 * @param isError whether a body is an error, whatever its status
 * @returns `impossible` where the service has no way to, or there is nothing to take back
 */
export async function revokeGrant(
  { sender, record, now }: Dependencies,
  method: TokenMethod,
  account: Account & { id: number },
  client: OAuthClient,
  credentials: Credentials,
  isError: (body: unknown) => boolean = () => false,
): Promise<Revocation> {
  const { revoke } = method;
  const { accessToken, refreshToken } = credentials;
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
  const at = now();
  const outcome = await sender.send({ ...request, headers, totalTimeoutMs: TIMEOUT_MS });
  const failure = failureOf(outcome, new URL(request.url).host, isError);
  const secrets = [...secretsOf(credentials), client.clientSecret];
  record(tokenCallRecord({ connectionId: account.id, request, outcome, failure, secrets, at }));
  return failure === null ? 'revoked' : 'failed';
}

/** Why the service has kept the grant; null where it has not. */
function failureOf(
  outcome: HttpOutcome,
  host: string,
  isError: (body: unknown) => boolean,
): string | null {
  if (outcome.kind === 'error') return outcome.message;
  const { statusCode, body } = outcome;
  if (statusCode >= 300) return `${host} did not take the grant back: it answered ${statusCode}.`;
  // Some services refuse with a status of success.
  return isError(jsonOf(body)) ? `${host} did not take the grant back.` : null;
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
