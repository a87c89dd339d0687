import { z } from 'zod';

import { JOB_STATES } from '../../queue/engine';
import { inOrder, instant, notInOrder, rowId, storableText } from '../../input-parts';

/** What a page of the log can be asked for. */
export const deliveryQuerySchema = z.strictObject({
  /** Without it, the deliveries to all endpoints, deleted ones too. */
  endpointId: rowId.optional(),
  state: z.enum(JOB_STATES).optional(),
  eventType: storableText.max(255).optional(),
  search: storableText.trim().min(1).max(255).optional(),
  from: instant.optional(),
  to: instant.optional(),
  cursor: rowId.optional(),
  pageSize: z.coerce.number().int().min(1).max(100).default(25),
});

export const replayInputSchema = z
  .strictObject({
    kind: z.enum(['recover', 'replay']),
    from: instant,
    to: instant.optional(),
  })
  .refine(inOrder, notInOrder);
