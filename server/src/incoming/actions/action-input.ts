import { z } from 'zod';

import { payloadPath } from '../../content/payload-path-input';
import { rowId, storableText } from '../../input-parts';
import { isCustomEventType } from '../../event-type-names';
import { IMPLICIT_HANDLERS } from './effective-actions';
import { EVENT_TYPE_PATTERN } from './event-type-pattern';
import { fixedValue } from './fixed-value';

const field = storableText.min(1, 'Choose a field.').max(255);

const base = {
  id: z
    .string()
    .regex(/^[a-z0-9-]{1,36}$/)
    // Stands for handlers that are not in the list.
    .refine((id) => id !== IMPLICIT_HANDLERS.id)
    .optional(),
  eventTypes: z
    .array(
      storableText.regex(
        EVENT_TYPE_PATTERN,
        'Enter the name of an event, with "*" at most at its end.',
      ),
    )
    .min(1, 'Choose at least one type of event, or "*" for all.')
    .max(100),
};

const entry = {
  ...base,
  contentType: storableText.min(1, 'Choose a content type.').max(255),
  match: z.strictObject({ field, path: payloadPath }),
  locale: storableText.max(50).nullable().optional(),
};

const mappedValue = z.union(
  [z.strictObject({ path: payloadPath }), z.strictObject({ value: fixedValue })],
  {
    error: 'Enter a path into the payload, or a fixed value.',
  },
);

/** What one action is set up with. What it names (types, fields, languages) is checked by `action-rules.ts`. */
export const actionSchema = z.discriminatedUnion('kind', [
  z.strictObject({
    kind: z.literal('upsert'),
    ...entry,
    mapping: z.array(z.strictObject({ field, from: mappedValue })).max(200),
    status: z.enum(['draft', 'published']).optional(),
  }),
  z.strictObject({ kind: z.enum(['publish', 'unpublish', 'delete']), ...entry }),
  z.strictObject({ kind: z.literal('handler'), ...base }),
  z.strictObject({
    kind: z.literal('sync'),
    ...base,
    jobId: rowId,
    recordPath: payloadPath.nullable().optional(),
  }),
  z.strictObject({
    kind: z.literal('forward'),
    ...base,
    messageType: z
      .string()
      .regex(/^[A-Za-z0-9_.-]{1,255}$/, 'Use letters, digits, ".", "_" and "-".')
      .refine(isCustomEventType, "This is a name of Strapi's or this plugin's own events.")
      .optional(),
  }),
]);

export const actionsSchema = z.array(actionSchema).max(50, 'A source has at most 50 actions.');

export type ParsedAction = z.output<typeof actionSchema>;
