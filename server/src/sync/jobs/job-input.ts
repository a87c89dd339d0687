import { z } from 'zod';

import { parsePayloadPath, PayloadPathError } from '../../content/payload-path';
import { rowId, storableText } from '../../input-parts';
import { transformSchema } from '../mapping/transforms';

const path = storableText.superRefine((text, context) => {
  try {
    parsePayloadPath(text);
  } catch (error) {
    if (!(error instanceof PayloadPathError)) throw error;
    context.addIssue({ code: 'custom', message: error.message });
  }
});
const field = storableText.min(1, 'Choose a field.').max(255);
const side = z.enum(['external', 'document']);

const fieldMapping = z.strictObject({
  field,
  path,
  flow: z.enum(['import', 'export', 'both']),
  owner: side.optional(),
  transform: transformSchema.optional(),
  default: z.union([storableText.max(10_000), z.number(), z.boolean()]).optional(),
});

const job = {
  name: storableText.trim().min(1, 'Enter a name.').max(100),
  connectionId: rowId,
  resource: storableText.min(1, 'Choose what is to be kept alike.').max(63),
  contentType: storableText.min(1, 'Choose a content type.').max(255),
  locale: storableText.max(50).nullable(),
  direction: z.enum(['import', 'export', 'two-way']),
  mapping: z.array(fieldMapping).min(1, 'Pair at least one field.').max(200),
  matchField: field.nullable(),
  strategy: z.enum(['latest-wins', 'source-wins', 'destination-wins', 'field-owner', 'manual']),
  deletes: z.strictObject({
    document: z.enum(['ignore', 'unpublish', 'delete']),
    external: z.enum(['ignore', 'delete']),
  }),
  brake: z.strictObject({
    count: z.number().int().min(0).max(1_000_000_000),
    percent: z.number().min(0).max(100),
  }),
  filter: z
    .record(z.string().min(1).max(100), storableText.max(500))
    .refine((filter) => Object.keys(filter).length <= 20, 'Narrow it by at most 20 parameters.'),
  batchSize: z.number().int().min(1).max(1_000),
  isActive: z.boolean(),
};

/** What a job can be set up without, from the configuration of the site. */
interface Defaults {
  conflictResolution: 'latest-wins' | 'source-wins' | 'destination-wins' | 'field-owner' | 'manual';
  deleteBrake: { count: number; percent: number };
  batchSize: number;
}

/** Content is safe with these: nothing is deleted, and entries are drafts, until somebody says otherwise. */
export function newJobSchema({ conflictResolution, deleteBrake, batchSize }: Defaults) {
  return z.strictObject({
    ...job,
    locale: job.locale.default(null),
    matchField: job.matchField.default(null),
    strategy: job.strategy.default(conflictResolution),
    deletes: job.deletes.default({ document: 'ignore', external: 'ignore' }),
    brake: job.brake.default(deleteBrake),
    filter: job.filter.default({}),
    batchSize: job.batchSize.default(batchSize),
    isActive: job.isActive.default(true),
  });
}

/** The connection, what is read and where it is written stay: what is known of pairs would not hold for others. */
const {
  connectionId: _connection,
  resource: _resource,
  contentType: _type,
  locale: _locale,
  ...changeable
} = job;
export const jobChangesSchema = z.strictObject(changeable).partial();

export type ParsedJob = z.output<ReturnType<typeof newJobSchema>>;
