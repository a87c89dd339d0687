import type { VerificationProblem } from '../../../../api/incoming-contracts';
import { useByteCount } from '../../../../hooks/use-byte-count';
import { useDuration } from '../../../../hooks/use-duration';
import { useText } from '../../../../hooks/use-text';
import { problemKeys } from './problem-words';

/** A function that says why a check failed: what is wrong, what usually causes it, and what to do. */
export const useProblemWords = () => {
  const t = useText();
  const duration = useDuration();
  const bytes = useByteCount();
  return ({ code, values: named }: VerificationProblem) => {
    const { header = '', seconds = 0, limit = 0, ratio = 0, encoding = '' } = named ?? {};
    const values = {
      code,
      header,
      encoding,
      ratio: Number(ratio),
      distance: duration(Number(seconds) * 1000),
      size: bytes(Number(limit)),
    };
    const keys = problemKeys(code);
    return {
      problem: t(keys.problem, values),
      cause: t(keys.cause, values),
      remedy: t(keys.remedy, values),
    };
  };
};

/** A function that says in one sentence why a request was refused. */
export const useProblemSentence = () => {
  const wordsOf = useProblemWords();
  return (problem: VerificationProblem): string => wordsOf(problem).problem;
};
