import type { HttpOutcome } from '../http-outcome';
import type { HttpSender } from '../send-request';
import { parseRetryAfterMs } from '../retry-after';
import { type ApiRequest, type CallOptions, isRepeatable } from './api-request';
import type { ApiRules } from './api-rules';
import type { Authorization, Renew } from './authorization';
import type { AttemptRecord } from './call-record';
import { type Circuit, isOutage } from './circuit';
import type { RateBudget } from './rate-budget';
import { checkDeadline, type Deadline, within } from './deadline';
import { decodeBody } from './decode-body';
import { readRateHeaders } from './rate-headers';
import { retryDelayMs } from './retry-decision';
import { wait } from './wait';

/** What the calls of one connection share. */
export interface CallContext {
  sender: HttpSender;
  api: Pick<ApiRules, 'rateLimit' | 'isRefusal'>;
  renew: Renew;
  budget: RateBudget;
  circuit: Circuit;
  /** Between 0 and 1, for the spread of waits. */
  random: () => number;
  /** Ms since 1970. */
  now: () => number;
}

export interface CallRules extends Required<Pick<CallOptions, 'retries' | 'maxResponseBytes'>> {
  /** Over everything: waits, renewals and tries. */
  deadline: Deadline;
  idempotencyKey?: string;
}

/** How a call ended at the service, before its body is read. */
export interface CallEnd {
  outcome: HttpOutcome;
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
  const { deadline } = rules;
  const retryRules = {
    retries: rules.retries,
    isRepeatable: isRepeatable(request.method, rules.idempotencyKey),
  };
  let authorization = granted;
  let hasRenewed = false;
  let waitedMs = 0;
  let tries = 0;

  for (;;) {
    const permit = budget.acquire(deadline.at, deadline.signal);
    waitedMs += typeof permit === 'number' ? permit : await permit;
    tries += 1;
    let outcome: HttpOutcome;
    let isSent = false;
    const attemptIt = () => {
      // Whatever was waited for before: a write must not go out when nobody waits for its answer any more.
      checkDeadline(deadline);
      isSent = true;
      return send(request, authorization, rules, context);
    };
    try {
      if (circuit.isHealthy()) {
        outcome = await attemptIt();
        if (isOutage(outcome)) await circuit.learn(outcome);
      } else {
        const run = circuit.run(attemptIt, request.url.host);
        outcome = await within(run, deadline).catch((error: unknown) => {
          // What was sent ends at the deadline by itself, and how it ended belongs to the call.
          if (isSent) return run;
          throw error;
        });
      }
    } finally {
      if (isSent) budget.release();
      else budget.giveBack();
    }
    const attempt = attemptOf(outcome, waitedMs);
    attempts.push(attempt);
    waitedMs = 0;

    const retryAfterMs = observeLimits(outcome, context);
    if (outcome.kind === 'response' && outcome.statusCode === 401 && !hasRenewed) {
      hasRenewed = true;
      const renewed = await within(renew(authorization), deadline);
      if (renewed) {
        authorization = renewed;
        // A renewed token is no further try of the same.
        tries -= 1;
        continue;
      }
    }
    const end = { status: attempt.status, error: attempt.error, retryAfterMs };
    const delay = retryDelayMs(end, tries, retryRules, context.random());
    const isTooLate = delay !== null && performance.now() + delay >= deadline.at;
    if (delay === null || isTooLate || deadline.signal?.aborted) {
      return { outcome, secrets: authorization.secrets };
    }
    await wait(delay, deadline.signal);
    waitedMs = delay;
  }
}

function send(
  request: ApiRequest,
  { headers, query }: Authorization,
  { deadline, maxResponseBytes }: CallRules,
  { sender, api }: CallContext,
): Promise<HttpOutcome> {
  const { signal } = deadline;
  const answered = sender.send({
    method: request.method,
    url: withQuery(request.url, query),
    headers: { ...request.headers, ...headers },
    ...(request.body !== null && { body: request.body }),
    totalTimeoutMs: deadline.at - performance.now(),
    maxResponseBytes,
    ...(signal && { signal }),
  });
  const { isRefusal } = api;
  return isRefusal ? answered.then((outcome) => withRefusal(outcome, isRefusal)) : answered;
}

/** Gives an answer with status 200 that refuses the credentials the status of one that does. */
function withRefusal(outcome: HttpOutcome, isRefusal: (body: unknown) => boolean): HttpOutcome {
  if (outcome.kind !== 'response' || outcome.statusCode !== 200 || outcome.isTruncated) {
    return outcome;
  }
  let data: unknown;
  try {
    data = decodeBody(outcome.body, outcome.headers['content-type'], '');
  } catch {
    // What cannot be read is said where the answer is read.
    return outcome;
  }
  return isRefusal(data) ? { ...outcome, statusCode: 401 } : outcome;
}

function withQuery(url: URL, query: Readonly<Record<string, string>>): URL {
  const names = Object.keys(query);
  if (names.length === 0) return url;
  const address = new URL(url);
  for (const name of names) address.searchParams.set(name, query[name] ?? '');
  return address;
}

/** Lets the budget know what the service said of its limit; returns its wish for a wait. */
function observeLimits(outcome: HttpOutcome, { api, budget, now }: CallContext): number | null {
  if (outcome.kind !== 'response') return null;
  const names = api.rateLimit?.headers;
  const state = names ? readRateHeaders(outcome.headers, names, now()) : null;
  const isOther = state?.limit !== undefined && state.limit !== api.rateLimit?.calls;
  // Some services have limits of their own for some of their paths, and tell of those there.
  if (state && !isOther) budget.observe(state, now());
  const retryAfterMs = parseRetryAfterMs(outcome.headers['retry-after'], now());
  // Everybody waits, or the others would be refused as well.
  const isLimit = outcome.statusCode === 429 || outcome.statusCode === 403;
  if (retryAfterMs !== null && isLimit) budget.pause(retryAfterMs);
  return retryAfterMs;
}

function attemptOf(outcome: HttpOutcome, waitedMs: number): AttemptRecord {
  const isAnswer = outcome.kind === 'response';
  return {
    status: isAnswer ? outcome.statusCode : null,
    error: isAnswer ? null : outcome.code,
    durationMs: Math.round(outcome.durationMs),
    waitedMs: Math.round(waitedMs),
  };
}
