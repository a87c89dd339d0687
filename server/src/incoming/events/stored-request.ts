import type { Logger } from '../../logger';
import type { ProviderWebhook, WebhookRequest } from '../../providers/provider';
import { headerMap, type HeaderPair } from '../receiving/headers-of';
import { payloadsOf } from '../receiving/read-events';
import type { EventToRun } from './event-store';

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

/** @param webhook of the provider of its source */
export function readStored(row: EventToRun, webhook: ProviderWebhook): StoredEvent {
  if (row.isPart) return { payload: JSON.parse(storedBody(row).toString()), isHandshake: false };
  const request = storedRequest(row);
  return {
    payload: payloadsOf(webhook, request)?.[0],
    isHandshake: Boolean(webhook.handshake?.(request)),
  };
}

/** Whether a stored request only tried the address out; code of the site's own that breaks over it says no. */
export function isStoredHandshake(row: EventToRun, webhook: ProviderWebhook, log: Logger): boolean {
  if (row.isPart || !webhook.handshake) return false;
  try {
    return Boolean(webhook.handshake(storedRequest(row)));
  } catch (error) {
    log.warn(`whether event ${row.id} is a handshake could not be told`, error);
    return false;
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
