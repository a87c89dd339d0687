import { z } from 'zod';

import { inOrder, instant, notInOrder } from '../input-parts';

export const statisticsQuerySchema = z
  .strictObject({ from: instant.optional(), to: instant.optional() })
  .refine(inOrder, notInOrder);
