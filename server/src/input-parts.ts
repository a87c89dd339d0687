import { z } from 'zod';

import { isStorable } from './storable-json';

/** What the inputs of several parts have in common. */

/** A point in time as ISO 8601 with a zone, read as milliseconds since 1970. */
export const instant = z.iso.datetime({ offset: true }).transform((text) => Date.parse(text));

/** Row ids are 32-bit integers: PostgreSQL refuses to compare one with anything larger. */
export const MAX_ID = 2 ** 31 - 1;
export const rowId = z.coerce.number().int().positive().max(MAX_ID);

/** For `refine` of what every database has to be able to store. */
export const unreadable = {
  message: 'Remove the unreadable characters.',
  params: { code: 'unreadable-characters' },
};

/** A text that every database can store: PostgreSQL refuses NUL, and JSON columns lone surrogates. */
export const storableText = z.string().refine(isStorable, unreadable);

/** `entry.publish:api::article.article`, `media.*` */
export const eventPattern = z.string().min(1).max(400);

/** Content type uid → relations, media and components to include. */
export const populate = z
  .record(z.string().max(255), z.array(z.string().min(1).max(200)).max(50))
  .refine((types) => Object.keys(types).length <= 500, 'Name at most 500 content types.');

/** For `refine` of an object with `from` and `to`. */
export const inOrder = (range: { from?: number | undefined; to?: number | undefined }) =>
  range.from === undefined || range.to === undefined || range.from <= range.to;
export const notInOrder = {
  path: ['to'],
  message: 'The end lies before the beginning.',
  params: { code: 'range-reversed' },
};

/** A range of times, of which either end may be left out. */
export const timeRangeSchema = z
  .strictObject({ from: instant.optional(), to: instant.optional() })
  .refine(inOrder, notInOrder);
