import type { ProviderApi } from '../../providers/account-access';
import type { HttpOutcome, HttpResponse } from '../http-outcome';
import type { HttpSender } from '../send-request';
import { maskText } from '../masked-values';
import { parseRetryAfterMs } from '../retry-after';
import { ApiError } from './api-error';
import { type ApiRequest, type CallOptions, isRepeatable } from './api-request';
import type { Authorization, Renew } from './authorization';
import type { AttemptRecord } from './call-record';
import type { Circuit } from './circuit';
import type { RateBudget } from './rate-budget';
import { readRateHeaders } from './rate-headers';
import { isTransient, retryDelayMs } from './retry-decision';
import { wait } from './wait';

/** What the calls of one connection share. */
export interface CallContext {
  sender: HttpSender;
  api: Pick<ProviderApi, 'rateLimit'>;
  renew: Renew;
  budget: RateBudget;
  circuit: Circuit;
  /** Between 0 and 1, for the spread of waits. */
  random: () => number;
  /** Ms since 1970. */
  now: () => number;
}

export interface CallRules extends Required<
  Pick<CallOptions, 'timeoutMs' | 'retries' | 'maxResponseBytes'>
> {
  idempotencyKey?: string;
  signal?: AbortSignal;
}

/** How a call ended at the service, before its body is read. */
export interface CallEnd {
  outcome: HttpOutcome;
  attempts: AttemptRecord[];
  secrets: readonly string[];
}

/**
 * Makes a call: waits for the budget, signs, sends, renews a refused token once, and tries again what may be tried again,
 * all within one deadline.
 *
 * @param attempts is filled while the call runs, so that one that throws has its attempts all the same
 * @throws {ApiError} for calls that were not made: `rate-limited`, `circuit-open`, `not-connected`, `aborted`
 */
export async function performCall(
  request: ApiRequest,
  granted: Authorization,
  rules: CallRules,
  context: CallContext,
  attempts: AttemptRecord[],
): Promise<CallEnd> {
  const { budget, circuit, renew } = context;
  const deadlineAt = performance.now() + rules.timeoutMs;
  const retryRules = {
    retries: rules.retries,
    isRepeatable: isRepeatable(request.method, rules.idempotencyKey),
  };
  let authorization = granted;
  let hasRenewed = false;
  let waitedMs = 0;
  let tries = 0;

  for (;;) {
    const permit = budget.acquire(deadlineAt, rules.signal);
    waitedMs += typeof permit === 'number' ? permit : await permit;
    tries += 1;
    let outcome: HttpOutcome;
    try {
      outcome = await circuit.run(
        () => send(request, authorization, rules, deadlineAt, context),
        request.url.host,
      );
    } finally {
      budget.release();
    }
    attempts.push(attemptOf(outcome, waitedMs));
    waitedMs = 0;

    const retryAfterMs = observeLimits(outcome, context);
    if (outcome.kind === 'response' && outcome.statusCode === 401 && !hasRenewed) {
      hasRenewed = true;
      const renewed = await renew(authorization);
      if (renewed) {
        authorization = renewed;
        // A renewed token is no further try of the same.
        tries -= 1;
        continue;
      }
    }
    const end = { ...endOf(outcome), retryAfterMs };
    const delay = isTransient(end) ? retryDelayMs(end, tries, retryRules, context.random()) : null;
    const isTooLate = delay !== null && performance.now() + delay >= deadlineAt;
    if (delay === null || isTooLate || rules.signal?.aborted) {
      return { outcome, attempts, secrets: authorization.secrets };
    }
    await wait(delay, rules.signal);
    waitedMs = delay;
  }
}

function send(
  request: ApiRequest,
  { headers, query }: Authorization,
  { signal, maxResponseBytes }: CallRules,
  deadlineAt: number,
  { sender }: CallContext,
): Promise<HttpOutcome> {
  return sender.send({
    method: request.method,
    url: addressWith(request.url, query),
    headers: { ...request.headers, ...headers },
    ...(request.body !== null && { body: request.body }),
    totalTimeoutMs: Math.max(1, deadlineAt - performance.now()),
    maxResponseBytes,
    ...(signal && { signal }),
  });
}

function addressWith(url: URL, query: Readonly<Record<string, string>>): string {
  const names = Object.keys(query);
  if (names.length === 0) return url.href;
  const address = new URL(url);
  for (const name of names) address.searchParams.set(name, query[name] ?? '');
  return address.href;
}

/** Lets the budget know what the service said of its limit; returns its wish for a wait. */
function observeLimits(outcome: HttpOutcome, { api, budget, now }: CallContext): number | null {
  if (outcome.kind !== 'response') return null;
  const names = api.rateLimit?.headers;
  const state = names ? readRateHeaders(outcome.headers, names, now()) : null;
  if (state) budget.observe(state, now());
  const retryAfterMs = parseRetryAfterMs(outcome.headers['retry-after'], now());
  // Everybody waits, or the others would be refused as well.
  if (retryAfterMs !== null && outcome.statusCode === 429) budget.pause(retryAfterMs);
  return retryAfterMs;
}

function endOf(outcome: HttpOutcome): { status: number | null; error: string | null } {
  return outcome.kind === 'response'
    ? { status: outcome.statusCode, error: null }
    : { status: null, error: outcome.code };
}

function attemptOf(outcome: HttpOutcome, waitedMs: number): AttemptRecord {
  return {
    ...endOf(outcome),
    durationMs: Math.round(outcome.durationMs),
    waitedMs: Math.round(waitedMs),
  };
}

const LONGEST_QUOTE = 300;

/** The error of an answer that is one, in a sentence with the service's own words. */
export function answeredError(
  response: HttpResponse,
  data: unknown,
  host: string,
  said: string | null,
  { secrets, now }: { secrets: readonly string[]; now: number },
): ApiError {
  const quote = said
    ? `: ${maskText(said, secrets).replace(/\s+/g, ' ').slice(0, LONGEST_QUOTE)}`
    : '.';
  return new ApiError({
    code: response.statusCode === 429 ? 'rate-limited' : 'http-error',
    message: `${host} answered with ${response.statusCode}${quote}`,
    status: response.statusCode,
    retryAfterMs: parseRetryAfterMs(response.headers['retry-after'], now),
    body: data,
  });
}
