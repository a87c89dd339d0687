import { z } from 'zod';

import type { Paging } from '../../http/client/api-rules';
import { BELOW_BASE } from '../account-settings';
import { fieldPath } from '../field-path';
import { pagingSchema } from '../paging-schema';
import {
  resourceFieldSchema,
  resourceIdSchema,
  resourceParametersSchema,
  type ResourceField,
  type ResourceParameter,
} from './resource';

/** A request about one record; `{id}` in the path stands for its id, and `{name}` for the parameter of that name. */
export interface RecordRequest {
  method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';
  path: string;
  /** The field of the body that the record stands in; by default it is the body itself. */
  envelope?: string;
  /** Where the answer has the record; by default it is the body itself. */
  recordPath?: string;
}

/** A kind of record behind plain requests, as data: what the panel's builder makes, and what most services need. */
export interface RestResource {
  id: string;
  name: string;
  /** Each stands in a path, as `{name}`. */
  parameters?: ResourceParameter[];
  fields: ResourceField[];
  idPath: string;
  changedAtPath?: string;
  isIdempotent?: boolean;
  list: {
    path: string;
    query?: Record<string, string>;
    /** Default: as the provider's API divides its listings. */
    paging?: Paging;
    /** The parameter for "changed since", and how the service writes times. */
    since?: { param: string; format: 'iso' | 'epoch-seconds' | 'epoch-ms' };
  };
  get?: RecordRequest;
  create?: RecordRequest;
  update?: RecordRequest;
  delete?: RecordRequest;
}

/** Below the base of the API; what stands in braces is filled in. */
const requestPath = z
  .string()
  .max(500)
  .regex(BELOW_BASE, 'expected a path that begins with one slash');
const request = z.strictObject({
  method: z.enum(['GET', 'POST', 'PUT', 'PATCH', 'DELETE']),
  path: requestPath,
  envelope: fieldPath.max(100).optional(),
  recordPath: fieldPath.optional(),
});
/** Without the id it would be about all records. */
const recordRequest = request.extend({
  path: requestPath.includes('{id}', 'expected "{id}" where the id of the record stands'),
});

const restResourceShape = z.strictObject({
  id: resourceIdSchema,
  name: z.string().min(1).max(100),
  parameters: resourceParametersSchema.optional(),
  fields: z.array(resourceFieldSchema).min(1).max(500),
  idPath: fieldPath,
  changedAtPath: fieldPath.optional(),
  isIdempotent: z.boolean().optional(),
  list: z.strictObject({
    path: requestPath,
    query: z.record(z.string(), z.string()).optional(),
    paging: pagingSchema.optional(),
    since: z
      .strictObject({
        param: z.string().min(1).max(100),
        format: z.enum(['iso', 'epoch-seconds', 'epoch-ms']),
      })
      .optional(),
  }),
  get: recordRequest.optional(),
  create: request.optional(),
  update: recordRequest.optional(),
  delete: recordRequest.optional(),
});

/** With paths that hold the parameters, the id of a record, and nothing that nobody fills in. */
export const restResourceSchema = restResourceShape.superRefine((resource, context) => {
  const { parameters = [], list, get, create, update, delete: remove } = resource;
  const refuse = (path: string[], message: string) =>
    context.addIssue({ code: 'custom', path, message });
  const names = parameters.map(({ name }) => name);
  const requests = Object.entries({ list, get, create, update, delete: remove });
  for (const [call, asked] of requests) {
    const isAboutOne = call !== 'list' && call !== 'create';
    const known = isAboutOne ? ['id', ...names] : names;
    const unknown = placeholdersIn(asked?.path ?? '').find((name) => !known.includes(name));
    if (unknown !== undefined) refuse([call, 'path'], `"{${unknown}}" is none of the parameters`);
  }
  for (const { name, isRequired } of parameters) {
    if (name === 'id') refuse(['parameters'], '"id" stands for the id of a record');
    if (!isRequired) refuse(['parameters'], `"${name}" stands in a path, so it has to be required`);
    if (!placeholdersIn(list.path).includes(name)) {
      refuse(['list', 'path'], `expected "{${name}}" where the parameter stands`);
    }
  }
});

/** `{owner}` in a path. */
export const PLACEHOLDER = /\{(\w+)\}/g;

const placeholdersIn = (path: string) =>
  [...path.matchAll(PLACEHOLDER)].map(([, name = '']) => name);
