import * as React from 'react';

import { useCompleteIntegrationAuthorizationMutation } from '../../../api/connections';

/** A ticket is good for one use, however often React renders the page that holds it. */
const used = new Set<string>();

/**
 * Ends what the service's return began, once.
 *
 * @param ticket that the address holds
 */
export const useCompletion = (ticket: string) => {
  // Kept under the ticket: a page that is mounted once more sees the answer to the first one's request.
  const [complete, { data, error }] = useCompleteIntegrationAuthorizationMutation({
    fixedCacheKey: `integration-return-${ticket}`,
  });

  React.useEffect(() => {
    if (used.has(ticket)) return;
    used.add(ticket);
    void complete({ ticket });
  }, [ticket, complete]);

  return { completed: data, error };
};
