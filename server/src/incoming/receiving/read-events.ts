import { identifier } from '../../providers/event-fields';
import { readPayload } from '../../providers/payload';
import type { ProviderSettings, ProviderWebhook, WebhookRequest } from '../../providers/provider';

/** An event as a request tells of it. */
export interface RequestEvent {
  /** Undefined where the body cannot be read. */
  payload: unknown;
  eventId: string | null;
  eventType: string | null;
  /** Milliseconds since 1970. */
  occurredAt: number | null;
  /** Whether it is stored by itself: the request holds further events, or what the event does not need. */
  isPart: boolean;
}

/** Of one request; each is a row with all its headers. */
const MOST_EVENTS = 1_000;

/** The payloads of a request; null for a body that cannot be read. */
export function payloadsOf(webhook: ProviderWebhook, request: WebhookRequest): unknown[] | null {
  return webhook.payloads ? webhook.payloads(request) : readPayload(request);
}

/**
 * The events of a request that was verified; one with an unreadable body is one event of which nothing is known. What a
 * provider says is checked here, since a site can register its own.
 */
export function readEvents(
  webhook: ProviderWebhook,
  request: WebhookRequest,
  settings: ProviderSettings,
): RequestEvent[] {
  const found = payloadsOf(webhook, request) ?? [];
  // A list that is empty or beyond all bounds is one event of which nothing is known.
  const isReadable = found.length > 0 && found.length <= MOST_EVENTS;
  const payloads = isReadable ? found : [undefined];
  const isPart = isReadable && (payloads.length > 1 || webhook.isEnvelope === true);
  return payloads.map((payload) => ({
    payload,
    eventId: identifier(webhook.eventId(payload, request, settings)),
    eventType: identifier(webhook.eventType(payload, request, settings)),
    occurredAt: momentOrNull(webhook.occurredAt?.(payload, request)),
    isPart,
  }));
}

function momentOrNull(moment: number | null | undefined): number | null {
  return Number.isFinite(moment) ? Math.round(Number(moment)) : null;
}
