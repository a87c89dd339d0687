import { z } from 'zod';

import { payloadPath } from '../../content/payload-path-input';
import { rowId, storableText } from '../../input-parts';
import { conditionSchema, constantSchema } from '../mapping/condition';
import { transformSchema } from '../mapping/transforms';
import { referenceSchema } from '../references/reference';
import { PUBLICATIONS } from '../entries/publication';
import { WRITINGS } from '../entries/writing';
import { readCron, ScheduleError } from '../schedule/cron';

const field = storableText.min(1, 'Choose a field.').max(255);
const side = z.enum(['external', 'document']);

const fieldMapping = z
  .strictObject({
    field,
    path: storableText.default(''),
    constant: constantSchema.optional(),
    when: conditionSchema.optional(),
    flow: z.enum(['import', 'export', 'both']),
    owner: side.optional(),
    transform: transformSchema.optional(),
    reference: referenceSchema.optional(),
    default: constantSchema.optional(),
  })
  .superRefine(({ path, constant }, context) => {
    // The same value of every record is read nowhere.
    const { error } = (constant === undefined ? payloadPath : z.literal('')).safeParse(path);
    for (const { message } of error?.issues ?? []) {
      context.addIssue({ code: 'custom', path: ['path'], message });
    }
  });

export const cronTimes = z
  .strictObject({ cron: storableText, timeZone: storableText.max(100) })
  .superRefine(refuseImpossible);

const schedule = z
  .strictObject({
    cron: storableText,
    timeZone: storableText.max(100),
    missed: z.enum(['run-once', 'skip']).default('run-once'),
  })
  .superRefine(refuseImpossible);

function refuseImpossible(
  times: { cron: string; timeZone: string },
  context: z.core.$RefinementCtx,
): void {
  try {
    readCron(times);
  } catch (error) {
    if (!(error instanceof ScheduleError)) throw error;
    context.addIssue({ code: 'custom', path: [error.field], message: error.message });
  }
}

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
  publication: z.enum(PUBLICATIONS),
  writing: z.enum(WRITINGS),
  schedule: schedule.nullable(),
  wholeEveryHours: z.number().int().min(1).max(8_760).nullable(),
  failureStop: z.strictObject({
    count: z.number().int().min(0).max(1_000_000_000),
    percent: z.number().min(0).max(100),
  }),
  followsChanges: z.boolean(),
  isActive: z.boolean(),
};

/** What a job can be set up without, from the configuration of the site. */
interface Defaults {
  conflictResolution: 'latest-wins' | 'source-wins' | 'destination-wins' | 'field-owner' | 'manual';
  deleteBrake: { count: number; percent: number };
  batchSize: number;
}

/** A few bad records stop nothing, and neither do many among very many. */
export const DEFAULT_FAILURE_STOP = { count: 25, percent: 50 };

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
    publication: job.publication.default('draft'),
    writing: job.writing.default('documents'),
    schedule: job.schedule.default(null),
    wholeEveryHours: job.wholeEveryHours.default(null),
    failureStop: job.failureStop.default(DEFAULT_FAILURE_STOP),
    followsChanges: job.followsChanges.default(false),
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

/** What is to be kept alike with what, before it is known how. */
export const draftInput = z.strictObject({
  connectionId: job.connectionId,
  resource: job.resource,
  contentType: job.contentType,
  filter: job.filter.default({}),
});

/** A mapping to be tried on real records. */
export const sampleInput = z.strictObject({
  connectionId: job.connectionId,
  resource: job.resource,
  contentType: job.contentType,
  mapping: z.array(fieldMapping).max(200),
  locale: job.locale.default(null),
  filter: job.filter.default({}),
  matchField: job.matchField.default(null),
});
