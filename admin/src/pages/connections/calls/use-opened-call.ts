import * as React from 'react';

import type { Call } from '../../../api/connection-contracts';

/**
 * The call whose drawer is open. It stays while new calls push it off the page that is shown.
 *
 * @param id 0 while none is open
 */
export const useOpenedCall = (id: number, calls: Call[] | undefined): Call | undefined => {
  const [kept, setKept] = React.useState<Call>();
  const found = calls?.find((call) => call.id === id);

  React.useEffect(() => {
    if (found) setKept(found);
  }, [found]);

  return found ?? (kept?.id === id ? kept : undefined);
};
