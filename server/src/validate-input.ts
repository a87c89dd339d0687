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
  throw invalidInput(
    result.error.issues.map(({ path, message }) => ({ path: path.map(String), message })),
  );
}

/** Strapi's 400 for named fields. The panel shows each message at its field. */
export function invalidInput(
  problems: { path: string[]; message: string; code?: string }[],
): InstanceType<typeof errors.ValidationError> {
  const [first] = problems;
  return new errors.ValidationError(first?.message ?? 'Invalid input', {
    code: first?.code ?? 'invalid-input',
    errors: problems.map(({ path, message }) => ({ path, message, name: 'ValidationError' })),
  });
}
