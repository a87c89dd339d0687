import type { VerificationStep } from '../../providers/provider';
import { traceIdOf } from './event-uid';
import type {
  ActionResult,
  BegunRun,
  EventDetail,
  EventListItem,
  TracedDelivery,
} from '../contracts';
import type { EventRow, WholeEventRow } from './event-store';
import { storedHeaders, type StoredEvent } from './stored-request';

const iso = (at: number) => new Date(at).toISOString();
const isoOrNull = (at: number | null) => (at === null ? null : iso(at));

/** An event as the log shows it. */
export function toEventListItem(row: EventRow): EventListItem {
  const steps = JSON.parse(row.verification) as VerificationStep[];
  return {
    id: row.id,
    uid: row.uid,
    sourceId: row.sourceId,
    eventId: row.eventId,
    eventType: row.eventType,
    state: row.state,
    repeatCount: row.repeatCount,
    attemptCount: row.attempts,
    lastError: row.lastError,
    problem: steps.find(({ problem }) => problem !== null)?.problem ?? null,
    durationMs: row.durationMs,
    receivedAt: iso(row.createdAt),
    occurredAt: isoOrNull(row.occurredAt),
    finishedAt: isoOrNull(row.finishedAt),
    nextAttemptAt: row.state === 'pending' ? iso(row.dueAt) : null,
  };
}

/** An event with everything that is known of it. */
export function toEventDetail(
  row: WholeEventRow,
  {
    results,
    deliveries,
    runs,
    stored,
  }: {
    results: ActionResult[];
    deliveries: TracedDelivery[];
    runs: BegunRun[];
    stored: StoredEvent;
  },
): EventDetail {
  return {
    ...toEventListItem(row),
    replayCount: row.replayCount,
    traceId: traceIdOf(row.uid),
    url: row.url,
    headers: storedHeaders(row).map(([name, value]) => ({ name, value })),
    body: row.body,
    bodyEncoding: row.bodyEncoding,
    bodySize: row.bodySize,
    isBodyCut: row.isBodyCut,
    isPart: row.isPart,
    payload: stored.payload ?? null,
    isHandshake: stored.isHandshake,
    verification: JSON.parse(row.verification) as VerificationStep[],
    results,
    deliveries,
    runs,
  };
}
