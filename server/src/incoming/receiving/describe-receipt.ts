import { isUtf8 } from 'node:buffer';

import type { VerificationStep } from '../../providers/provider';
import { isStorable } from '../../storable-json';
import { newEventUid } from '../events/event-uid';
import type { Receipt } from '../events/receipt-store';
import { dedupeKeyOf } from './dedupe-key';
import type { HeaderPair } from './headers-of';
import type { RequestEvent } from './read-events';

/** What an editor needs of a refused body to see what came; more would let strangers fill the database. */
const REFUSED_BODY_BYTES = 16 * 1024;
const REFUSED_HEADER_BYTES = 16 * 1024;

/** What all events of a request have in common. */
export interface Arrival {
  sourceId: number;
  url: string;
  /** Already masked. */
  headers: HeaderPair[];
  body: Buffer;
  steps: VerificationStep[];
  now: number;
}

/** The receipts of a genuine request, one an event. */
export function receiptsOf(
  arrival: Arrival,
  events: RequestEvent[],
  hasActions: (eventType: string | null) => boolean,
): Receipt[] {
  const common = commonOf(arrival);
  const seen = new Map<string, number>();
  return events.map((event) => {
    const content = event.isPart ? JSON.stringify(event.payload) : arrival.body;
    const key = dedupeKeyOf(event.eventId, {
      eventType: event.eventType,
      search: searchOf(arrival.url),
      content,
    });
    // Two events of one request that bear the same id are two: a service does not repeat itself within a message.
    const place = seen.get(key) ?? 0;
    seen.set(key, place + 1);
    return {
      ...common,
      uid: newEventUid(),
      dedupeKey: place === 0 ? key : `${key}.${place}`,
      eventId: event.eventId,
      eventType: event.eventType,
      state: hasActions(event.eventType) ? 'pending' : 'succeeded',
      ...(event.isPart ? textBody(String(content)) : bodyOf(arrival.body)),
      bodySize: event.isPart ? Buffer.byteLength(String(content)) : arrival.body.length,
      isBodyCut: false,
      isPart: event.isPart,
      occurredAt: event.occurredAt,
    };
  });
}

/** What is kept of a refused body until its row is written. */
export interface CutBody {
  /** A copy: a part of a large body would keep the whole of it in memory. */
  kept: Buffer;
  /** Of the whole body, in bytes. */
  size: number;
}

/** @param holdsCredentials nothing of such a body is kept, which need not be a stranger's: the organisation may be mistyped */
export function cutBody(body: Buffer, holdsCredentials = false): CutBody {
  const kept = holdsCredentials ? Buffer.alloc(0) : Buffer.from(beginningOf(body));
  return { kept, size: body.length };
}

/** The row of a refused request: cut, and known to no repetition. */
export function refusalOf(arrival: Omit<Arrival, 'body'>, { kept, size }: CutBody): Receipt {
  return {
    ...commonOf({ ...arrival, headers: cutHeaders(arrival.headers) }),
    uid: newEventUid(),
    dedupeKey: null,
    eventId: null,
    eventType: null,
    state: 'refused',
    ...bodyOf(kept),
    bodySize: size,
    isBodyCut: kept.length < size,
    isPart: false,
    occurredAt: null,
  };
}

function commonOf({ sourceId, url, headers, steps, now }: Omit<Arrival, 'body'>) {
  return {
    sourceId,
    url,
    headers: JSON.stringify(headers),
    verification: JSON.stringify(steps),
    lastError: null,
    createdAt: now,
  };
}

/** As much of a body as is kept of a refused one, with no letter halved. */
function beginningOf(body: Buffer): Buffer {
  let end = Math.min(body.length, REFUSED_BODY_BYTES);
  // In UTF-8 the bytes that go on with a letter, at most three, begin with the bits 10.
  for (let n = 0; n < 3 && ((body[end] ?? 0) & 0xc0) === 0x80; n += 1) end -= 1;
  return body.subarray(0, end);
}

const searchOf = (url: string): string => /\?.*$/s.exec(url)?.[0] ?? '';

/** As text where every database can store it as it is, else in base64, so that the exact bytes are kept. */
function bodyOf(bytes: Buffer): Pick<Receipt, 'body' | 'bodyEncoding'> {
  // UTF-8 has no lone surrogates, so that NUL is all that a database could refuse.
  return isUtf8(bytes) && !bytes.includes(0)
    ? { body: bytes.toString(), bodyEncoding: 'text' }
    : { body: bytes.toString('base64'), bodyEncoding: 'base64' };
}

function textBody(text: string): Pick<Receipt, 'body' | 'bodyEncoding'> {
  return isStorable(text) ? { body: text, bodyEncoding: 'text' } : bodyOf(Buffer.from(text));
}

function cutHeaders(headers: HeaderPair[]): HeaderPair[] {
  let room = REFUSED_HEADER_BYTES;
  return headers.map(([name, value]) => {
    const kept = value.slice(0, Math.max(0, room));
    room -= name.length + value.length;
    return [name.slice(0, 200), kept];
  });
}
