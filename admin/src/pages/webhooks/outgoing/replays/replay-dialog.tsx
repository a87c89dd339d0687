import * as React from 'react';
import { Typography } from '@strapi/design-system';

import type { Endpoint, Replay } from '../../../../api/contracts';
import {
  usePreviewIntegrationReplayQuery,
  useStartIntegrationReplayMutation,
} from '../../../../api/deliveries';
import { FormDialog } from '../../../../components/form-dialog';
import { PageError } from '../../../../components/page-error';
import { useRun } from '../../../../hooks/use-run';
import { useText } from '../../../../hooks/use-text';
import { ReplayRangeFields, type ReplayRange } from './replay-range-fields';
import { TIME_RANGES } from '../deliveries/use-delivery-filters';

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
  const [openedAt] = React.useState(() => Date.now());
  const [range, setRange] = React.useState<ReplayRange>(() => ({
    name: '24h',
    customFrom: new Date(openedAt - TIME_RANGES['24h']),
    customTo: new Date(openedAt),
  }));
  const [start, { isLoading: isStarting }] = useStartIntegrationReplayMutation();

  const { name, customFrom, customTo } = range;
  const from = name === 'custom' ? customFrom : new Date(openedAt - TIME_RANGES[name]);
  const to = name === 'custom' && kind === 'replay' ? customTo : undefined;
  const request = {
    endpointId: endpoint.id,
    kind,
    from: from.toISOString(),
    ...(to && { to: to.toISOString() }),
  };
  const isReversed = to !== undefined && to <= from;
  const {
    currentData: preview,
    isFetching,
    error,
    refetch,
  } = usePreviewIntegrationReplayQuery(request, { skip: isReversed });
  const count = preview && !isFetching && !isReversed ? preview.count : undefined;

  const countText = () => {
    if (isReversed) return t('replay.reversed');
    return count === undefined ? t('replay.counting') : t(`replay.${kind}.count`, { count });
  };

  return (
    <FormDialog
      title={t(`replay.${kind}.title`)}
      text={t(`replay.${kind}.text`)}
      submitLabel={count ? t('replay.go', { count }) : t('delivery.resend')}
      isRunning={isStarting}
      isDisabled={!count}
      onSubmit={async () => {
        if (await run(start(request), t('replay.started'))) onClose();
      }}
      onClose={onClose}
    >
      <ReplayRangeFields range={range} hasEnd={kind === 'replay'} onChange={setRange} />
      {error ? (
        <PageError error={error} onRetry={refetch} />
      ) : (
        <Typography tag="p" fontWeight="bold" aria-live="polite">
          {countText()}
        </Typography>
      )}
    </FormDialog>
  );
};
