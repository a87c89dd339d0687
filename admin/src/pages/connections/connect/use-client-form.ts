import * as React from 'react';

import type { CatalogueEntry } from '../../../api/connection-contracts';
import { useSetIntegrationOAuthClientMutation } from '../../../api/connections';
import { useFormProblems } from '../../../hooks/use-form-problems';
import { checkClient, isSecretKept, type ClientTexts } from './client-check';

/** The form of the app that the site registered with a service, from what is entered to what is stored. */
export const useClientForm = ({ id, client }: CatalogueEntry, onSaved?: () => void) => {
  const storedId = client?.clientId;
  const [texts, setTexts] = React.useState<ClientTexts>({
    clientId: storedId ?? '',
    clientSecret: '',
  });
  const [store, { isLoading }] = useSetIntegrationOAuthClientMutation();
  const { check, errorOf, otherErrors, forget, showServerError } = useFormProblems<ClientTexts>({
    check: (checked) => checkClient(checked, storedId),
    shownField: /^(clientId|clientSecret)$/,
  });

  const save = async () => {
    if (!check(texts)) return;
    const clientSecret = texts.clientSecret.trim();
    const outcome = await store({
      provider: id,
      clientId: texts.clientId.trim(),
      ...(clientSecret !== '' && { clientSecret }),
      ...(client && { scopes: client.scopes }),
    });
    if ('error' in outcome) return showServerError(outcome.error);
    onSaved?.();
  };

  return {
    texts,
    isSecretKept: isSecretKept(texts, storedId),
    change: (changes: Partial<ClientTexts>) => {
      forget(Object.keys(changes));
      setTexts((previous) => ({ ...previous, ...changes }));
    },
    errorOf,
    otherErrors,
    save,
    isSaving: isLoading,
  };
};
