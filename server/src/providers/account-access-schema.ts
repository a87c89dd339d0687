import { z } from 'zod';

import { PROVIDER_CATEGORIES } from './account-access';
import { pagingSchema } from './paging-schema';

const aFunction = z.custom((value) => typeof value === 'function', 'expected a function');
const perAccount = <Schema extends z.ZodType>(schema: Schema) => z.union([schema, aFunction]);
const httpUrl = z.url({ protocol: /^https?$/ });
const optionalFunction = aFunction.optional();

const oauthClientRules = {
  tokenUrl: perAccount(httpUrl),
  scopes: z.array(z.string().min(1)),
  scopeSeparator: z.enum([' ', ',']).optional(),
  clientAuthentication: z.enum(['body', 'basic']).optional(),
  readTokens: optionalFunction,
  facts: optionalFunction,
  tokenParams: z.record(z.string(), z.string()).optional(),
  revoke: z.union([z.strictObject({ url: perAccount(httpUrl) }), aFunction]).optional(),
  tokenHeader: z.strictObject({ name: z.string().min(1), prefix: z.string() }).optional(),
  adapted: optionalFunction,
};

const authMethodSchema = z.discriminatedUnion('kind', [
  z.strictObject({
    kind: z.literal('oauth2'),
    authorizeUrl: perAccount(httpUrl),
    usesPkce: z.boolean().optional(),
    authorizeParams: z.record(z.string(), z.string()).optional(),
    scopeParam: z.string().min(1).optional(),
    issuer: perAccount(z.string().min(1)).optional(),
    alwaysNamesIssuer: z.boolean().optional(),
    verifyReturn: optionalFunction,
    ...oauthClientRules,
  }),
  z.strictObject({ kind: z.literal('client-credentials'), ...oauthClientRules }),
  z.strictObject({
    kind: z.literal('api-key'),
    in: z.enum(['header', 'query']),
    name: perAccount(z.string().min(1)),
    prefix: perAccount(z.string()).optional(),
    adapted: optionalFunction,
  }),
  z.strictObject({ kind: z.literal('bearer') }),
  z.strictObject({ kind: z.literal('basic') }),
]);

/** What `defineProvider` asks of the part of a provider that is about accounts. */
export const accountAccessSchema = z.strictObject({
  auth: z
    .array(authMethodSchema)
    .min(1)
    .refine((methods) => new Set(methods.map(({ kind }) => kind)).size === methods.length, {
      message: 'expected every kind of authentication once',
    }),
  api: z.strictObject({
    baseUrl: perAccount(httpUrl),
    headers: perAccount(z.record(z.string(), z.string())).optional(),
    hosts: z.array(z.string().min(1)).optional(),
    encoding: z.enum(['json', 'form']).optional(),
    paging: pagingSchema.optional(),
    rateLimit: z
      .strictObject({
        calls: z.number().positive(),
        perMs: z.number().int().positive(),
        headers: z
          .strictObject({
            remaining: z.string().min(1),
            limit: z.string().min(1).optional(),
            reset: z.string().min(1),
            resetAs: z.enum(['epoch-seconds', 'epoch-ms', 'delta-seconds']),
          })
          .optional(),
      })
      .optional(),
    idempotencyHeader: z.string().min(1).optional(),
    errorMessage: optionalFunction,
    isError: optionalFunction,
    isRefusal: optionalFunction,
    batch: z
      .strictObject({
        maxCalls: z.number().int().positive(),
        path: z.string().min(1),
        encode: aFunction,
        decode: aFunction,
      })
      .optional(),
  }),
  probe: z.strictObject({
    method: z.enum(['GET', 'POST']).optional(),
    path: perAccount(z.string()),
    account: optionalFunction,
  }),
  category: z.enum(PROVIDER_CATEGORIES),
  connectionSettings: z.instanceof(z.ZodType).optional(),
  hasOwnClient: z.boolean().optional(),
  setUpUrl: httpUrl.optional(),
});
