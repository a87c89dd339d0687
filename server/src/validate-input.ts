import { errors } from '@strapi/utils';
import type { z } from 'zod';

/**
 * Parses what came over the border.
 *
 * @throws {errors.ValidationError} Strapi's 400, with a sentence and a path for every problem
 */
export function validateInput<Schema extends z.ZodType>(
  schema: Schema,
  input: unknown,
): z.output<Schema> {
  const result = schema.safeParse(input);
  if (result.success) return result.data;
  throw invalidInput(problemsOf(result.error), 'invalid-input');
}

type Problem = { path: string[]; message: string; code?: string };

/**
 * What zod found, as `invalidInput` takes it: `too-big`, `unrecognized-keys`; of a check of our own what its `params` name.
 *
 * @param at the path of what was parsed
 */
export function problemsOf({ issues }: z.ZodError, at: string[] = []): Problem[] {
  return issues.map((issue) => {
    const own: unknown = issue.code === 'custom' ? issue.params?.code : issue.code;
    return {
      path: [...at, ...issue.path.map(String)],
      message: issue.message,
      ...(typeof own === 'string' && { code: own.replaceAll('_', '-') }),
    };
  });
}

/**
 * Strapi's 400 for named fields. The panel shows each message at its field, in another language than English by its code.
 *
 * @param code of the whole, that of the first problem without it
 */
export function invalidInput(
  problems: Problem[],
  code = problems[0]?.code ?? 'invalid-input',
): InstanceType<typeof errors.ValidationError> {
  return new errors.ValidationError(problems[0]?.message ?? 'Invalid input', {
    code,
    errors: problems.map((problem) => ({ ...problem, name: 'ValidationError' })),
  });
}
