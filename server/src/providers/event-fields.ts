import type { z } from 'zod';

import { valueAt } from '../content/payload-path';
import { requirePath } from '../content/payload-path-input';
import { storableText } from '../input-parts';
import { headerName, headerValue } from './headers';
import { fieldAt } from './payload';
import type { WebhookRequest } from './provider';

/** Forms have brackets in the names of their fields: `data[id]`, `list[]`. With places alone in them, `items[0]`, it is a path. */
const isFormField = (text: string): boolean =>
  /^[^\s.[\]]+(\[[^\s.[\]]*\])+$/.test(text) && !/^[^[]+(\[\d+\])+$/.test(text);

const eventFieldPath = storableText.max(200).superRefine((text, context) => {
  if (!isFormField(text)) requirePath(text, context);
});

/** Where a service that we know nothing about tells what an event is. A header goes before a path. */
export const eventFieldSettings = {
  idHeader: headerName.optional().describe('Header that holds the id of the event'),
  idPath: eventFieldPath.optional().describe('Path of the id in the payload: data.items[0].id'),
  typeHeader: headerName.optional().describe('Header that holds the type of the event'),
  typePath: eventFieldPath.optional().describe('Path of the type in the payload: event.name'),
};

export type EventFieldSettings = z.output<z.ZodObject<typeof eventFieldSettings>>;

/** Reads id and type of an event from where the settings say. */
export const eventFields = {
  eventId(payload: unknown, request: WebhookRequest, settings: EventFieldSettings) {
    return namedValue(payload, request, settings.idHeader, settings.idPath);
  },
  eventType(payload: unknown, request: WebhookRequest, settings: EventFieldSettings) {
    return namedValue(payload, request, settings.typeHeader, settings.typePath);
  },
};

function namedValue(payload: unknown, request: WebhookRequest, header?: string, path?: string) {
  const fromHeader = header ? identifier(headerValue(request, header)) : null;
  if (fromHeader !== null || !path) return fromHeader;
  return identifier(isFormField(path) ? fieldAt(payload, [path]) : valueAt(payload, path));
}

/**
 * A value that can name an event: a text of 1 to 255 characters that any database can hold, without control characters
 * and lone surrogates, or a whole number that JavaScript did not round. Null for anything else; a shortened or rounded id
 * would make two events one.
 */
export function identifier(value: unknown): string | null {
  const text = Number.isSafeInteger(value) ? String(value) : value;
  return typeof text === 'string' && /^[^\p{Cc}\p{Cs}]{1,255}$/u.test(text) ? text : null;
}
