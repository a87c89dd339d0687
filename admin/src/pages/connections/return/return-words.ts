import { codeOf } from '../../../api/server-error';
import type { TextKey } from '../../../hooks/use-text';
import en from '../../../translations/en.json';

/** What went wrong on the way back, in a sentence that says what to do. */
export const problemKey = (problem: string): TextKey => {
  const key = `connections.return.problem.${problem}`;
  return (key in en ? key : 'connections.return.problem.invalid-answer') as TextKey;
};

const CODES = ['authorization-denied', 'authorization-expired', 'token-request-failed'] as const;

/** What to do about a refusal that the server reports; its message says what happened. */
export const refusalKey = (error: unknown): TextKey => {
  const code = CODES.find((one) => one === codeOf(error));
  return `connections.return.${code ?? 'other'}`;
};
