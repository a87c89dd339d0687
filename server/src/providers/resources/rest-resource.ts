import { z } from 'zod';

import type { ApiClient } from '../../http/client/api-client';
import { ApiError, isApiError } from '../../http/client/api-error';
import type { Paging } from '../../http/client/api-rules';
import { valueAt } from '../../http/client/value-at';
import { apiPath } from '../connectors/api-path';
import { pagingSchema } from '../paging-schema';
import {
  defineResource,
  type Resource,
  resourceFieldSchema,
  resourceIdSchema,
  type ResourceField,
  type WriteOptions,
} from './resource';

/** A request about one record; `{id}` in the path stands for its id. */
interface RecordRequest {
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

const requestPath = z.string().startsWith('/').max(500);
const request = z.strictObject({
  method: z.enum(['GET', 'POST', 'PUT', 'PATCH', 'DELETE']),
  path: requestPath,
  envelope: z.string().min(1).max(100).optional(),
  recordPath: z.string().min(1).max(300).optional(),
});
/** Without the id it would be about all records. */
const recordRequest = request.extend({
  path: requestPath.includes('{id}', 'expected "{id}" where the id of the record stands'),
});

export const restResourceSchema = z.strictObject({
  id: resourceIdSchema,
  name: z.string().min(1).max(100),
  fields: z.array(resourceFieldSchema).min(1).max(500),
  idPath: z.string().min(1).max(300),
  changedAtPath: z.string().min(1).max(300).optional(),
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

/**
 * Makes a resource of requests that are described as data.
 *
 * @throws {TypeError} naming what is missing or wrong
 */
export function restResource(definition: RestResource): Resource {
  const { error } = restResourceSchema.safeParse(definition);
  if (error) throw new TypeError(`This is no resource:\n${z.prettifyError(error)}`);
  const { list, get, create, update, delete: remove, ...description } = definition;

  return defineResource({
    ...description,
    isIncremental: list.since !== undefined,
    list: (client, { position, since, filter, signal }) =>
      client.paginate(list.path, {
        query: { ...list.query, ...filter, ...sinceParam(list.since, since) },
        ...(list.paging && { paging: list.paging }),
        ...(position !== undefined && { position }),
        ...(signal && { signal }),
        maxPages: Infinity,
        cache: false,
      }),
    ...(get && {
      get: (client: ApiClient, id: string) => orNull(found(perform(client, get, id))),
    }),
    ...(create && {
      create: (client: ApiClient, record: object, options: WriteOptions) =>
        perform(client, create, null, record, options),
    }),
    ...(update && {
      async update(client: ApiClient, id: string, changes: object, options: WriteOptions) {
        const record = await orNull(perform(client, update, id, changes, options));
        // Some services answer a change with nothing.
        return record === undefined && get ? orNull(found(perform(client, get, id))) : record;
      },
    }),
    ...(remove && {
      async delete(client: ApiClient, id: string, options: WriteOptions) {
        await orNull(perform(client, remove, id, undefined, options));
      },
    }),
  });
}

/** Makes one request and returns the record that the answer holds; undefined where it holds nothing. */
async function perform(
  client: ApiClient,
  { method, path, envelope, recordPath = '' }: RecordRequest,
  id: string | null,
  record?: object,
  options?: WriteOptions,
): Promise<unknown> {
  const place = id === null ? path : path.replaceAll('{id}', () => apiPath`${id}`);
  const body = envelope === undefined || !record ? record : { [envelope]: record };
  const { data } = await send(client, method, place, body, options);
  return data === null ? undefined : valueAt(data, recordPath);
}

function send(
  client: ApiClient,
  method: RecordRequest['method'],
  path: string,
  body: object | undefined,
  options: WriteOptions | undefined,
) {
  switch (method) {
    case 'GET':
      return client.get(path, { cache: false });
    case 'DELETE':
      return client.delete(path, options);
    case 'POST':
      return client.post(path, body, options);
    case 'PUT':
      return client.put(path, body, options);
    case 'PATCH':
      return client.patch(path, body, options);
  }
}

/** @throws {ApiError} for an answer without a record: that there is none has to be said with 404 */
async function found(answer: Promise<unknown>): Promise<unknown> {
  const record = await answer;
  if (record !== undefined && record !== null) return record;
  throw new ApiError({
    code: 'response-malformed',
    message: 'The service answers without the record that it was asked for.',
  });
}

/** Null for a record that the service says it does not have, or has no longer. */
async function orNull(answer: Promise<unknown>): Promise<unknown> {
  try {
    return await answer;
  } catch (error) {
    if (isApiError(error) && (error.status === 404 || error.status === 410)) return null;
    throw error;
  }
}

function sinceParam(
  rule: RestResource['list']['since'],
  since: number | undefined,
): Record<string, string> {
  if (!rule || since === undefined) return {};
  const text = {
    iso: new Date(since).toISOString(),
    'epoch-seconds': String(Math.floor(since / 1000)),
    'epoch-ms': String(since),
  }[rule.format];
  return { [rule.param]: text };
}
