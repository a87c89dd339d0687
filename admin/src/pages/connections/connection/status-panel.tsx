import { Flex, Typography } from '@strapi/design-system';

import type { Connection } from '../../../api/connection-contracts';
import { useGetIntegrationConnectionHistoryQuery } from '../../../api/connections';
import { Notice } from '../../../components/notice';
import { PageError } from '../../../components/page-error';
import { Panel } from '../../../components/panel';
import { useExactTime, useRelativeTime } from '../../../components/relative-time';
import { Skeleton } from '../../../components/skeleton';
import { StatusBadge } from '../../../components/status-badge';
import { usePollingInterval } from '../../../hooks/use-polling-interval';
import { useText } from '../../../hooks/use-text';
import { isUsable, STATUS_VARIANTS } from '../connection-status';
import { HistoryList } from './history-list';
import { HistoryStrip } from './history-strip';

/** As often as the connection itself is asked for. */
const POLL_MS = 5000;

/** Whether a connection works, why not, since when, and how it was before. */
export const StatusPanel = ({ connection }: { connection: Connection }) => {
  const t = useText();
  const relative = useRelativeTime();
  const exact = useExactTime();
  const { id, status, statusReason, statusSince } = connection;
  const { data, error, refetch } = useGetIntegrationConnectionHistoryQuery(id, {
    pollingInterval: usePollingInterval(POLL_MS),
  });
  const since = t('connections.since', { when: relative(statusSince) });

  return (
    <Panel title={t('connections.status')}>
      {!isUsable(connection) && (
        <Notice variant="warning" title={t('connections.provider-gone')}>
          {t('connections.provider-gone-text')}
        </Notice>
      )}
      <Flex direction="column" alignItems="flex-start" gap={1}>
        <StatusBadge variant={STATUS_VARIANTS[status]} title={exact(statusSince)}>
          {`${t(`connections.status.${status}`)} · ${since}`}
        </StatusBadge>
        {statusReason !== null && (
          <Typography tag="p" textColor="neutral800">
            {statusReason}
          </Typography>
        )}
      </Flex>
      <Typography variant="sigma" textColor="neutral600" tag="h3">
        {t('connections.history')}
      </Typography>
      {data ? (
        <>
          <HistoryStrip changes={data} />
          <HistoryList changes={data} />
        </>
      ) : error ? (
        <PageError error={error} onRetry={refetch} />
      ) : (
        <Skeleton heights={['2.4rem', '2.4rem']} />
      )}
    </Panel>
  );
};
