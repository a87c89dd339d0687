import { Box } from '@strapi/design-system';

import { CONNECTIONS, INCOMING, OUTGOING } from '../api/base';
import { useGetIntegrationStatusQuery } from '../api/catalogue';
import { usePollingInterval } from '../hooks/use-polling-interval';
import { useRights } from '../hooks/use-rights';
import { useText } from '../hooks/use-text';
import { Notice } from './notice';

const POLL_MS = 30_000;

/** Says on every page that nothing can be delivered or called, why, and what to do; nothing while all is well. */
export const StatusBanner = () => {
  const t = useText();
  const { canReadEndpoints, canReadSources, canReadConnections } = useRights();
  const feature = canReadEndpoints ? OUTGOING : canReadSources ? INCOMING : CONNECTIONS;
  const { data: status } = useGetIntegrationStatusQuery(feature, {
    skip: !canReadEndpoints && !canReadSources && !canReadConnections,
    pollingInterval: usePollingInterval(POLL_MS),
  });
  if (!status || (status.isEncryptionReady && status.isWorker)) return null;

  return (
    <Box
      paddingTop={4}
      paddingLeft={{ initial: 4, large: 10 }}
      paddingRight={{ initial: 4, large: 10 }}
    >
      {status.isEncryptionReady ? (
        <Notice variant="warning" title={t('status.no-worker.title')}>
          {t('status.no-worker.text')}
        </Notice>
      ) : (
        <Notice variant="danger" title={t('status.encryption.title')}>
          {t(
            status.encryptionProblem === 'wrong-key'
              ? 'status.encryption.wrong-key'
              : 'status.encryption.missing-key',
          )}
        </Notice>
      )}
    </Box>
  );
};
