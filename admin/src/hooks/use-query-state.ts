import * as React from 'react';
import { useSearchParams } from 'react-router-dom';

/**
 * What is open and filtered on a page, kept in its address so that the address can be shared and survives a reload.
 * A change of undefined or '' removes the parameter.
 */
export const useQueryState = () => {
  const [params, setParams] = useSearchParams();

  const change = React.useCallback(
    (
      changes: Record<string, string | undefined>,
      options?: { isReplacing?: boolean; state?: unknown },
    ) => {
      setParams(
        (previous) => {
          const next = new URLSearchParams(previous);
          for (const [name, value] of Object.entries(changes)) {
            if (value === undefined || value === '') next.delete(name);
            else next.set(name, value);
          }
          return next;
        },
        { replace: options?.isReplacing ?? false, state: options?.state },
      );
    },
    [setParams],
  );

  return [params, change] as const;
};
