import { z } from 'zod';

import type { ApiClient } from '../../http/client/api-client';
import type { Page } from '../../http/client/read-pages';
import { fieldPath } from '../field-path';

export const RESOURCE_FIELD_TYPES = [
  'text',
  'number',
  'boolean',
  'date',
  'datetime',
  'list',
  'object',
] as const;

/** A field of a kind of record, as a mapping is offered it. */
export interface ResourceField {
  /** A dotted path in the record: `price.amount`. */
  path: string;
  type: (typeof RESOURCE_FIELD_TYPES)[number];
  label?: string;
  /** The service fills it in itself. */
  isReadOnly?: boolean;
  /** A record is not made without. */
  isRequired?: boolean;
  /** It is set when a record is made, and stays. */
  isCreateOnly?: boolean;
}

/** What has to be named besides the account before records can be spoken of: a repository, a spreadsheet. */
export interface ResourceParameter {
  /** Its value stands under this name in the `filter` of a job: a letter, then letters, digits and underscores. */
  name: string;
  label: string;
  /** Nothing can be asked without. */
  isRequired?: boolean;
  /** What to enter, for an editor. */
  description?: string;
}

/** Values of parameters by their names. */
export type ParameterValues = Readonly<Record<string, string>>;

/** Given to every function of a resource that has parameters; `withParameters` does it once for all of them. */
export interface RecordOptions {
  parameters?: ParameterValues;
}

export interface ListOptions extends RecordOptions {
  /** Where to go on: `position` of a page that was read before. Default: from the first page. */
  position?: string;
  /** Only what was changed at this time or later, in milliseconds since 1970. Asked of incremental resources alone. */
  since?: number;
  /** How the listing is narrowed, in the service's own words. */
  filter?: Record<string, string>;
  signal?: AbortSignal;
}

export interface WriteOptions extends RecordOptions {
  /** The same for the same write, however often it is tried. Absent where the service knows no such keys. */
  idempotencyKey?: string;
}

/**
 * A kind of record at a service, and what can be done with it. All functions throw `ApiError` where the service does not do
 * as it is asked.
 */
export interface Resource {
  /** Lower case letters, digits and hyphens: `products`. */
  id: string;
  name: string;
  /** What has to be known before anything can be asked. None by default. */
  parameters?: ResourceParameter[];
  /** What a record can hold; asked of the service where that differs from account to account. */
  fields:
    | ResourceField[]
    | ((client: ApiClient, parameters?: ParameterValues) => Promise<ResourceField[]>);
  /** Where a record has its id, which it keeps for ever. */
  idPath: string;
  /** Where it tells when it was last changed: ISO 8601, or seconds or milliseconds since 1970. */
  changedAtPath?: string;
  /** Whether a write that is repeated under the same key has one effect. */
  isIdempotent?: boolean;
  /** Whether `list` can be asked for what was changed since a time. What was deleted is then not among it. */
  isIncremental?: boolean;
  list(client: ApiClient, options: ListOptions): AsyncIterable<Page<unknown>>;
  /** Null if there is no such record. */
  get?(client: ApiClient, id: string, options?: RecordOptions): Promise<unknown>;
  /** Returns the record as it is then. */
  create?(client: ApiClient, record: object, options: WriteOptions): Promise<unknown>;
  /**
   * Changes what `changes` holds: of a nested field, its whole outermost one. Returns the record as it is then, or null if
   * there is none.
   */
  update?(client: ApiClient, id: string, changes: object, options: WriteOptions): Promise<unknown>;
  /** Of a record that is gone it does nothing. */
  delete?(client: ApiClient, id: string, options: WriteOptions): Promise<void>;
}

const aFunction = z.custom((value) => typeof value === 'function', 'expected a function');

export const resourceFieldSchema = z.strictObject({
  path: fieldPath,
  type: z.enum(RESOURCE_FIELD_TYPES),
  label: z.string().min(1).max(200).optional(),
  isReadOnly: z.boolean().optional(),
  isRequired: z.boolean().optional(),
  isCreateOnly: z.boolean().optional(),
});

export const resourceParameterSchema = z.strictObject({
  name: z
    .string()
    .regex(/^[a-z]\w{0,62}$/i, 'expected a letter, then letters, digits and underscores'),
  label: z.string().min(1).max(200),
  isRequired: z.boolean().optional(),
  description: z.string().min(1).max(500).optional(),
});

export const resourceParametersSchema = z
  .array(resourceParameterSchema)
  .max(10)
  .refine((parameters) => new Set(parameters.map(({ name }) => name)).size === parameters.length, {
    message: 'expected every parameter to have a name of its own',
  });

export const resourceIdSchema = z
  .string()
  .regex(/^[a-z][a-z0-9-]{0,62}$/, 'expected lower case letters, digits and hyphens');

/** What `defineResource` asks for. */
export const resourceSchema = z.strictObject({
  id: resourceIdSchema,
  name: z.string().min(1).max(100),
  parameters: resourceParametersSchema.optional(),
  fields: z.union([z.array(resourceFieldSchema).min(1), aFunction]),
  idPath: fieldPath,
  changedAtPath: fieldPath.optional(),
  isIdempotent: z.boolean().optional(),
  isIncremental: z.boolean().optional(),
  list: aFunction,
  get: aFunction.optional(),
  create: aFunction.optional(),
  update: aFunction.optional(),
  delete: aFunction.optional(),
});

/**
 * Describes a kind of record in code, for the `resources` of a provider. Where plain requests do, `restResource` needs less.
 *
 * @throws {TypeError} naming what is missing or wrong
 */
export function defineResource(resource: Resource): Resource {
  const { error } = resourceSchema.safeParse(resource);
  if (error) throw new TypeError(`This is no resource:\n${z.prettifyError(error)}`);
  return resource;
}
