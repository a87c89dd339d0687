import {
  BrokenCircuitError,
  circuitBreaker,
  type CircuitBreakerPolicy,
  CircuitState,
  ConsecutiveBreaker,
  ExponentialBackoff,
  handleWhenResult,
} from 'cockatiel';

import type { HttpOutcome } from '../http-outcome';
import { ApiError } from './api-error';

/** Attempts in a row that fail before a service is left alone: more than one call with its retries. */
const FAILURES_TO_OPEN = 8;
const PATIENCE_MS = 3_000;
const CALLERS_FAULTS = new Set(['aborted', 'address-refused', 'invalid-request']);
const FIRST_REST_MS = 5_000;
const LONGEST_REST_MS = 60_000;

/**
 * Leaves a service alone that fails time after time, and lets one call through now and then to see whether it is back: the
 * rests grow from 5 s to a minute.
 */
export function createCircuit(firstRestMs = FIRST_REST_MS) {
  /** @param initialState what another one said of itself; without it, it is closed */
  function policyOf(initialState?: unknown): CircuitBreakerPolicy {
    // The call that is let through after a rest has to show that the service is back. At other times what is none of the
    // service's doing tells nothing: callers whose time was over while they waited for that call come through here, too.
    const isTrial = () => made.state === CircuitState.HalfOpen;
    const made = circuitBreaker(
      handleWhenResult((result) =>
        isTrial() ? !isSignOfLife(result as HttpOutcome) : isOutage(result as HttpOutcome),
      ).orWhen(isTrial),
      {
        halfOpenAfter: new ExponentialBackoff({
          initialDelay: firstRestMs,
          maxDelay: LONGEST_REST_MS,
        }),
        breaker: new ConsecutiveBreaker(FAILURES_TO_OPEN),
        ...(initialState !== undefined && { initialState }),
      },
    );
    return made;
  }
  let policy = policyOf();

  /** Failures since the last success. Without any, the breaker need not hear of a success. */
  let failures = 0;

  /** Takes in how an attempt ended that was made while the circuit was closed. */
  async function learn(outcome: HttpOutcome): Promise<void> {
    const isDown = isOutage(outcome);
    // What the caller is to blame for is neither a failure nor a success.
    if (!isDown && !isSignOfLife(outcome)) return;
    failures = isDown ? failures + 1 : 0;
    // Of several attempts that fail at the same time, one may have opened it by now.
    if (policy.state === CircuitState.Closed) await policy.execute(() => Promise.resolve(outcome));
  }

  /** @throws {ApiError} `circuit-open`, without calling */
  async function run(attempt: () => Promise<HttpOutcome>, host: string): Promise<HttpOutcome> {
    if (policy.state === CircuitState.Closed) {
      const outcome = await attempt();
      await learn(outcome);
      return outcome;
    }
    const tried = policy;
    try {
      return await tried.execute(async () => {
        // The breaker calls this first and only then says that a trial is under way.
        const beforeTrial = tried.state === CircuitState.Open ? tried.toJSON() : null;
        let outcome: HttpOutcome | undefined;
        try {
          outcome = await attempt();
          return outcome;
        } finally {
          if (outcome && isSignOfLife(outcome)) failures = 0;
          else if (outcome && isOutage(outcome)) failures += 1;
          // A trial that says nothing of the service is none, and costs no rest: whoever comes next may make it.
          else if (beforeTrial && policy === tried) policy = policyOf(withRestOver(beforeTrial));
        }
      });
    } catch (error) {
      if (!(error instanceof BrokenCircuitError)) throw error;
      // What was waited for was no trial, or the service is known to answer by now.
      if (policy !== tried) return run(attempt, host);
      throw new ApiError({
        code: 'circuit-open',
        message: `${host} failed many times in a row and is left alone for a moment. The call was not made.`,
      });
    }
  }

  return {
    isOpen: () => policy.state === CircuitState.Open,

    /**
     * Whether nothing has failed since the last success: then an attempt need not go through `run`, whose promises took a tenth
     * of the time of a call, but an outage is to be told to `learn`.
     */
    isHealthy: () => failures === 0 && policy.state === CircuitState.Closed,

    /** Takes in an outage that did not go through `run`. */
    learn,

    /** Lets calls through again at once: the service is known to answer. */
    close(): void {
      if (failures === 0 && policy.state === CircuitState.Closed) return;
      policy = policyOf();
      failures = 0;
    },

    run,
  };
}

/**
 * What a breaker that is open said of itself, with its rest over. The length of the rest is drawn anew where it is taken up,
 * and must not come out longer than the one that was waited for.
 */
function withRestOver(state: unknown): unknown {
  const { ownState, ...rest } = state as { ownState: object };
  return { ...rest, ownState: { ...ownState, openedAt: 0 } };
}

/** Whether an attempt shows that the service is up; a refusal does. */
const isSignOfLife = (outcome: HttpOutcome): boolean =>
  outcome.kind === 'response' && !isOutage(outcome);

/** Whether an attempt shows that the service is down. */
export function isOutage(outcome: HttpOutcome): boolean {
  if (outcome.kind === 'response') return outcome.statusCode >= 500;
  // That the caller gave it little time says nothing of the service.
  if (outcome.code === 'timeout') return outcome.durationMs >= PATIENCE_MS;
  return !CALLERS_FAULTS.has(outcome.code);
}

export type Circuit = ReturnType<typeof createCircuit>;
