import { z } from 'zod';

import { eventPattern, populate, storableText } from '../../input-parts';

const shape = {
  description: storableText.max(500).optional(),
  url: z.string().min(1, 'Enter the URL that is to be called.'),
  eventTypes: z.array(eventPattern).min(1, 'Choose at least one event.').max(500),
  /** Its conditions are read by `validateFilter`. */
  filter: z.array(z.unknown()).optional(),
  payloadMode: z.enum(['full', 'thin']).optional(),
  populate: populate.optional(),
  headers: z
    .array(z.strictObject({ name: z.string(), value: z.string().optional() }))
    .max(50)
    .optional(),
  rateLimit: z
    .number()
    .int('Enter a whole number.')
    .min(1, 'Enter at least 1 a second, or leave it empty.')
    .max(10_000)
    .nullable()
    .optional(),
  isOrdered: z.boolean().optional(),
  isActive: z.boolean().optional(),
  signatureKind: z.enum(['v1', 'v1a']).optional(),
  signatureHeaders: z.enum(['webhook', 'svix']).optional(),
};

/** What creating an endpoint accepts. Meaning (addresses, events, headers) is checked by `endpoint-rules.ts`. */
export const newEndpointSchema = z.strictObject(shape);

/** What changing one accepts: any part of it. */
export const endpointChangesSchema = z.strictObject(shape).partial();

export type EndpointChanges = z.output<typeof endpointChangesSchema>;

const DAY_MS = 24 * 60 * 60 * 1000;

export const rotationSchema = z.strictObject({
  overlapMs: z
    .number()
    .int()
    .min(0)
    .max(7 * DAY_MS, 'The old secret can stay valid for at most 7 days.'),
});
