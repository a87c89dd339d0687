import * as React from 'react';
import { useAPIErrorHandler, useNotification } from '@strapi/strapi/admin';

import { isServerError } from '../api/server-error';
import { useText } from './use-text';

type Outcome<T> = { data: T } | { error: unknown };

/**
 * Runs a mutation and tells the administrator how it ended. Returns the answer, or undefined after a failure, which
 * has then been shown already.
 */
export const useRun = () => {
  const t = useText();
  const { toggleNotification } = useNotification();
  const { _unstableFormatAPIError: formatError } = useAPIErrorHandler();

  return React.useCallback(
    async <T>(mutation: Promise<Outcome<T>>, successMessage?: string): Promise<T | undefined> => {
      const outcome = await mutation;
      if ('error' in outcome) {
        const message = isServerError(outcome.error)
          ? formatError(outcome.error)
          : t('error.unknown');
        toggleNotification({ type: 'danger', message });
        return undefined;
      }
      if (successMessage) toggleNotification({ type: 'success', message: successMessage });
      return outcome.data;
    },
    [formatError, t, toggleNotification],
  );
};
