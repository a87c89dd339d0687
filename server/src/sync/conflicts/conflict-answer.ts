import { z } from 'zod';

import { invalidInput } from '../../validate-input';
import type { FieldAnswer } from '../plan/answers';
import type { FieldConflict } from '../plan/merge-fields';
import type { SurvivorAnswer } from '../plan/plan-held';
import { otherSide } from '../plan/policy';
import { isSameValue } from '../plan/same-value';
import type { ConflictRecord, StoredAnswer } from './conflict-store';

const fieldAnswer = z.union([
  z.strictObject({ side: z.enum(['external', 'document']) }),
  z.strictObject({ value: z.unknown() }),
]);

export const conflictAnswerSchema = z.union([
  z.strictObject({ fields: z.record(z.string(), fieldAnswer) }),
  z.strictObject({ survivor: z.enum(['keep', 'delete']) }),
]);

type AnswerInput = z.output<typeof conflictAnswerSchema>;

/**
 * What an answer comes to, field by field.
 *
 * @throws {errors.ValidationError} where it is no answer to this question
 */
export function answerTo(
  { gone, fields }: Pick<ConflictRecord, 'gone' | 'fields'>,
  input: AnswerInput,
): StoredAnswer {
  if (gone !== null) {
    if ('survivor' in input) {
      return { values: {}, survivor: input.survivor === 'keep' ? 'kept' : 'deleted' };
    }
    throw invalidInput([{ path: ['survivor'], message: 'Say what becomes of what is left.' }]);
  }
  if ('survivor' in input) {
    throw invalidInput([{ path: ['fields'], message: 'Choose a value for every field.' }]);
  }
  const problems = fields
    .filter(({ field }) => !Object.hasOwn(input.fields, field))
    .map(({ field }) => ({ path: ['fields', field], message: 'Choose a value.' }));
  for (const field of Object.keys(input.fields)) {
    if (fields.some((conflict) => conflict.field === field)) continue;
    problems.push({ path: ['fields', field], message: 'There is no conflict about this field.' });
  }
  if (problems.length > 0) throw invalidInput(problems);
  const values = fields.map((conflict) => {
    const said = input.fields[conflict.field];
    return [conflict.field, said && 'side' in said ? conflict[said.side] : said?.value] as const;
  });
  return { values: Object.fromEntries(values), survivor: null };
}

/**
 * The answer that takes back how a conflict was decided: what had lost counts. Where a person had entered a value of his own,
 * it is the entry's.
 */
export function undoing({
  fields,
  answer,
}: Pick<ConflictRecord, 'fields' | 'answer'>): StoredAnswer {
  const values = fields.map((conflict) => {
    const { field, external, document } = conflict;
    const decided = decidedValue(conflict, answer);
    return [field, isSameValue(decided, document) ? external : document] as const;
  });
  return { values: Object.fromEntries(values), survivor: null };
}

/** An answer with what the person who gave it was shown. */
export function carried(
  { fields, state, answer: before }: Pick<ConflictRecord, 'fields' | 'state' | 'answer'>,
  { values }: Pick<StoredAnswer, 'values'>,
): Record<string, FieldAnswer> {
  const entries = fields.map((conflict): [string, FieldAnswer] => {
    const { field, external, document } = conflict;
    const given =
      state === 'open' ? { external, document } : { decided: decidedValue(conflict, before) };
    return [field, { value: values[field], given }];
  });
  return Object.fromEntries(entries);
}

/** What was said about what is left of a pair, with what the person was shown of it; null where both sides are there. */
export function survivorAnswer(
  { gone, fields }: Pick<ConflictRecord, 'gone' | 'fields'>,
  { survivor }: Pick<StoredAnswer, 'survivor'>,
): SurvivorAnswer | null {
  if (gone === null || survivor === null) return null;
  const left = otherSide(gone);
  const shown = fields.map((conflict) => [conflict.field, conflict[left]] as const);
  return { fate: survivor, gone, shown: Object.fromEntries(shown) };
}

/** What a field has come to be, by a person or by the rules of the job. */
function decidedValue({ field, winner, ...sides }: FieldConflict, answer: StoredAnswer | null) {
  if (answer && Object.hasOwn(answer.values, field)) return answer.values[field];
  return winner === null ? null : sides[winner];
}
