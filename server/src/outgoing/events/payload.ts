import { createHash } from 'node:crypto';

import type { ContentEvent } from './content-event';
import type { PayloadMode } from '../contracts';
import { publicEntry, type Schemas } from './public-entry';

/**
 * Which of an event's bodies an endpoint gets. Endpoints with the same wishes share a body: it is built, stored and
 * later read once.
 */
export interface PayloadVariant {
  /** Short, and the same for the same wishes; stored with every delivery. */
  key: string;
  mode: PayloadMode;
  include: string[];
}

/** The variant for an endpoint's settings and one content type. */
export function variantFor(
  settings: { payloadMode: PayloadMode; populate: Record<string, string[]> },
  contentType: string | null,
): PayloadVariant {
  if (settings.payloadMode === 'thin') return { key: 'thin', mode: 'thin', include: [] };
  const include = contentType ? [...new Set(settings.populate[contentType] ?? [])].sort() : [];
  if (include.length === 0) return { key: 'full', mode: 'full', include };
  const digest = createHash('sha256').update(include.join('\n')).digest('base64url').slice(0, 12);
  return { key: `full-${digest}`, mode: 'full', include };
}

/**
 * The exact body for a content event: `{ type, timestamp, data }`, after Standard Webhooks. `thin` names the entry,
 * `full` carries it. A full body over the limit is sent without the entry and says so, since a content change must not
 * fail for the size of its webhook.
 *
 * @param limitBytes the largest body that may be sent
 */
export function contentBody(
  schemas: Schemas,
  event: ContentEvent,
  variant: PayloadVariant,
  limitBytes: number,
): string {
  const thin = {
    contentType: event.contentType,
    documentId: event.documentId,
    locale: event.locale,
    actor: event.actor,
    ...(event.clonedFrom && { clonedFrom: event.clonedFrom }),
    ...(event.changes && { changedFields: event.changes.changedFields }),
  };
  if (variant.mode === 'thin') return envelope(event.type, event.occurredAt, thin);

  const full = envelope(event.type, event.occurredAt, {
    ...thin,
    ...(event.changes && { changes: event.changes.changes }),
    entry: publicEntry(schemas, event.contentType, event.entry, variant.include),
  });
  if (Buffer.byteLength(full) <= limitBytes) return full;
  return envelope(event.type, event.occurredAt, { ...thin, isEntryOmitted: true });
}

/** The body of any event: `{ type, timestamp, data }` as JSON. */
export function envelope(type: string, occurredAtMs: number, data: unknown): string {
  return JSON.stringify({ type, timestamp: new Date(occurredAtMs).toISOString(), data });
}
