import {
  BrokenCircuitError,
  circuitBreaker,
  CircuitState,
  ConsecutiveBreaker,
  ExponentialBackoff,
  handleWhenResult,
} from 'cockatiel';

import type { HttpOutcome } from '../http-outcome';
import { ApiError } from './api-error';

/** Attempts in a row that fail before a service is left alone: more than one call with its retries. */
const FAILURES_TO_OPEN = 8;
const FIRST_REST_MS = 5_000;
const LONGEST_REST_MS = 60_000;

/** Whether an attempt shows that the service is down; a refusal shows that it is up. */
function isOutage(outcome: HttpOutcome): boolean {
  if (outcome.kind === 'response') return outcome.statusCode >= 500;
  return outcome.code !== 'aborted' && outcome.code !== 'address-refused';
}

/**
 * Leaves a service alone that fails time after time, and lets one call through now and then to see whether it is back: the
 * rests grow from 5 s to a minute.
 */
export function createCircuit(firstRestMs = FIRST_REST_MS) {
  const policy = circuitBreaker(
    handleWhenResult((result) => isOutage(result as HttpOutcome)),
    {
      halfOpenAfter: new ExponentialBackoff({
        initialDelay: firstRestMs,
        maxDelay: LONGEST_REST_MS,
      }),
      breaker: new ConsecutiveBreaker(FAILURES_TO_OPEN),
    },
  );

  return {
    isOpen: () => policy.state === CircuitState.Open,

    /** @throws {ApiError} `circuit-open`, without calling */
    async run(attempt: () => Promise<HttpOutcome>, host: string): Promise<HttpOutcome> {
      try {
        return await policy.execute(attempt);
      } catch (error) {
        if (!(error instanceof BrokenCircuitError)) throw error;
        throw new ApiError({
          code: 'circuit-open',
          message: `${host} failed many times in a row and is left alone for a moment. The call was not made.`,
        });
      }
    },
  };
}

export type Circuit = ReturnType<typeof createCircuit>;
