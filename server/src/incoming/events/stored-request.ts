import type { Logger } from '../../logger';
import type { ProviderWebhook, WebhookRequest } from '../../providers/provider';
import { headerMap, type HeaderPair } from '../receiving/headers-of';
import { payloadsOf } from '../receiving/read-events';
import type { EventToRun, WholeEventRow } from './event-store';

/** The bytes of a stored body. */
export function storedBody({ body, bodyEncoding }: EventToRun): Buffer {
  return Buffer.from(body, bodyEncoding === 'base64' ? 'base64' : 'utf8');
}

export function storedHeaders({ headers }: EventToRun): HeaderPair[] {
  return JSON.parse(headers);
}

/** What is stored, read as it was when it came in. */
export interface StoredEvent {
  /** Undefined for a body that cannot be read. */
  payload: unknown;
  /** The request only tried the address out, so that nothing is to be done about it. */
  isHandshake: boolean;
}

/** What is told of an event where nobody can read it. */
export const UNREAD_EVENT: StoredEvent = { payload: undefined, isHandshake: false };

/** @param webhook of the provider of its source */
export function readStored(row: EventToRun, webhook: ProviderWebhook): StoredEvent {
  if (row.isPart) return { payload: JSON.parse(storedBody(row).toString()), isHandshake: false };
  const request = storedRequest(row);
  return {
    payload: payloadsOf(webhook, request)?.[0],
    isHandshake: Boolean(webhook.handshake?.(request)),
  };
}

/** JSON as a browser reads it: a byte order mark, which JSON.parse refuses, is a blank to `\s`. */
const JSON_START = /^[\t\n\r ]*[[{]/;

/**
 * What a stored request tells beyond its text: a payload only where the text is not JSON as it stands. Nothing where code
 * of the site's own breaks over it.
 */
export function explainStored(
  row: WholeEventRow,
  webhook: ProviderWebhook,
  log: Logger,
): StoredEvent {
  // A part is JSON, and a body that was cut would be read as what it never was.
  if (row.isPart || row.isBodyCut) return UNREAD_EVENT;
  try {
    const request = storedRequest(row);
    const isJson = row.bodyEncoding === 'text' && JSON_START.test(row.body);
    return {
      payload: isJson ? undefined : payloadsOf(webhook, request)?.[0],
      isHandshake: row.state !== 'refused' && Boolean(webhook.handshake?.(request)),
    };
  } catch (error) {
    log.warn(`what event ${row.id} holds could not be told`, error);
    return UNREAD_EVENT;
  }
}

function storedRequest(row: EventToRun): WebhookRequest {
  return {
    method: 'POST',
    url: row.url,
    headers: headerMap(storedHeaders(row)),
    body: storedBody(row),
  };
}
