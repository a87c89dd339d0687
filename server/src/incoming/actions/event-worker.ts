import type { Logger } from '../../logger';
import { nextRetryDelayMs, type RetryPolicy } from '../../queue/retry-schedule';
import type { ProviderRegistry } from '../../providers/registry';
import { createQueueConsumer } from '../../queue/consumer';
import type { ClaimedJob, QueueEngine } from '../../queue/engine';
import { createFailureSeries } from '../../queue/failure-series';
import type { JobResult } from '../../queue/settle-writer';
import { claimedEvent, type EventStore, type EventToRun } from '../events/event-store';
import { traceIdOf } from '../events/event-uid';
import type { SourceRecord } from '../sources/source-record';
import type { SourceRegistry } from '../sources/source-registry';
import type { ActionResultStore } from './action-result-store';
import { effectiveActions } from './effective-actions';
import { createPayloadReader } from './event-payload';
import type { Handlers } from './handlers';
import type { ActionContext, RunAction } from './run-action';
import { type ActionsOutcome, runActions } from './run-actions';

interface Dependencies {
  engine: QueueEngine;
  owner: string;
  registry: SourceRegistry;
  providers: ProviderRegistry;
  events: Pick<EventStore, 'findOne'>;
  results: ActionResultStore;
  handlers: Handlers;
  runAction: RunAction;
  retry: RetryPolicy;
  /** False while the site may still be registering its handlers. */
  isReady: () => boolean;
  /** `queue.concurrency`; fewer where that is enough. */
  concurrency: number;
  whenQuiet: (atMostMs: number) => Promise<void>;
  now: () => number;
  random: () => number;
  log: Logger;
}

type TryRecord = { results: ActionsOutcome['results'] };

/** Every action holds a connection of Strapi's pool, which has ten by default, while it writes an entry. */
const MOST_AT_ONCE = 8;
/** A source whose handlers hang leaves the others some. */
const MOST_OF_ONE_SOURCE = 6;
/** Rows in hand, of all sources and of one. A claim is a commit, on SQLite as long as an action. */
const MOST_HELD = 200;
const MOST_HELD_OF_ONE_SOURCE = 100;
/** While the database does not answer, an event waits so long; it is not charged for it. */
const DATABASE_PROBLEM_DELAY_MS = 1_000;
/** While nobody has registered the service, after a faulty deployment perhaps, its events wait and are not charged for it. */
const UNKNOWN_SERVICE_DELAY_MS = 30_000;

/** Connects the queue with the actions: claims events, does what their sources say, and writes down what came of it. */
export function createEventWorker(dependencies: Dependencies) {
  const { registry, events, results, handlers, runAction, retry, now, log } = dependencies;
  const payloadOf = createPayloadReader(dependencies);
  const preparation = createFailureSeries(log, 'Preparing events');

  async function lanes() {
    if (!dependencies.isReady()) return [];
    const sources = await registry.findAll();
    return sources
      .filter(({ isActive }) => isActive)
      .map(({ id, isOrdered }) => ({
        key: id,
        isOrdered,
        maxInFlight: MOST_OF_ONE_SOURCE,
        maxHeld: MOST_HELD_OF_ONE_SOURCE,
      }));
  }

  async function handle(job: ClaimedJob, signal: AbortSignal): Promise<JobResult<TryRecord>> {
    const source = registry.known(job.key);
    // Deleted or turned off since the claim: the event waits, or is ended by the upkeep.
    if (!source?.isActive) return { outcome: { kind: 'release', delayMs: 0 } };

    let row: EventToRun | null;
    let done: Set<string>;
    try {
      row = claimedEvent(job) ?? (await events.findOne(job.id));
      done =
        row && (job.attempts > 1 || row.recoverCount > 0)
          ? await results.findDone(job.id, row.replayCount)
          : new Set();
      preparation.succeeded();
    } catch (error) {
      // Our own database failed, and nothing was done.
      preparation.failed(error);
      return { outcome: { kind: 'release', delayMs: DATABASE_PROBLEM_DELAY_MS } };
    }
    if (!row) return { outcome: { kind: 'cancelled' } };

    const startedAt = now();
    const read = payloadOf(source.provider, row);
    if (!read) return { outcome: { kind: 'release', delayMs: UNKNOWN_SERVICE_DELAY_MS } };
    if ('problem' in read) {
      const failure = { message: read.problem, isFinal: true };
      return settlementOf(job, { results: [], failure }, 0);
    }
    const actions = read.isHandshake ? [] : effectiveActions(source, row.eventType, handlers);
    const context = { ...contextOf(source, row, job), payload: read.payload, signal };
    const outcome = await runActions(actions, context, { runAction, done, now });
    return settlementOf(job, outcome, now() - startedAt);
  }

  function contextOf(
    source: SourceRecord,
    row: EventToRun,
    job: ClaimedJob,
  ): Omit<ActionContext, 'payload' | 'signal'> {
    return {
      event: {
        uid: row.uid,
        eventId: row.eventId,
        eventType: row.eventType,
        sourceId: source.id,
        slug: source.slug,
        provider: source.provider,
        receivedAt: new Date(row.createdAt).toISOString(),
        traceId: traceIdOf(row.uid),
      },
      isFirstRun: job.attempts === 1 && row.replayCount === 0 && row.recoverCount === 0,
      attempt: job.attempts,
      replay: row.replayCount,
    };
  }

  function settlementOf(
    job: ClaimedJob,
    { results: tried, failure, isCutShort }: ActionsOutcome,
    durationMs: number,
  ): JobResult<TryRecord> {
    const columns = { last_error: failure?.message ?? null, duration_ms: Math.round(durationMs) };
    const record = { results: tried };
    // Charged, unlike a release: a handler must not be told that it runs for the first time again.
    if (isCutShort) return { outcome: { kind: 'retry', delayMs: 0 }, record };
    if (!failure) return { outcome: { kind: 'succeeded' }, columns, record };
    const delayMs = failure.isFinal
      ? null
      : nextRetryDelayMs(retry, {
          attempt: job.attempts,
          retryAfterMs: null,
          random: dependencies.random(),
        });
    return delayMs === null
      ? { outcome: { kind: 'failed' }, columns, record }
      : { outcome: { kind: 'retry', delayMs }, columns, record };
  }

  return createQueueConsumer<TryRecord>({
    engine: dependencies.engine,
    owner: dependencies.owner,
    concurrency: Math.min(MOST_AT_ONCE, dependencies.concurrency),
    maxHeld: MOST_HELD,
    isCutShortCharged: true,
    log,
    lanes,
    handle,
    whenQuiet: dependencies.whenQuiet,
    async onSettled(trx, settled) {
      const rows = settled.flatMap(({ job, result }) =>
        (result.record?.results ?? []).map((each) => ({ ...each, eventId: job.id })),
      );
      await results.insertAll(rows, trx);
    },
  });
}

export type EventWorker = ReturnType<typeof createEventWorker>;
