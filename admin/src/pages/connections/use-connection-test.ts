import { useNotification } from '@strapi/strapi/admin';

import { useTestIntegrationConnectionMutation } from '../../api/connections';
import { useRun } from '../../hooks/use-run';

/** Tests a connection and says what the service answered. */
export const useConnectionTest = () => {
  const run = useRun();
  const { toggleNotification } = useNotification();
  const [test, { isLoading }] = useTestIntegrationConnectionMutation();

  const start = async (id: number) => {
    const result = await run(test(id));
    if (!result) return;
    const { isSuccessful, message } = result;
    toggleNotification({ type: isSuccessful ? 'success' : 'danger', message });
  };
  return { start, isTesting: isLoading };
};
