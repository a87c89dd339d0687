import { isValidAt } from '../../connections/vault/secret-periods';
import type { Vault } from '../../connections/vault/vault';
import { VaultError } from '../../connections/vault/vault-error';
import type { HttpOutcome } from '../../http/http-outcome';
import { MASK, maskText } from '../../http/masked-values';
import type { HttpSender } from '../../http/send-request';
import type { NewAttempt } from './attempt-store';
import { openHeaders, openSecrets } from '../endpoints/endpoint-credentials';
import type { EndpointRecord } from '../endpoints/endpoint-record';
import { interpretOutcome, type DeliveryOutcome } from './outcome';
import { MAX_EXCERPT_BYTES, responseExcerpt } from './response-excerpt';
import { sign } from './signing';

/** What one attempt brought. */
export interface AttemptResult {
  attempt: Omit<NewAttempt, 'deliveryId'>;
  outcome: DeliveryOutcome;
}

interface Dependencies {
  vault: () => Vault;
  sender: HttpSender;
  timeoutMs: number;
  userAgent: string;
  now: () => number;
}

/** Signs a message for an endpoint and posts it once. Trouble with the receiver is a result; only the vault throws. */
export function createDeliverer({ vault, sender, timeoutMs, userAgent, now }: Dependencies) {
  const credentials = createCredentialCache(vault);

  return async function deliver(
    endpoint: EndpointRecord,
    message: { uid: string; body: string | Buffer },
    signal: AbortSignal,
  ): Promise<AttemptResult> {
    const startedAt = now();
    const { secrets, headers: ownHeaders } = credentials(endpoint);
    const headers = {
      'content-type': 'application/json',
      'user-agent': userAgent,
      ...ownHeaders,
      ...sign({
        secrets: secrets.filter((_, index) => isPeriodValid(endpoint, index, startedAt)),
        messageId: message.uid,
        timestamp: new Date(startedAt),
        body: message.body,
        headerFamily: endpoint.signatureHeaders,
      }),
    };
    const answer = await sender.send({
      method: 'POST',
      url: endpoint.url,
      headers,
      body: message.body,
      totalTimeoutMs: timeoutMs,
      maxResponseBytes: MAX_EXCERPT_BYTES,
      signal,
    });
    const outcome = interpretOutcome(answer, now());
    return {
      outcome,
      attempt: {
        url: endpoint.url,
        startedAt,
        durationMs: answer.durationMs,
        outcome: outcome.isSuccess ? 'succeeded' : 'failed',
        errorCode: outcome.errorCode,
        errorMessage: outcome.errorMessage,
        requestHeaders: withoutValues(headers, Object.keys(ownHeaders)),
        ...answerOf(answer, Object.values(ownHeaders)),
      },
    };
  };
}

/**
 * Decrypts an endpoint's credentials once a revision: the registry keeps one record object for as long as it is
 * unchanged. A failure is not kept, so that a key that was put right is used at the next try.
 */
function createCredentialCache(vault: () => Vault) {
  const opened = new WeakMap<
    EndpointRecord,
    { secrets: string[]; headers: Record<string, string> }
  >();
  return (endpoint: EndpointRecord) => {
    const known = opened.get(endpoint);
    if (known) return known;
    const credentials = {
      secrets: openSecrets(vault(), endpoint),
      headers: openHeaders(vault(), endpoint),
    };
    opened.set(endpoint, credentials);
    return credentials;
  };
}

function isPeriodValid(endpoint: EndpointRecord, index: number, now: number): boolean {
  const period = endpoint.secretPeriods[index];
  return period !== undefined && isValidAt(period, now);
}

export type Deliver = ReturnType<typeof createDeliverer>;

/** Whether the keys, and not the receiver, stand in the way: such a delivery waits and is not charged. */
export function isVaultProblem(error: unknown): error is VaultError {
  return error instanceof VaultError;
}

/** What the receiver said, without the values of the endpoint's own headers, which some repeat. */
function answerOf(answer: HttpOutcome, secrets: string[]) {
  if (answer.kind === 'error') {
    return {
      statusCode: null,
      responseHeaders: {},
      responseBody: '',
      responseBodyEncoding: 'text' as const,
      isResponseTruncated: false,
    };
  }
  return {
    statusCode: answer.statusCode,
    responseHeaders: secrets.length === 0 ? answer.headers : maskedHeaders(answer.headers, secrets),
    ...responseExcerpt(answer, secrets),
  };
}

function maskedHeaders(headers: Record<string, string>, secrets: string[]): Record<string, string> {
  return Object.fromEntries(
    Object.entries(headers).map(([name, value]) => [name, maskText(value, secrets)]),
  );
}

/** An endpoint's own headers may hold credentials; the log says only that they were sent. */
function withoutValues(headers: Record<string, string>, names: string[]): Record<string, string> {
  return { ...headers, ...Object.fromEntries(names.map((name) => [name, MASK])) };
}
