import * as React from 'react';
import { Box, Flex, Typography } from '@strapi/design-system';

import type { RunDetail } from '../../../api/sync-contracts';
import { useGetIntegrationChangesQuery } from '../../../api/sync-runs';
import { FilterSelect } from '../../../components/filter-select';
import { KeysetPager } from '../../../components/keyset-pager';
import { PageError } from '../../../components/page-error';
import { Panel } from '../../../components/panel';
import { Skeleton } from '../../../components/skeleton';
import { useLogPages } from '../../../hooks/use-log-pages';
import { usePollingInterval } from '../../../hooks/use-polling-interval';
import { useQueryState } from '../../../hooks/use-query-state';
import { useText } from '../../../hooks/use-text';
import { COUNT_GROUPS, isCountGroup } from '../runs/run-counts';
import { ChangeItem } from './change-item';

const BUSY_POLL_MS = 2000;

/** What a run has come to about each record, to be narrowed to a group and paged through. */
export const ChangesPanel = ({ run }: { run: RunDetail }) => {
  const t = useText();
  const [params, change] = useQueryState();
  const asked = params.get('group');
  const group = isCountGroup(asked) ? asked : undefined;
  const cursor = params.get('cursor') ?? undefined;
  const isRunning = run.state === 'running';
  const pollingInterval = usePollingInterval(isRunning ? BUSY_POLL_MS : 0);
  const { data, error, refetch, isFetching } = useGetIntegrationChangesQuery(
    { runId: run.id, ...(group && { group }), ...(cursor !== undefined && { cursor }) },
    { pollingInterval, refetchOnMountOrArgChange: true },
  );
  const { state: _state, ...pages } = useLogPages(cursor, data?.meta.nextCursor ?? null);

  // The last changes come between the last look and the end of the run.
  const wasRunning = React.useRef(isRunning);
  React.useEffect(() => {
    if (wasRunning.current && !isRunning) void refetch();
    wasRunning.current = isRunning;
  }, [isRunning, refetch]);

  return (
    <Panel
      title={t('sync.changes')}
      description={t(run.kind === 'preview' ? 'sync.changes.would-text' : 'sync.changes.text')}
      action={
        <FilterSelect
          label={t('sync.changes.group')}
          allLabel={t('sync.changes.group-all')}
          value={group ?? ''}
          options={COUNT_GROUPS.map((one) => ({ value: one, label: t(`sync.group.${one}`) }))}
          onChange={(chosen) => change({ group: chosen, cursor: undefined })}
        />
      }
    >
      <Box aria-busy={isFetching && !data}>
        {data && data.data.length > 0 ? (
          <>
            <Flex
              tag="ul"
              aria-label={t('sync.changes')}
              direction="column"
              alignItems="stretch"
              gap={3}
            >
              {data.data.map((one) => (
                <li key={one.id}>
                  <ChangeItem change={one} run={run} />
                </li>
              ))}
            </Flex>
            <KeysetPager
              {...pages}
              words={{
                label: t('sync.changes.pages'),
                newer: t('sync.changes.before'),
                older: t('sync.changes.after'),
              }}
            />
          </>
        ) : data ? (
          <Typography textColor="neutral600">
            {t(
              group
                ? 'sync.changes.none-found'
                : isRunning
                  ? 'sync.changes.none-yet'
                  : run.state === 'completed'
                    ? 'sync.changes.none'
                    : 'sync.changes.none-done',
            )}
          </Typography>
        ) : error ? (
          <PageError error={error} onRetry={refetch} />
        ) : (
          <Skeleton heights={['8rem', '8rem', '8rem']} />
        )}
      </Box>
    </Panel>
  );
};
