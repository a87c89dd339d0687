import { z } from 'zod';

import { eventPattern, populate } from '../../input-parts';

export const payloadPreviewSchema = z.strictObject({
  eventType: eventPattern,
  payloadMode: z.enum(['full', 'thin']),
  populate: populate.optional(),
});

export const exampleSchema = z.strictObject({ eventType: eventPattern });
