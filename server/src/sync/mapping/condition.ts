import { z } from 'zod';

import { valueAt } from '../../content/payload-path';
import { payloadPath } from '../../content/payload-path-input';
import { storableText } from '../../input-parts';

export type Constant = string | number | boolean;

/** What a record has to say so that a pair counts for it. */
export type Condition =
  | { is: 'equal'; path: string; value: Constant }
  | { is: 'one-of'; path: string; values: Constant[] }
  /** Neither nothing, nor an empty text or list. */
  | { is: 'present'; path: string }
  | { is: 'empty'; path: string };

export const constantSchema = z.union([storableText.max(10_000), z.number(), z.boolean()]);

export const conditionSchema = z.discriminatedUnion('is', [
  z.strictObject({ is: z.literal('equal'), path: payloadPath, value: constantSchema }),
  z.strictObject({
    is: z.literal('one-of'),
    path: payloadPath,
    values: z.array(constantSchema).min(1).max(100),
  }),
  z.strictObject({ is: z.literal('present'), path: payloadPath }),
  z.strictObject({ is: z.literal('empty'), path: payloadPath }),
]) satisfies z.ZodType<Condition>;

/** Whether a record says what is asked for. Services write numbers as texts, and are understood either way. */
export function holds(condition: Condition, record: unknown): boolean {
  const found = valueAt(record, condition.path) ?? null;
  const isPlain =
    typeof found === 'string' || typeof found === 'number' || typeof found === 'boolean';
  const isOne = (value: Constant) => isPlain && String(found) === String(value);
  switch (condition.is) {
    case 'equal':
      return isOne(condition.value);
    case 'one-of':
      return condition.values.some(isOne);
    case 'present':
      return !isEmpty(found);
    case 'empty':
      return isEmpty(found);
  }
}

const isEmpty = (found: unknown): boolean =>
  found === null || found === '' || (Array.isArray(found) && found.length === 0);
