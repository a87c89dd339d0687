import type { Endpoint, Replay } from '../../../../api/outgoing-contracts';
import {
  usePreviewIntegrationReplayQuery,
  useStartIntegrationReplayMutation,
} from '../../../../api/deliveries';
import { RangeDialog } from '../../../../components/range-dialog';
import { useChosenRange } from '../../../../hooks/use-chosen-range';
import { useRun } from '../../../../hooks/use-run';
import { useText } from '../../../../hooks/use-text';

interface ReplayDialogProps {
  endpoint: Endpoint;
  kind: Replay['kind'];
  onClose: () => void;
}

/**
 * Sends many deliveries again: since when, then how many that are, then go. The work goes on in the background.
 */
export const ReplayDialog = ({ endpoint, kind, onClose }: ReplayDialogProps) => {
  const t = useText();
  const run = useRun();
  const hasEnd = kind === 'replay';
  const chosen = useChosenRange(hasEnd);
  const [start, { isLoading: isStarting }] = useStartIntegrationReplayMutation();
  const request = { endpointId: endpoint.id, kind, ...chosen.request };
  const {
    currentData: preview,
    isFetching,
    error,
    refetch,
  } = usePreviewIntegrationReplayQuery(request, { skip: chosen.isReversed });
  const count = preview && !isFetching && !chosen.isReversed ? preview.count : undefined;

  return (
    <RangeDialog
      title={t(`replay.${kind}.title`)}
      text={t(`replay.${kind}.text`)}
      chosen={chosen}
      hasEnd={hasEnd}
      count={count}
      countText={(known) => t(`replay.${kind}.count`, { count: known })}
      submitLabel={count ? t('replay.go', { count }) : t('delivery.resend')}
      error={error}
      onRetry={refetch}
      isRunning={isStarting}
      onSubmit={async () => {
        if (await run(start(request), t('replay.started'))) onClose();
      }}
      onClose={onClose}
    />
  );
};
