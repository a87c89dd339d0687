import { z } from 'zod';

import { rowId, storableText } from '../../input-parts';
import { scopesSchema } from '../oauth/oauth-clients';

const name = storableText.trim().min(1, 'Give it a name.').max(200);
const provider = z.string().max(64);
const settings = z.record(z.string().max(100), z.unknown());
/** A line break would end a header, and no key of a service has one. */
export const secret = storableText
  .min(1)
  .max(8_000)
  .refine((text) => !/[\r\n]/.test(text), 'Remove the line break.');

const client = {
  clientId: storableText.trim().min(1).max(500).optional(),
  clientSecret: secret.optional(),
};

const credentials = z.strictObject({
  key: secret.optional(),
  username: secret.refine((text) => !text.includes(':'), 'A user name has no colon.').optional(),
  password: secret.or(z.literal('')).optional(),
  ...client,
});

export const newConnectionSchema = z.strictObject({
  provider,
  auth: z.enum(['api-key', 'bearer', 'basic', 'client-credentials']),
  name: name.optional(),
  settings: settings.optional(),
  credentials,
  scopes: scopesSchema.optional(),
});

export const credentialsChangeSchema = z.strictObject({ credentials });
export const renameSchema = z.strictObject({ name });

export const authorizationSchema = z.strictObject({
  provider,
  connectionId: rowId.optional(),
  name: name.optional(),
  settings: settings.optional(),
  scopes: scopesSchema.optional(),
  credentials: z.strictObject(client).optional(),
});

export const completionSchema = z.strictObject({ ticket: z.string().min(1).max(200) });

export const callQuerySchema = z.strictObject({
  cursor: rowId.optional(),
  pageSize: z.coerce.number().int().min(1).max(100).default(25),
  onlyFailed: z
    .enum(['true', 'false'])
    .transform((text) => text === 'true')
    .optional(),
});

export type CredentialsInput = z.output<typeof credentials>;
