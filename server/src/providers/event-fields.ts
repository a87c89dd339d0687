import type { z } from 'zod';

import { fieldPath } from './field-path';
import { headerName, headerValue } from './headers';
import { fieldAt } from './payload';
import type { WebhookRequest } from './provider';

const dottedPath = fieldPath
  .max(200)
  .regex(/^[^.\s]+(\.[^.\s]+)*$/, 'expected names joined by dots');

/** Where a service that we know nothing about tells what an event is. A header goes before a path. */
export const eventFieldSettings = {
  idHeader: headerName.optional().describe('Header that holds the id of the event'),
  idPath: dottedPath.optional().describe('Path of the id in the payload: data.id'),
  typeHeader: headerName.optional().describe('Header that holds the type of the event'),
  typePath: dottedPath.optional().describe('Path of the type in the payload: event.name'),
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
  return fromHeader ?? (path ? identifier(fieldAt(payload, path.split('.'))) : null);
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
