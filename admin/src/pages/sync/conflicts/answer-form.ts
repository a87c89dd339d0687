import type {
  Conflict,
  ConflictAnswer,
  FieldAnswer,
  MappableContentType,
  Side,
} from '../../../api/sync-contracts';
import { constantOf, constantText } from '../../../components/constant-text';
import { typeOfField } from '../form/pair-row';

/** What counts for a field, as it is chosen: one side's value, or the text of another one. */
export interface FieldChoice {
  take: Side | 'other' | null;
  text: string;
}

/** Whether what was decided can be taken back: not a deletion, and not what is over by itself. */
export const canUndo = ({ state, gone, fields, answeredAt }: Conflict): boolean =>
  gone === null &&
  (state === 'decided' ||
    (state === 'closed' && (answeredAt !== null || fields.every(({ winner }) => winner !== null))));

/** What is chosen, by field. */
export type Choices = Readonly<Record<string, FieldChoice>>;

const UNCHOSEN: FieldChoice = { take: null, text: '' };

export const choiceOf = (choices: Choices, field: string): FieldChoice =>
  choices[field] ?? UNCHOSEN;

/** The choices with another one for a field. Another value begins as the one that Strapi has. */
export const withChoice = (
  choices: Choices,
  { field, document }: Conflict['fields'][number],
  take: Side | 'other',
): Choices => {
  const { text } = choiceOf(choices, field);
  const begun = take === 'other' && text === '' && document !== null;
  return { ...choices, [field]: { take, text: begun ? constantText(document) : text } };
};

/** One side's value for every field. */
export const allFrom = (side: Side, { fields }: Pick<Conflict, 'fields'>): Choices =>
  Object.fromEntries(fields.map(({ field }) => [field, { take: side, text: '' }]));

const answerOf = ({ take, text }: FieldChoice, type: string): FieldAnswer | null => {
  if (take === null) return null;
  if (take !== 'other') return { side: take };
  const value = constantOf(text, type);
  return value === undefined ? null : { value };
};

/** Whether the text of another value does not fit into its field. */
export const isMisfit = (choice: FieldChoice, type: string): boolean =>
  choice.take === 'other' && answerOf(choice, type) === null;

/** The answer that the choices make; null while one of them is missing or does not fit. */
export const toAnswer = (
  { fields }: Pick<Conflict, 'fields'>,
  choices: Choices,
  type: MappableContentType | undefined,
): ConflictAnswer | null => {
  const answers = fields.map(
    ({ field }) => [field, answerOf(choiceOf(choices, field), typeOfField(type, field))] as const,
  );
  return answers.some(([, answer]) => answer === null)
    ? null
    : { fields: Object.fromEntries(answers) as Record<string, FieldAnswer> };
};
