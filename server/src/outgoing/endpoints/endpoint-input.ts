import { z } from 'zod';

const relationName = z.string().min(1).max(200);

const shape = {
  description: z.string().max(500).optional(),
  url: z.string().min(1, 'Enter the URL that is to be called.'),
  eventTypes: z.array(z.string().min(1).max(400)).min(1, 'Choose at least one event.').max(500),
  /** Its conditions are read by `validateFilter`. */
  filter: z.array(z.unknown()).optional(),
  payloadMode: z.enum(['full', 'thin']).optional(),
  populate: z.record(z.string(), z.array(relationName).max(50)).optional(),
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
export type NewEndpointInput = z.output<typeof newEndpointSchema>;

const DAY_MS = 24 * 60 * 60 * 1000;

export const rotationSchema = z.strictObject({
  overlapMs: z
    .number()
    .int()
    .min(0)
    .max(7 * DAY_MS, 'The old secret can stay valid for at most 7 days.'),
});

export const exampleSchema = z.strictObject({ eventType: z.string().min(1).max(400) });

const instant = z.iso.datetime({ offset: true }).transform((text) => Date.parse(text));
/** Row ids are 32-bit integers: PostgreSQL refuses to compare one with anything larger. */
export const MAX_ID = 2 ** 31 - 1;
const id = z.coerce.number().int().positive().max(MAX_ID);

const inOrder = (range: { from?: number | undefined; to?: number | undefined }) =>
  range.from === undefined || range.to === undefined || range.from <= range.to;
const notInOrder = { path: ['to'], message: 'The end lies before the beginning.' };

export const statisticsQuerySchema = z
  .strictObject({ from: instant.optional(), to: instant.optional() })
  .refine(inOrder, notInOrder);

export const replayInputSchema = z
  .strictObject({
    kind: z.enum(['recover', 'replay']),
    from: instant,
    to: instant.optional(),
  })
  .refine(inOrder, notInOrder);

export const deliveryQuerySchema = z.strictObject({
  endpointId: id,
  state: z
    .enum(['pending', 'running', 'succeeded', 'failed', 'cancelled', 'quarantined'])
    .optional(),
  eventType: z.string().max(255).optional(),
  search: z.string().trim().min(1).max(255).optional(),
  from: instant.optional(),
  to: instant.optional(),
  cursor: id.optional(),
  pageSize: z.coerce.number().int().min(1).max(100).default(25),
});

export const payloadPreviewSchema = z.strictObject({
  eventType: z.string().min(1).max(400),
  payloadMode: z.enum(['full', 'thin']),
  populate: shape.populate,
});

export const sendSchema = z.strictObject({
  type: z
    .string()
    .regex(/^[A-Za-z0-9_.-]{1,255}$/, 'expected 1 to 255 letters, digits, ".", "_" or "-"'),
  data: z.unknown(),
  idempotencyKey: z.string().min(1).max(255).optional(),
});
