import * as React from 'react';

import type { AuthorizationInput } from '../../api/connection-contracts';
import { useBeginIntegrationAuthorizationMutation } from '../../api/connections';
import { rememberBegun } from './return/begun';

/**
 * Leads to the page of a service on which its user agrees, in the same window; the service leads back.
 *
 * @returns `isLeaving` once the window is on its way, when nothing may hold it back any more
 */
export const useAuthorize = () => {
  const [begin, { isLoading }] = useBeginIntegrationAuthorizationMutation();
  const [address, setAddress] = React.useState<string>();

  // After the form knows that it is left: it would ask whether its entries may be lost.
  React.useEffect(() => {
    if (address !== undefined) window.location.assign(address);
  }, [address]);

  const authorize = async (input: AuthorizationInput, onRefused: (error: unknown) => void) => {
    const outcome = await begin(input);
    if ('error' in outcome) return onRefused(outcome.error);
    rememberBegun(input.connectionId ?? null);
    setAddress(outcome.data.authorizeUrl);
  };

  return { authorize, isLoading, isLeaving: address !== undefined };
};
