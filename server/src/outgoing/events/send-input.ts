import { z } from 'zod';

/** An event of the site's own. */
export const sendSchema = z.strictObject({
  type: z
    .string()
    .regex(/^[A-Za-z0-9_.-]{1,255}$/, 'expected 1 to 255 letters, digits, ".", "_" or "-"'),
  data: z.unknown(),
  idempotencyKey: z.string().min(1).max(255).optional(),
});
