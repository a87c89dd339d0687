import * as React from 'react';

import type { Replay } from '../../../../api/outgoing-contracts';
import {
  useCancelIntegrationReplayMutation,
  useGetIntegrationReplaysQuery,
} from '../../../../api/deliveries';
import { RunProgress } from '../../../../components/run-progress';
import { useBusyPolling } from '../../../../hooks/use-busy-polling';
import { useRights } from '../../../../hooks/use-rights';
import { useRun } from '../../../../hooks/use-run';
import { useText } from '../../../../hooks/use-text';

const NONE: Replay[] = [];

/** The wide actions that still run for an endpoint, whoever started them and wherever. */
export const ReplayProgress = ({ endpointId }: { endpointId: number }) => {
  const t = useText();
  const run = useRun();
  const { canReadDeliveries, canReplayDeliveries } = useRights();
  const [cancel] = useCancelIntegrationReplayMutation();
  const { interval, setIsBusy } = useBusyPolling();
  const { data: replays = NONE } = useGetIntegrationReplaysQuery(endpointId, {
    skip: !canReadDeliveries,
    pollingInterval: interval,
    refetchOnMountOrArgChange: true,
  });
  const wordsOf = React.useCallback(
    ({ kind, state, done, total }: Replay) => t(`replay.${kind}.${state}`, { done, total }),
    [t],
  );

  return (
    <RunProgress
      runs={replays}
      wordsOf={wordsOf}
      onBusyChange={setIsBusy}
      onCancel={canReplayDeliveries ? (id) => void run(cancel(id)) : undefined}
    />
  );
};
