import { Box, Checkbox } from '@strapi/design-system';

import { useGetIntegrationCallsQuery } from '../../../api/connections';
import { EmptyState } from '../../../components/empty-state';
import { KeysetPager } from '../../../components/keyset-pager';
import { PageError } from '../../../components/page-error';
import { Panel } from '../../../components/panel';
import { Skeleton } from '../../../components/skeleton';
import { useLogPages } from '../../../hooks/use-log-pages';
import { usePollingInterval } from '../../../hooks/use-polling-interval';
import { useQueryState } from '../../../hooks/use-query-state';
import { useText } from '../../../hooks/use-text';
import { CallDrawer } from './call-drawer';
import { CallTable } from './call-table';
import { useOpenedCall } from './use-opened-call';

const POLL_MS = 5000;

/** What was asked of the service, to be paged through; new calls appear by themselves. */
export const CallLog = ({ connectionId }: { connectionId: number }) => {
  const t = useText();
  const [params, change] = useQueryState();
  const onlyFailed = params.get('failed') === '1';
  const cursor = params.get('cursor') ?? undefined;
  const openedId = Number(params.get('call'));
  const { data, error, refetch, isFetching } = useGetIntegrationCallsQuery(
    { connectionId, cursor, onlyFailed },
    { pollingInterval: usePollingInterval(POLL_MS), refetchOnMountOrArgChange: true },
  );
  const { state, ...pages } = useLogPages(cursor, data?.meta.nextCursor ?? null);
  const opened = useOpenedCall(openedId, data?.data);

  return (
    <Panel
      title={t('connections.calls.title')}
      action={
        <Checkbox
          checked={onlyFailed}
          onCheckedChange={(isChecked) =>
            change({ failed: isChecked === true ? '1' : undefined, cursor: undefined })
          }
        >
          {t('connections.calls.only-failed')}
        </Checkbox>
      }
    >
      <Box aria-busy={isFetching && !data}>
        {data && data.data.length > 0 ? (
          <>
            <CallTable calls={data.data} onOpen={(id) => change({ call: String(id) }, { state })} />
            <KeysetPager {...pages} />
          </>
        ) : data ? (
          <EmptyState>
            {t(onlyFailed ? 'connections.calls.none-failed' : 'connections.calls.empty')}
          </EmptyState>
        ) : error ? (
          <PageError error={error} onRetry={refetch} />
        ) : (
          <Skeleton heights={['4.8rem', '5.6rem', '5.6rem']} />
        )}
      </Box>
      {openedId > 0 && (
        <CallDrawer
          call={opened}
          isLoading={!data && !error}
          onClose={() => change({ call: undefined }, { state })}
        />
      )}
    </Panel>
  );
};
