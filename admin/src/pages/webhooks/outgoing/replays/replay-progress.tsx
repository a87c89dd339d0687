import * as React from 'react';
import { Box, Flex } from '@strapi/design-system';
import { useNotification } from '@strapi/strapi/admin';

import {
  useCancelIntegrationReplayMutation,
  useGetIntegrationReplaysQuery,
} from '../../../../api/deliveries';
import { ProgressLine } from '../../../../components/progress-line';
import { usePollingInterval } from '../../../../hooks/use-polling-interval';
import { useRights } from '../../../../hooks/use-rights';
import { useRun } from '../../../../hooks/use-run';
import { useText } from '../../../../hooks/use-text';

const RUNNING_POLL_MS = 1000;
const IDLE_POLL_MS = 10_000;

/** The wide actions that still run for an endpoint, whoever started them and wherever. */
export const ReplayProgress = ({ endpointId }: { endpointId: number }) => {
  const t = useText();
  const run = useRun();
  const { toggleNotification } = useNotification();
  const { canReadDeliveries, canReplay } = useRights();
  const [cancel] = useCancelIntegrationReplayMutation();
  const [isBusy, setIsBusy] = React.useState(false);
  const { data: replays = [] } = useGetIntegrationReplaysQuery(endpointId, {
    skip: !canReadDeliveries,
    pollingInterval: usePollingInterval(isBusy ? RUNNING_POLL_MS : IDLE_POLL_MS),
    refetchOnMountOrArgChange: true,
  });
  const running = replays.filter(({ state }) => state === 'running');
  const watched = React.useRef(new Set<number>());

  React.useEffect(() => {
    setIsBusy(replays.some(({ state }) => state === 'running'));
    for (const { id, state, kind, done, total } of replays) {
      if (state === 'running') {
        watched.current.add(id);
      } else if (watched.current.delete(id)) {
        toggleNotification({
          type: state === 'finished' ? 'success' : 'info',
          message: t(`replay.${kind}.${state}`, { done, total }),
        });
      }
    }
  }, [replays, t, toggleNotification]);

  if (running.length === 0) return null;
  return (
    <Flex direction="column" alignItems="stretch" gap={4}>
      {running.map(({ id, kind, done, total, createdAt }) => (
        <Box key={id} background="neutral0" hasRadius shadow="tableShadow" padding={4}>
          <ProgressLine
            label={t(`replay.${kind}.running`)}
            done={done}
            total={total}
            startedAt={createdAt}
            onCancel={canReplay ? () => run(cancel(id)) : undefined}
          />
        </Box>
      ))}
    </Flex>
  );
};
