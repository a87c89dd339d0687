import type { ApiClient } from '../../http/client/api-client';
import { ApiError } from '../../http/client/api-error';
import { valueAt } from '../../http/client/value-at';
import { wait } from '../../http/client/wait';

/** A bucket fills up within a minute, whatever the plan of the shop. */
const MOST_TRIES = 5;
const LONGEST_WAIT_MS = 30_000;
const DEFAULT_WAIT_MS = 2_000;

interface UserError {
  /** The way to the input that is wrong. */
  field: string[] | null;
  message: string;
}

/** Shopify did not do what a mutation asks for, and says why. */
export class MutationRefusedError extends ApiError {
  constructor(userErrors: readonly UserError[]) {
    const said = userErrors.map(({ field, message }) =>
      [field?.join('.'), message].filter(Boolean).join(': '),
    );
    super({ code: 'http-error', message: `Shopify refused: ${said.join('; ')}`, status: 422 });
  }
}

/**
 * Asks a shop's GraphQL API. Shopify counts what a query costs; one that there is not enough left for has not been carried
 * out, and is asked again when there is.
 *
 * @param signal ends the wait
 * @returns `data` of the answer
 * @throws {ApiError} for an answer with errors, which Shopify gives with status 200
 * @see https://shopify.dev/docs/apps/build/apis/graphql-admin/rate-limits
 */
export async function askShopify<T>(
  client: ApiClient,
  query: string,
  variables: Record<string, unknown>,
  signal?: AbortSignal,
): Promise<T> {
  const options = signal ? { signal } : {};
  for (let tries = 1; ; tries += 1) {
    const { data } = await client.post('/graphql.json', { query, variables }, options);
    const errors = valueAt(data, 'errors');
    if (errors === undefined) return valueAt(data, 'data') as T;
    const isThrottled = valueAt(errors, '0.extensions.code') === 'THROTTLED';
    if (!isThrottled || tries >= MOST_TRIES) throw answeredError(errors, isThrottled);
    await wait(waitMs(data), signal);
  }
}

/**
 * Carries out a mutation.
 *
 * @param name of the mutation; its answer holds what it made under `record`
 * @throws {MutationRefusedError} where Shopify does not do it
 */
export async function mutate<T>(
  client: ApiClient,
  name: string,
  mutation: string,
  input: object,
): Promise<T> {
  const data = await askShopify<Record<string, T & { userErrors: UserError[] }>>(client, mutation, {
    input,
  });
  const answer = data[name];
  if (!answer) {
    throw new ApiError({ code: 'response-malformed', message: `Shopify did not answer ${name}.` });
  }
  if (answer.userErrors.length > 0) throw new MutationRefusedError(answer.userErrors);
  return answer;
}

/** Until the bucket holds what the query costs. */
function waitMs(body: unknown): number {
  const [cost, available, rate] = [
    'requestedQueryCost',
    'throttleStatus.currentlyAvailable',
    'throttleStatus.restoreRate',
  ].map((name) => Number(valueAt(body, `extensions.cost.${name}`)));
  const ms = ((Number(cost) - Number(available)) / Number(rate)) * 1000;
  return Number.isFinite(ms) ? Math.min(Math.max(ms, 100), LONGEST_WAIT_MS) : DEFAULT_WAIT_MS;
}

function answeredError(errors: unknown, isThrottled: boolean): ApiError {
  const list = Array.isArray(errors) ? errors : [errors];
  const said = list.map((error: unknown) => String(valueAt(error, 'message') ?? error));
  return new ApiError({
    code: isThrottled ? 'rate-limited' : 'http-error',
    message: `Shopify answered: ${said.join('; ').slice(0, 300)}`,
    status: isThrottled ? 429 : statusOf(list),
    body: errors,
  });
}

/** What is wrong with the values of a record Shopify tells in `problems`; without them it is the query that is wrong. */
function statusOf(errors: readonly unknown[]): number {
  if (errors.some((error) => Array.isArray(valueAt(error, 'extensions.problems')))) return 422;
  return valueAt(errors[0], 'extensions.code') === 'INTERNAL_SERVER_ERROR' ? 500 : 200;
}
