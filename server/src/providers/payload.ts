import { isUtf8 } from 'node:buffer';

import { headerValue } from './headers';
import type { WebhookRequest } from './provider';
import type { Checked } from './verification';

/** Past some 4,000 levels JSON.stringify and structuredClone overflow the stack, and nobody sends ten. */
const MAX_DEPTH = 500;
/**
 * Ten times what the largest events hold. A hundred thousand names that all differ take JSON.parse a quarter of a second,
 * in which nothing else is answered.
 */
const MAX_NAMES = 50_000;
/** As many as body parsers of Node commonly allow. */
const MAX_FORM_FIELDS = 1000;

export type FormFields = Record<string, string | string[]>;

/**
 * The payload of a body that is JSON or a form, as the only one of its request. Null for a body that cannot be read:
 * bytes that are no UTF-8, broken or bottomless JSON, JSON of more than 50,000 names, a form of more than 1,000 fields. An
 * empty body is the payload null.
 *
 * The content type decides only what is a form, for senders of JSON name it carelessly; JSON that is called a form, as curl
 * does by default, is read as JSON.
 */
export function readPayload(request: WebhookRequest): [unknown] | null {
  const text = bodyText(request);
  if (text === null) return null;
  if (text === '') return [null];
  const json = /^\s*[[{]/.test(text) || !isForm(request) ? parseJson(text) : undefined;
  if (json !== undefined) return [json];
  const fields = isForm(request) ? parseForm(text) : null;
  return fields && [fields];
}

/** The JSON in one field of a form; where there is no such field, the body as `readPayload` reads it. */
export function readPayloadField(request: WebhookRequest, field: string): [unknown] | null {
  const payloads = readPayload(request);
  const text = isForm(request) ? fieldAt(payloads?.[0], [field]) : undefined;
  if (typeof text !== 'string') return payloads;
  const json = parseJson(text);
  return json === undefined ? null : [json];
}

/** Passes unless the body is empty, which the libraries of some services take for no event however it is signed. */
export function presentBody({ body }: WebhookRequest): Checked<true> {
  return body.length > 0 ? { value: true } : { problem: { code: 'body-malformed' } };
}

/** Whether the content type says that the body is a form. */
export function isForm(request: WebhookRequest): boolean {
  const [mediaType = ''] = (headerValue(request, 'content-type') ?? '').split(';');
  return mediaType.trim().toLowerCase() === 'application/x-www-form-urlencoded';
}

/** The body as text; null if it is no UTF-8. */
export function bodyText({ body }: WebhookRequest): string | null {
  return isUtf8(body) ? body.toString('utf8') : null;
}

/** The fields of a form, a repeated one as a list; null if there are more than 1,000. */
export function parseForm(text: string): FormFields | null {
  if (text.split('&', MAX_FORM_FIELDS + 1).length > MAX_FORM_FIELDS) return null;
  const fields = new Map<string, string | string[]>();
  // It takes a question mark at the start for that of an address and drops it; an empty pair it passes over.
  for (const [name, value] of new URLSearchParams(`&${text}`)) {
    const earlier = fields.get(name);
    fields.set(name, earlier === undefined ? value : [earlier, value].flat());
  }
  // Not by assignment, which would take a field `__proto__` for the prototype.
  return Object.fromEntries(fields);
}

/** The value under names that are followed one after the other, each of which has to be the value's own. */
export function fieldAt(value: unknown, names: readonly string[]): unknown {
  let current = value;
  for (const name of names) {
    if (typeof current !== 'object' || current === null || !Object.hasOwn(current, name)) {
      return undefined;
    }
    current = (current as Record<string, unknown>)[name];
  }
  return current;
}

/** Undefined, which is no JSON value, for what is no JSON or too much of it. */
function parseJson(text: string): unknown {
  // RFC 8259, 8.1 lets a parser pass over a byte order mark, and JSON.parse takes none.
  const json = text.replace(/^\uFEFF/, '');
  if (!isBounded(json)) return undefined;
  try {
    return JSON.parse(json);
  } catch {
    return undefined;
  }
}

/**
 * Whether the brackets outside of strings nest, and the names are as many, as is allowed. Counted before parsing, so that
 * neither the parser nor a walk over the value can take long or overflow.
 */
function isBounded(text: string): boolean {
  let depth = 0;
  let names = 0;
  let isInString = false;
  for (let at = 0; at < text.length; at += 1) {
    const character = text[at];
    if (character === '"') isInString = !isInString;
    else if (isInString) at += character === '\\' ? 1 : 0;
    else if (character === '[' || character === '{') depth += 1;
    else if (character === ']' || character === '}') depth -= 1;
    else if (character === ':') names += 1;
    if (depth > MAX_DEPTH || names > MAX_NAMES) return false;
  }
  return true;
}
