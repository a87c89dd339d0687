import type { EventRunKind, Source } from '../../../../api/incoming-contracts';
import {
  usePreviewIntegrationEventRunQuery,
  useStartIntegrationEventRunMutation,
} from '../../../../api/events';
import { RangeDialog } from '../../../../components/range-dialog';
import { useChosenRange } from '../../../../hooks/use-chosen-range';
import { useRun } from '../../../../hooks/use-run';
import { useText } from '../../../../hooks/use-text';

interface RunDialogProps {
  source: Source;
  kind: EventRunKind;
  onClose: () => void;
}

/** Runs many events again, or discards them: since when, then how many that are, then go. It goes on in the background. */
export const RunDialog = ({ source, kind, onClose }: RunDialogProps) => {
  const t = useText();
  const run = useRun();
  const hasEnd = kind !== 'recover';
  const chosen = useChosenRange(hasEnd);
  const [start, { isLoading: isStarting }] = useStartIntegrationEventRunMutation();
  const request = { sourceId: source.id, kind, ...chosen.request };
  const {
    currentData: preview,
    isFetching,
    error,
    refetch,
  } = usePreviewIntegrationEventRunQuery(request, { skip: chosen.isReversed });
  const count = preview && !isFetching && !chosen.isReversed ? preview.count : undefined;

  return (
    <RangeDialog
      title={t(`incoming.run.${kind}.title`)}
      text={t(`incoming.run.${kind}.text`)}
      chosen={chosen}
      hasEnd={hasEnd}
      count={count}
      countText={(known) => t(`incoming.run.${kind}.count`, { count: known })}
      submitLabel={
        count ? t(`incoming.run.${kind}.go`, { count }) : t(`incoming.run.${kind}.title`)
      }
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
