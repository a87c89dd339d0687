import { z } from 'zod';

import { storableText, unreadable } from '../../input-parts';
import { isCustomEventType } from '../../event-type-names';
import { isStorable } from '../../storable-json';
import { actionsSchema } from '../actions/action-input';

const DAY_MS = 24 * 60 * 60 * 1000;

/** Requests a second from one sender; more than any service sends unless something is wrong. */
export const DEFAULT_RATE_LIMIT = 100;

const secret = z
  .string()
  .trim()
  .max(5_000, 'A secret has at most 5,000 characters.')
  .refine((text) => text.trim() !== '', 'Enter the secret that the service signs with.');

const shape = {
  name: storableText.trim().min(1, 'Enter a name.').max(100, 'Use at most 100 characters.'),
  slug: z
    .string()
    .regex(
      /^[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?$/,
      'Use 1 to 63 lower case letters, digits and hyphens, with no hyphen at either end.',
    )
    // Messages that forward an event begin with the slug, and these are the beginnings of Strapi's own events.
    .refine(
      (slug) => isCustomEventType(`${slug}.x`),
      'Choose another ending: this one is reserved.',
    ),
  provider: z.string().min(1, 'Choose the service.').max(63),
  /** Read by the schema of the provider. */
  settings: z.record(z.string(), z.unknown()).optional(),
  secret,
  publicUrl: z
    .url({ protocol: /^https?$/, error: 'Enter an address that begins with https:// or http://.' })
    .max(2_000)
    .refine((url) => !/[?#]/.test(url), 'Leave out "?" and what follows it.')
    .refine((url) => !url.includes('@'), 'Leave out the user name and the password.')
    .refine(isStorable, unreadable)
    .nullable()
    .optional(),
  isActive: z.boolean().optional(),
  isOrdered: z.boolean().optional(),
  rateLimit: z
    .number()
    .int('Enter a whole number.')
    .min(1, 'Enter at least 1.')
    .max(100_000, 'Enter at most 100,000.')
    .optional(),
  actions: actionsSchema.optional(),
};

/** What creating a source accepts. Settings are checked further by the provider, actions by `action-rules.ts`. */
export const newSourceSchema = z.strictObject(shape);

/** What changing one accepts: any part of it. */
export const sourceChangesSchema = z.strictObject(shape).partial();

export type SourceChanges = z.output<typeof sourceChangesSchema>;

export const newSecretSchema = z.strictObject({
  secret,
  overlapMs: z
    .number()
    .int()
    .min(0)
    .max(7 * DAY_MS, 'The old secret can stay valid for at most 7 days.'),
});
