import { ApiError } from './api-error';
import type { BatchedCall, BatchedResult, BatchRules } from './api-rules';

/**
 * Makes several calls in one request, or in as few as the service takes them. Results in the order of the calls.
 *
 * @param rules of the service; undefined where it takes one call at a time
 * @throws {ApiError}
 */
export async function sendBatch(
  rules: BatchRules | undefined,
  calls: BatchedCall[],
  post: (path: string, body: unknown) => Promise<{ data: unknown }>,
): Promise<BatchedResult[]> {
  if (!rules) {
    throw new ApiError({
      code: 'batch-unsupported',
      message: 'This service takes one call at a time. Make the calls one after the other.',
    });
  }
  const results: BatchedResult[] = [];
  for (let start = 0; start < calls.length; start += rules.maxCalls) {
    const some = calls.slice(start, start + rules.maxCalls);
    const { data } = await post(rules.path, rules.encode(some));
    const answers = rules.decode(data);
    if (answers.length !== some.length) {
      throw new ApiError({
        code: 'response-malformed',
        message: `${some.length} calls were made in one request, and ${answers.length} were answered.`,
      });
    }
    results.push(...answers);
  }
  return results;
}
