import { VAULT_MESSAGES } from '../../connections/vault/vault-error';

/** What is said in the row of a delivery that could not even be tried, by its stable code. */
export const DELIVERY_PROBLEMS = {
  'message-gone': 'The message is gone from the database, so it cannot be sent.',
  'test-interrupted': 'The test was interrupted before the receiver had answered. Try it again.',
  ...VAULT_MESSAGES,
};

type DeliveryProblem = keyof typeof DELIVERY_PROBLEMS;

const codes = new Map(
  Object.entries(DELIVERY_PROBLEMS).map(([code, sentence]) => [sentence, code as DeliveryProblem]),
);

/** The code of a sentence that stands in a row; null for what an attempt ended with. */
export function problemCodeOf(sentence: string | null): DeliveryProblem | null {
  return sentence === null ? null : (codes.get(sentence) ?? null);
}
