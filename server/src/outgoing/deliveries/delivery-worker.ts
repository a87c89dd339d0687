import { setTimeout as sleep } from 'node:timers/promises';

import type { Logger } from '../../logger';
import type { ClaimedJob, QueueEngine } from '../../queue/engine';
import { createQueueConsumer } from '../../queue/consumer';
import { createFailureSeries } from '../../queue/failure-series';
import type { JobResult, SettledJob } from '../../queue/settle-writer';
import type { AttemptStore } from './attempt-store';
import { isVaultProblem, type AttemptResult, type Deliver } from './deliver';
import { DELIVERY_PROBLEMS } from './delivery-problem';
import type { EndpointHealth } from '../endpoints/endpoint-health';
import type { EndpointRecord } from '../endpoints/endpoint-record';
import type { EndpointRegistry } from '../endpoints/endpoint-registry';
import { createInFlightCaps } from './in-flight-caps';
import type { MessageCache, SendableMessage } from './message-cache';
import type { RateLimitStore } from './rate-limit-store';
import { nextRetryDelayMs, type RetryPolicy } from '../../queue/retry-schedule';
import type { StatisticsStore } from '../statistics/statistics-store';

interface Dependencies {
  engine: QueueEngine;
  owner: string;
  concurrency: number;
  registry: EndpointRegistry;
  messages: MessageCache;
  deliver: Deliver;
  rateLimits: RateLimitStore;
  attempts: AttemptStore;
  statistics: StatisticsStore;
  health: EndpointHealth;
  retry: RetryPolicy;
  whenQuiet: (atMostMs: number) => Promise<void>;
  random: () => number;
  log: Logger;
}

type Tried = AttemptResult & { endpoint: EndpointRecord };

/** While the keys are missing a delivery looks again this often; it is not charged for it. */
const KEY_PROBLEM_DELAY_MS = 30_000;
/** While the database does not answer, a delivery that could not be prepared waits so long; it is not charged either. */
const DATABASE_PROBLEM_DELAY_MS = 1_000;
const LANES_MAX_AGE_MS = 500;

/** Connects the queue with the receivers: claims deliveries, posts them, and writes down how they went. */
export function createDeliveryWorker(dependencies: Dependencies) {
  const { registry, messages, deliver, rateLimits, attempts, statistics, health, log } =
    dependencies;
  const caps = createInFlightCaps(dependencies.concurrency);
  const preparation = createFailureSeries(log, 'Preparing deliveries');
  /** Whose keys were missing and who was therefore named in the log, once and not at every look. */
  const unopened = new WeakSet<EndpointRecord>();

  async function lanes() {
    const endpoints = await registry.recent(LANES_MAX_AGE_MS);
    return endpoints.map(({ id, isOrdered, rateLimit }) => ({
      key: id,
      isOrdered,
      // A second's worth where it is limited: more would only wait for their slots and keep others from theirs.
      maxInFlight: Math.min(rateLimit ?? Infinity, caps.of(id)),
    }));
  }

  async function handle(job: ClaimedJob, signal: AbortSignal): Promise<JobResult<Tried>> {
    const endpoint = registry.known(job.key);
    // Turned off since the claim: the delivery waits until it is turned on again.
    if (!endpoint) return { outcome: { kind: 'release', delayMs: 0 } };

    let message: SendableMessage | null;
    try {
      message = await messages.get(Number(job.columns.message_id));
      if (message) await waitForSlot(endpoint, signal);
      preparation.succeeded();
    } catch (error) {
      // Our own database failed, and nothing was sent.
      preparation.failed(error);
      return { outcome: { kind: 'release', delayMs: DATABASE_PROBLEM_DELAY_MS } };
    }
    const body = message?.bodies[String(job.columns.variant)];
    if (!message || body === undefined) {
      return {
        outcome: { kind: 'failed' },
        columns: { last_error: DELIVERY_PROBLEMS['message-gone'] },
      };
    }
    if (signal.aborted) return { outcome: { kind: 'release', delayMs: 0 } };

    try {
      const result = await deliver(endpoint, { uid: message.uid, body }, signal);
      if (result.attempt.errorCode === 'aborted' && signal.aborted) {
        return { outcome: { kind: 'release', delayMs: 0 } };
      }
      caps.observe(endpoint.id, result.attempt);
      const { isSuccess, isGone } = result.outcome;
      health.observe({ endpoint, isSuccess, isGone, at: result.attempt.startedAt });
      return settlementOf(job, endpoint, result);
    } catch (error) {
      if (!isVaultProblem(error)) throw error;
      if (!unopened.has(endpoint)) {
        unopened.add(endpoint);
        log.error(`deliveries to endpoint ${endpoint.id} wait for its keys`, error.message);
      }
      return {
        outcome: { kind: 'release', delayMs: KEY_PROBLEM_DELAY_MS },
        columns: { last_error: error.message },
      };
    }
  }

  async function waitForSlot(endpoint: EndpointRecord, signal: AbortSignal): Promise<void> {
    if (endpoint.rateLimit === null) return;
    const waitMs = await rateLimits.takeSlot(`endpoint:${endpoint.id}`, endpoint.rateLimit);
    // Cut short by the end of the process, which the caller looks for anyway.
    if (waitMs > 0) await sleep(waitMs, undefined, { signal }).catch(() => {});
  }

  function settlementOf(
    job: ClaimedJob,
    endpoint: EndpointRecord,
    result: AttemptResult,
  ): JobResult<Tried> {
    const { outcome, attempt } = result;
    return {
      outcome: nextOf(job, outcome),
      columns: {
        last_status_code: attempt.statusCode,
        last_error: attempt.errorMessage,
        duration_ms: Math.round(attempt.durationMs),
      },
      record: { ...result, endpoint },
    };
  }

  function nextOf(job: ClaimedJob, outcome: AttemptResult['outcome']): JobResult<Tried>['outcome'] {
    if (outcome.isSuccess) return { kind: 'succeeded' };
    // An editor looks at the answer of a test; a late second one would only confuse.
    if (outcome.isGone || job.columns.trigger === 'test') return { kind: 'failed' };
    const delayMs = nextRetryDelayMs(dependencies.retry, {
      attempt: job.attempts,
      retryAfterMs: outcome.retryAfterMs,
      random: dependencies.random(),
    });
    return delayMs === null ? { kind: 'failed' } : { kind: 'retry', delayMs };
  }

  return createQueueConsumer<Tried>({
    engine: dependencies.engine,
    owner: dependencies.owner,
    concurrency: dependencies.concurrency,
    log,
    lanes,
    handle,
    whenQuiet: dependencies.whenQuiet,
    async onSettled(trx, settled) {
      const tried = settled.flatMap(toTried);
      await attempts.insertAll(
        tried.map(({ deliveryId, attempt }) => ({ ...attempt, deliveryId })),
        trx,
      );
      await statistics.add(
        tried.map(({ endpoint, attempt, outcome }) => ({
          endpointId: endpoint.id,
          isSuccess: outcome.isSuccess,
          durationMs: attempt.durationMs,
          at: attempt.startedAt,
        })),
        trx,
      );
    },
  });
}

function toTried({ job, result }: SettledJob<Tried>) {
  return result.record ? [{ ...result.record, deliveryId: job.id }] : [];
}
