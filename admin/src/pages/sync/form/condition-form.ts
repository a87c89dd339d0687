import type { Condition } from '../../../api/sync-contracts';
import { parsePath } from '../../../components/payload-path';
import type { TextKey } from '../../../hooks/use-text';

export const CONDITION_KINDS = ['always', 'equal', 'one-of', 'present', 'empty'] as const;
export type ConditionKind = (typeof CONDITION_KINDS)[number];

/** For which records a pair counts, as it is edited. What its kind does not need is kept. */
export interface ConditionForm {
  is: ConditionKind;
  path: string;
  /** One value, or several with commas between them. */
  text: string;
}

export const ALWAYS: ConditionForm = { is: 'always', path: '', text: '' };

/** A stored condition, ready to be edited. */
export const toConditionForm = (condition: Condition | undefined): ConditionForm => {
  if (!condition) return ALWAYS;
  const { is, path } = condition;
  if (is === 'equal') return { is, path, text: String(condition.value) };
  return { is, path, text: is === 'one-of' ? condition.values.join(', ') : '' };
};

const valuesIn = (text: string): string[] =>
  text
    .split(',')
    .map((value) => value.trim())
    .filter((value) => value !== '');

/** What is stored; undefined where a pair counts for every record. */
export const toCondition = (form: ConditionForm): Condition | undefined => {
  const path = form.path.trim();
  switch (form.is) {
    case 'always':
      return undefined;
    case 'equal':
      return { is: 'equal', path, value: form.text.trim() };
    case 'one-of':
      return { is: 'one-of', path, values: valuesIn(form.text) };
    case 'present':
    case 'empty':
      return { is: form.is, path };
  }
};

/** What keeps a condition from being stored; null when nothing does. */
export const conditionProblem = ({ is, path, text }: ConditionForm): TextKey | null => {
  if (is === 'always') return null;
  if (path.trim() === '') return 'sync.fields.path-required';
  if (!parsePath(path.trim())) return 'incoming.action.path-invalid';
  const needsValue = is === 'equal' || is === 'one-of';
  return needsValue && valuesIn(text).length === 0 ? 'sync.condition.value-required' : null;
};
