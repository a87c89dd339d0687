import { useIntl } from 'react-intl';

import type { Attempt } from '../../../../api/outgoing-contracts';
import { useText, type TextKey } from '../../../../hooks/use-text';
import en from '../../../../translations/en.json';

/**
 * What went wrong with an attempt; null if nothing did. The server's sentence knows most, but is English; readers of
 * another language get their words for the code where there are some.
 */
export const useAttemptError = () => {
  const t = useText();
  const { locale } = useIntl();
  return ({ errorCode, errorMessage, statusCode }: Attempt): string | null => {
    if (locale.startsWith('en')) return errorMessage;
    const key = `attempt.error.${errorCode}`;
    if (errorCode && key in en) return t(key as TextKey, { status: statusCode });
    return errorMessage;
  };
};
