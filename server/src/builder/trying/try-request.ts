import type { TrialAccess } from '../../connections/accounts/trials';
import { ApiError } from '../../http/client/api-error';
import { pageRequest } from '../../http/client/next-page';
import { maskText } from '../../http/masked-values';
import { ParameterError } from '../../providers/resources/parameters';
import { filledPath } from '../../providers/resources/rest-resource';
import { invalidInput } from '../../validate-input';
import type { TrialResult } from '../contracts';
import { inspectAnswer } from './inspect-answer';
import type { ParsedTrial } from './trial-input';

const LIMITS = {
  timeoutMs: 15_000,
  retries: 0,
  maxResponseBytes: 1024 * 1024,
  cache: false,
} as const;
/** Of an answer as it is shown, in characters. */
const LONGEST_SHOWN = 20_000;

/**
 * Asks a service once, and tells what it has answered. Only its own host is asked, a redirect is not followed.
 *
 * @throws {errors.ValidationError} for a parameter without a value
 */
export async function tryRequest(
  { client, secrets }: TrialAccess,
  trial: ParsedTrial,
): Promise<TrialResult> {
  const { path, query } = addressOf(trial);
  const startedAt = performance.now();
  const durationMs = () => Math.round(performance.now() - startedAt);
  try {
    const { status, data, headers, url } = await client.get(path, { ...LIMITS, query });
    return {
      isSuccessful: true,
      status,
      problem: null,
      ...shown(data, await secrets()),
      durationMs: durationMs(),
      ...inspectAnswer({ body: data, headers, url }, trial.paging),
    };
  } catch (error) {
    if (!(error instanceof ApiError)) throw error;
    const known = error.body === null ? [] : await secrets();
    return {
      isSuccessful: false,
      status: error.status,
      problem: error.message,
      ...shown(error.body, known),
      durationMs: durationMs(),
      detected: null,
      next: null,
    };
  }
}

function addressOf({ path, parameters, query = {}, paging }: ParsedTrial) {
  const filled = filledOf(path, parameters);
  return paging ? pageRequest(paging, filled, query, null) : { path: filled, query };
}

function filledOf(path: string, parameters: ParsedTrial['parameters']): string {
  try {
    return filledPath(path, parameters);
  } catch (error) {
    if (!(error instanceof ParameterError || error instanceof TypeError)) throw error;
    throw invalidInput([
      {
        path: ['parameters'],
        message: 'Enter a value for everything that stands in braces in the path.',
        code: 'parameter-needed',
      },
    ]);
  }
}

/** An answer as it may be read: without secrets, and no longer than a person looks at. */
function shown(data: unknown, secrets: readonly string[]): Pick<TrialResult, 'body' | 'isCut'> {
  const text = maskText(textOf(data), secrets);
  return { body: text.slice(0, LONGEST_SHOWN), isCut: text.length > LONGEST_SHOWN };
}

function textOf(data: unknown): string {
  if (data === null || data === undefined || Buffer.isBuffer(data)) return '';
  return typeof data === 'string' ? data : JSON.stringify(data, null, 2);
}
