import { z } from 'zod';

import { secret } from '../../connections/accounts/connection-input';
import { pathBelowBase } from '../../providers/account-settings';
import { pagingSchema } from '../../providers/paging-schema';
import { accessDefinition } from '../definitions/definition-schema';

const values = z.record(z.string().max(100), z.string().max(500));

const trial = {
  path: pathBelowBase,
  query: values.optional(),
  parameters: values.optional(),
  paging: pagingSchema.optional(),
};

/** With the credentials of a connection. */
export const savedTrialSchema = z.strictObject(trial);

/** With credentials that are entered for it. */
export const unsavedTrialSchema = z.strictObject({
  ...trial,
  access: accessDefinition,
  credentials: z.strictObject({
    key: secret.optional(),
    username: secret.optional(),
    password: secret.or(z.literal('')).optional(),
    accessToken: secret.optional(),
  }),
});

export type ParsedTrial = z.output<typeof savedTrialSchema>;
