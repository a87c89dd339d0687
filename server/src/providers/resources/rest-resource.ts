import { z } from 'zod';

import type { ApiClient } from '../../http/client/api-client';
import { ApiError } from '../../http/client/api-error';
import { valueAt } from '../../http/client/value-at';
import { apiPath } from '../connectors/api-path';
import { orNull } from './or-null';
import { parameterOf } from './parameters';
import {
  defineResource,
  type ParameterValues,
  type RecordOptions,
  type Resource,
  type WriteOptions,
} from './resource';
import {
  PLACEHOLDER,
  type RecordRequest,
  type RestResource,
  restResourceSchema,
} from './rest-resource-schema';

export type { RestResource } from './rest-resource-schema';

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
    list: (client, { position, since, filter, parameters, signal }) =>
      client.paginate(filledPath(list.path, parameters), {
        query: { ...list.query, ...filter, ...sinceParam(list.since, since) },
        ...(list.paging && { paging: list.paging }),
        ...(position !== undefined && { position }),
        ...(signal && { signal }),
        maxPages: Infinity,
        cache: false,
      }),
    ...(get && {
      get: (client: ApiClient, id: string, options?: RecordOptions) =>
        orNull(found(perform(client, get, { id, options }))),
    }),
    ...(create && {
      create: (client: ApiClient, record: object, options: WriteOptions) =>
        perform(client, create, { record, options }),
    }),
    ...(update && {
      async update(client: ApiClient, id: string, changes: object, options: WriteOptions) {
        const record = await orNull(perform(client, update, { id, record: changes, options }));
        // Some services answer a change with nothing.
        return record === undefined && get
          ? orNull(found(perform(client, get, { id, options })))
          : record;
      },
    }),
    ...(remove && {
      async delete(client: ApiClient, id: string, options: WriteOptions) {
        await orNull(perform(client, remove, { id, options }));
      },
    }),
  });
}

/**
 * A path with its values in their places, each of which stays one part of it.
 *
 * @throws {TypeError} for a value that is missing, or would name another path
 */
export function filledPath(
  path: string,
  parameters: ParameterValues | undefined,
  id?: string,
): string {
  return path.replace(PLACEHOLDER, (_whole, name: string) =>
    name === 'id' && id !== undefined ? apiPath`${id}` : apiPath`${parameterOf(parameters, name)}`,
  );
}

interface Asked {
  id?: string;
  record?: object;
  options?: WriteOptions;
}

/** Makes one request and returns the record that the answer holds; undefined where it holds nothing. */
async function perform(
  client: ApiClient,
  { method, path, envelope, recordPath = '' }: RecordRequest,
  { id, record, options: { parameters, ...options } = {} }: Asked,
): Promise<unknown> {
  const body = envelope === undefined || !record ? record : { [envelope]: record };
  const { data } = await send(client, method, filledPath(path, parameters, id), body, options);
  return data === null ? undefined : valueAt(data, recordPath);
}

function send(
  client: ApiClient,
  method: RecordRequest['method'],
  path: string,
  body: object | undefined,
  options: Pick<WriteOptions, 'idempotencyKey'>,
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
