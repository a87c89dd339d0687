import * as React from 'react';
import { useAPIErrorHandler } from '@strapi/strapi/admin';
import { useIntl } from 'react-intl';

import { codeOf, isServerError } from '../api/server-error';
import en from '../translations/en.json';
import { useText, type TextKey } from './use-text';

/**
 * A function that says in the language of the administrator what the server says. The server's sentence knows most, but is
 * English; readers of another language get the first of the texts that there is.
 */
export const useTranslatedSentence = () => {
  const t = useText();
  const { locale } = useIntl();
  return React.useCallback(
    (
      sentence: string,
      keys: readonly string[],
      values?: Record<string, string | number | null>,
    ): string => {
      if (locale.startsWith('en')) return sentence;
      const key = keys.find((one): one is TextKey => one in en);
      return key === undefined ? sentence : t(key, values);
    },
    [locale, t],
  );
};

/** The text for a stable code of the server's. */
export const serverKey = (code: string | null | undefined): string => `server.${code}`;

/** A function that says what a failed query or mutation failed of. */
export const useErrorText = () => {
  const t = useText();
  const translated = useTranslatedSentence();
  const { _unstableFormatAPIError: formatError } = useAPIErrorHandler();
  return React.useCallback(
    (error: unknown): string =>
      isServerError(error)
        ? translated(formatError(error), [serverKey(codeOf(error))])
        : t('error.unknown'),
    [formatError, t, translated],
  );
};
