import type { CallRecord } from '../../http/client/call-record';
import type { HttpOutcome } from '../../http/http-outcome';
import type { HttpSender } from '../../http/send-request';
import { maskText } from '../../http/masked-values';
import { USER_AGENT } from '../../http/user-agent';
import { clientAuthorization } from '../../basic-authorization';
import { parseRetryAfterMs } from '../../http/retry-after';
import { encodeForm } from '../../http/client/encode-body';
import { type Account, forAccount } from '../../providers/account';
import type { TokenResponse } from '../../providers/auth-method';
import type { TokenMethod } from '../accounts/provider-access';
import { tokenCallRecord } from './token-call';
import { readTokenSet, type TokenSet } from './token-set';

export interface OAuthClient {
  clientId: string;
  clientSecret: string;
}

/** How a token endpoint answered. */
export type TokenOutcome =
  | {
      kind: 'tokens';
      tokens: TokenSet;
      facts: Record<string, string>;
      /** The line of the call log, where the connection that it belongs to is still to be made. */
      firstCall?: CallRecord;
    }
  /** It said no (RFC 6749, 5.2). `error` is a code like `invalid_grant`, the message a sentence for an editor. */
  | { kind: 'refused'; error: string; message: string }
  /** It did not answer, or not in a way that says anything about the grant. */
  | { kind: 'failed'; message: string; retryAfterMs: number | null };

const TIMEOUT_MS = 20_000;
const MAX_ANSWER_BYTES = 256 * 1024;
const LONGEST_QUOTE = 300;

/** What of a request nobody is to read in an answer that repeats it. */
const SECRET_FIELDS = ['code', 'code_verifier', 'refresh_token'];

/** With the id of its connection, where it has one already. */
type TokenAccount = Account & { id?: number };

interface Dependencies {
  sender: HttpSender;
  /** Takes the line of the call log. */
  record: (call: CallRecord) => void;
  /** Ms since 1970. */
  now: () => number;
}

/**
 * Requests to the token endpoint of a service (RFC 6749, 4 to 6), by the guarded sender: the endpoint of a service that an
 * administrator described is an address that a person aims. A library like simple-oauth2 sends with a client of its own,
 * past the guard, and hands a refresh on without the refresh token where an answer leaves it out; the tests hold this file
 * against an independent client and server instead.
 */
export function createTokenRequests({ sender, record, now }: Dependencies) {
  async function request(
    method: TokenMethod,
    account: TokenAccount,
    client: OAuthClient,
    grant: Record<string, string>,
  ): Promise<TokenOutcome> {
    const url = forAccount(method.tokenUrl, account);
    const inBasic = method.clientAuthentication === 'basic';
    const body = encodeForm({
      ...grant,
      ...(!inBasic && { client_id: client.clientId, client_secret: client.clientSecret }),
    });
    const at = now();
    const outcome = await sender.send({
      method: 'POST',
      url,
      headers: {
        accept: 'application/json',
        'user-agent': USER_AGENT,
        'content-type': 'application/x-www-form-urlencoded',
        ...(inBasic && {
          authorization: clientAuthorization(client.clientId, client.clientSecret),
        }),
      },
      body,
      totalTimeoutMs: TIMEOUT_MS,
      maxResponseBytes: MAX_ANSWER_BYTES,
    });
    const secrets = [
      client.clientSecret,
      clientAuthorization(client.clientId, client.clientSecret),
      ...SECRET_FIELDS.map((name) => grant[name] ?? ''),
    ];
    let answer: TokenOutcome;
    try {
      answer = readOutcome(outcome, method, { url, secrets, at });
    } catch {
      // Whatever broke in the provider's code, an answer was asked for and is owed to the log.
      const message = `${new URL(url).host} answered in a way that the code for this service broke over.`;
      answer = { kind: 'failed', message, retryAfterMs: null };
    }
    const failure = answer.kind === 'tokens' ? null : answer.message;
    const call = { request: { method: 'POST', url, body }, outcome, failure, at };
    if (account.id !== undefined) record(tokenCallRecord({ ...call, connectionId: account.id }));
    else if (answer.kind === 'tokens') {
      return { ...answer, firstCall: tokenCallRecord({ ...call, connectionId: 0 }) };
    }
    return answer;
  }

  function readOutcome(
    outcome: HttpOutcome,
    method: TokenMethod,
    { url, secrets, at }: { url: string; secrets: readonly string[]; at: number },
  ): TokenOutcome {
    if (outcome.kind === 'error') {
      return { kind: 'failed', message: outcome.message, retryAfterMs: null };
    }
    const host = new URL(url).host;
    const raw = readAnswer(outcome.body);
    // Also of a refusal: some services say no in their own way.
    const answer = raw && (method.readTokens?.(raw) ?? raw);
    const refusal = refusalOf(answer, outcome.statusCode);
    if (refusal) {
      const { error, description } = refusal;
      return { kind: 'refused', error, message: said(host, description ?? error, secrets) };
    }
    if (outcome.statusCode >= 400 || answer === null) {
      const message = `${host} answered the request for a token with ${outcome.statusCode} and nothing that can be read.`;
      const retryAfterMs = parseRetryAfterMs(outcome.headers['retry-after'], now());
      return { kind: 'failed', message, retryAfterMs };
    }
    const scopeSeparator = method.scopeSeparator ?? ' ';
    const tokens = readTokenSet(answer, { scopeSeparator, now: at });
    if (!tokens) {
      const message = `${host} agreed, but its answer holds no token that can be used.`;
      return { kind: 'failed', message, retryAfterMs: null };
    }
    return { kind: 'tokens', tokens, facts: raw ? (method.facts?.(raw) ?? {}) : {} };
  }

  return {
    /** Changes the code that the service's return brought into tokens. */
    exchangeCode: (
      method: TokenMethod,
      account: TokenAccount,
      client: OAuthClient,
      {
        code,
        redirectUri,
        verifier,
      }: { code: string; redirectUri: string; verifier: string | null },
    ) =>
      request(method, account, client, {
        ...method.tokenParams,
        grant_type: 'authorization_code',
        code,
        redirect_uri: redirectUri,
        ...(verifier !== null && { code_verifier: verifier }),
      }),

    refresh: (
      method: TokenMethod,
      account: TokenAccount,
      client: OAuthClient,
      refreshToken: string,
    ) =>
      request(method, account, client, {
        grant_type: 'refresh_token',
        refresh_token: refreshToken,
      }),

    /** The site's own account (RFC 6749, 4.4). */
    ofClient: (method: TokenMethod, account: TokenAccount, client: OAuthClient, scopes: string[]) =>
      request(method, account, client, {
        grant_type: 'client_credentials',
        ...(scopes.length > 0 && { scope: scopes.join(method.scopeSeparator ?? ' ') }),
      }),
  };
}

export type TokenRequests = ReturnType<typeof createTokenRequests>;

/** JSON, or a form as GitHub once sent it; null for anything else. */
function readAnswer(body: Buffer): TokenResponse | null {
  const text = body.toString('utf8');
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' && value !== null ? (value as TokenResponse) : null;
  } catch {
    return /^(access_token|error)=/.test(text)
      ? Object.fromEntries(new URLSearchParams(text))
      : null;
  }
}

/** Some services say no with a status of success. A server error says nothing about the grant, whatever its body. */
function refusalOf(answer: TokenResponse | null, status: number) {
  const error = answer?.error;
  if (typeof error !== 'string' || status >= 500 || status === 429) return null;
  if (error === 'temporarily_unavailable' || error === 'server_error') return null;
  const description = answer?.error_description;
  return { error, description: typeof description === 'string' ? description : null };
}

/** Masked before it is cut: of a secret that is cut, nobody can tell that it is one. */
function said(host: string, words: string, secrets: readonly string[]): string {
  const quote = maskText(words, secrets).replace(/\s+/g, ' ').slice(0, LONGEST_QUOTE);
  return `${host} refused: ${quote}`;
}
