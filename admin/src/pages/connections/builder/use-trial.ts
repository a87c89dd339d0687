import * as React from 'react';

import {
  useTryIntegrationConnectionMutation,
  useTryIntegrationRequestMutation,
} from '../../../api/builder';
import type { Trial, TrialResult } from '../../../api/builder-contracts';
import { toAccess, type ProviderForm } from './provider-form';
import { enteredForTrial, NO_ACCESS, type TrialAccess } from './trial-request';

/** What was asked last: the field of the form that it was asked for, and what came of it. */
interface Tried {
  purpose: string;
  result?: TrialResult;
  /** Why nothing was asked. */
  error?: unknown;
}

/** Tries requests of a description out, with credentials that are kept nowhere but in this page. */
export const useTrial = (form: ProviderForm) => {
  const [access, setAccess] = React.useState<TrialAccess>(NO_ACCESS);
  const [tried, setTried] = React.useState<Tried>();
  const [tryUnsaved, { isLoading: isTryingUnsaved }] = useTryIntegrationRequestMutation();
  const [tryConnection, { isLoading: isTryingConnection }] = useTryIntegrationConnectionMutation();

  const run = async (trial: Trial, purpose: string): Promise<TrialResult | undefined> => {
    const { connectionId } = access;
    const outcome =
      connectionId === null
        ? await tryUnsaved({
            ...trial,
            access: toAccess(form),
            credentials: enteredForTrial(form.auth.kind, access),
          })
        : await tryConnection({ connectionId, trial });
    if ('error' in outcome) {
      setTried({ purpose, error: outcome.error });
      return undefined;
    }
    setTried({ purpose, result: outcome.data });
    return outcome.data;
  };

  return {
    access,
    changeAccess: (changes: Partial<TrialAccess>) =>
      setAccess((previous) => ({ ...previous, ...changes })),
    run,
    tried,
    isTrying: isTryingUnsaved || isTryingConnection,
  };
};

export type TrialRun = ReturnType<typeof useTrial>;
