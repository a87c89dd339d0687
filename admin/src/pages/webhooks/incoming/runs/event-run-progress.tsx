import * as React from 'react';

import type { EventRun } from '../../../../api/incoming-contracts';
import {
  useCancelIntegrationEventRunMutation,
  useGetIntegrationEventRunsQuery,
} from '../../../../api/events';
import { RunProgress } from '../../../../components/run-progress';
import { useBusyPolling } from '../../../../hooks/use-busy-polling';
import { useRights } from '../../../../hooks/use-rights';
import { useRun } from '../../../../hooks/use-run';
import { useText } from '../../../../hooks/use-text';

const NONE: EventRun[] = [];

/** The wide actions that still run for a source, whoever started them and wherever. */
export const EventRunProgress = ({ sourceId }: { sourceId: number }) => {
  const t = useText();
  const run = useRun();
  const { canReadEvents, canReplayEvents } = useRights();
  const [cancel] = useCancelIntegrationEventRunMutation();
  const { interval, setIsBusy } = useBusyPolling();
  const { data: runs = NONE } = useGetIntegrationEventRunsQuery(sourceId, {
    skip: !canReadEvents,
    pollingInterval: interval,
    refetchOnMountOrArgChange: true,
  });
  const wordsOf = React.useCallback(
    ({ kind, state, done, total }: EventRun) => t(`incoming.run.${kind}.${state}`, { done, total }),
    [t],
  );

  return (
    <RunProgress
      runs={runs}
      wordsOf={wordsOf}
      onBusyChange={setIsBusy}
      {...(canReplayEvents && { onCancel: (id: number) => void run(cancel(id)) })}
    />
  );
};
