import { z } from 'zod';

import { inOrder, instant, notInOrder, rowId, storableText } from '../../input-parts';
import { JOB_STATES } from '../../queue/engine';

export const EVENT_STATES = [...JOB_STATES, 'refused'] as const;

/** What a page of the log can be asked for. */
export const eventQuerySchema = z.strictObject({
  /** Without it, the events of all sources, deleted ones too. */
  sourceId: rowId.optional(),
  state: z.enum(EVENT_STATES).optional(),
  eventType: storableText.max(255).optional(),
  search: storableText.trim().min(1).max(255).optional(),
  from: instant.optional(),
  to: instant.optional(),
  cursor: rowId.optional(),
  pageSize: z.coerce.number().int().min(1).max(100).default(25),
});

export const eventRunSchema = z
  .strictObject({
    kind: z.enum(['recover', 'replay', 'discard']),
    from: instant,
    to: instant.optional(),
  })
  .refine(inOrder, notInOrder);
