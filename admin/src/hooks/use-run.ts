import * as React from 'react';
import { useNotification } from '@strapi/strapi/admin';

import { useErrorText } from './use-server-words';

type Outcome<T> = { data: T } | { error: unknown };

/**
 * Runs a mutation and tells the administrator how it ended. Returns the answer, or undefined after a failure, which
 * has then been shown already.
 */
export const useRun = () => {
  const { toggleNotification } = useNotification();
  const errorText = useErrorText();

  return React.useCallback(
    async <T>(mutation: Promise<Outcome<T>>, successMessage?: string): Promise<T | undefined> => {
      const outcome = await mutation;
      if ('error' in outcome) {
        toggleNotification({ type: 'danger', message: errorText(outcome.error) });
        return undefined;
      }
      if (successMessage) toggleNotification({ type: 'success', message: successMessage });
      return outcome.data;
    },
    [errorText, toggleNotification],
  );
};
