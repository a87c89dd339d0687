import { z } from 'zod';

import { scopesSchema } from '../../connections/oauth/oauth-clients';
import { storableText, unreadable } from '../../input-parts';
import { PROVIDER_CATEGORIES } from '../../providers/account-access';
import { pathBelowBase, plainUrl } from '../../providers/account-settings';
import { headerName } from '../../providers/headers';
import { restResourceSchema } from '../../providers/resources/rest-resource-schema';
import { hasStorableTexts } from '../../storable-texts';
import { checkHeaders } from './check-headers';

/** Of a definition as JSON, in characters. */
const LONGEST = 200_000;

const oauthClient = {
  tokenUrl: plainUrl,
  revoke: z.strictObject({ url: plainUrl }).optional(),
  scopes: scopesSchema,
  scopeSeparator: z.enum([' ', ',']).optional(),
  clientAuthentication: z.enum(['body', 'basic']).optional(),
};

const authSchema = z.discriminatedUnion('kind', [
  z.strictObject({
    kind: z.literal('api-key'),
    in: z.enum(['header', 'query']),
    name: headerName.min(1),
    prefix: z
      .string()
      .max(50)
      .regex(/^[\x20-\x7e]*$/, 'expected plain characters')
      .optional(),
  }),
  z.strictObject({ kind: z.literal('bearer') }),
  z.strictObject({ kind: z.literal('basic') }),
  z.strictObject({
    kind: z.literal('oauth2'),
    authorizeUrl: plainUrl,
    usesPkce: z.boolean().optional(),
    ...oauthClient,
  }),
  z.strictObject({ kind: z.literal('client-credentials'), ...oauthClient }),
]);

/** The part of a provider that is about accounts, as far as it is data. */
export const accessDefinition = z
  .strictObject({
    category: z.enum(PROVIDER_CATEGORIES),
    auth: z.tuple([authSchema]),
    api: z.strictObject({
      baseUrl: plainUrl,
      headers: z.record(z.string(), z.string()).optional(),
    }),
    probe: z.strictObject({ path: pathBelowBase }),
  })
  .superRefine(checkHeaders);

const resourceDefinition = restResourceSchema.refine(({ list }) => list.paging !== undefined, {
  path: ['list', 'paging'],
  message: 'Say how the listing is divided into pages.',
  params: { code: 'paging-needed' },
});

const definition = {
  name: storableText.trim().min(1, 'Give it a name.').max(100),
  access: accessDefinition,
  resources: z
    .array(resourceDefinition)
    .max(50)
    .superRefine((resources, context) => {
      resources.forEach(({ id }, at) => {
        if (resources.findIndex((other) => other.id === id) === at) return;
        context.addIssue({
          code: 'custom',
          path: [at, 'id'],
          message: 'Other records have this id already.',
          params: { code: 'resource-twice' },
        });
      });
    }),
};

const isShort = (value: object) => JSON.stringify(value).length <= LONGEST;
const tooLong = {
  message: `The description is too long. Describe less: it may have ${LONGEST} characters.`,
  params: { code: 'definition-too-long' },
};

/** A service as an administrator describes it: the same as `defineProvider` takes, without functions. */
export const definitionSchema = z
  .strictObject(definition)
  .refine(isShort, tooLong)
  .refine(hasStorableTexts, unreadable);

/** The same with the revision that it was made of. */
export const definitionChangeSchema = z
  .strictObject({ ...definition, revision: z.number().int().positive() })
  .refine(isShort, tooLong)
  .refine(hasStorableTexts, unreadable);
