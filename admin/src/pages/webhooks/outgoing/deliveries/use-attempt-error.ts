import type { Attempt } from '../../../../api/outgoing-contracts';
import { useTranslatedSentence } from '../../../../hooks/use-server-words';

/** A function that says what went wrong with an attempt; null if nothing did. */
export const useAttemptError = () => {
  const translated = useTranslatedSentence();
  return ({ errorCode, errorMessage, statusCode }: Attempt): string | null => {
    if (errorMessage === null) return null;
    const key = `attempt.error.${errorCode}`;
    const family = statusCode !== null && statusCode >= 500 ? '5xx' : '';
    const keys = [`${key}.${statusCode}`, `${key}.${family}`, key];
    return translated(errorMessage, keys, { status: statusCode });
  };
};
