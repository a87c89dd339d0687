import { Button, Flex, Typography } from '@strapi/design-system';
import { useIntl } from 'react-intl';

import type { Run } from '../../../api/sync-contracts';
import { useCancelIntegrationRunMutation } from '../../../api/sync-runs';
import { ProgressLine } from '../../../components/progress-line';
import { useRights } from '../../../hooks/use-rights';
import { useRun } from '../../../hooks/use-run';
import { useText } from '../../../hooks/use-text';

interface SyncProgressProps {
  run: Pick<Run, 'id' | 'phase' | 'kind' | 'examined' | 'expected' | 'startedAt'>;
}

/** How far a run has come, and the button that calls it off. Where nobody knows how much there is, it only counts. */
export const SyncProgress = ({ run }: SyncProgressProps) => {
  const t = useText();
  const { formatNumber } = useIntl();
  const tell = useRun();
  const { canRunSync } = useRights();
  const [cancel] = useCancelIntegrationRunMutation();
  const { id, phase, examined, expected, startedAt } = run;
  const label = t(`sync.phase.${phase}`);
  const onCancel = () => void tell(cancel(id), t('sync.run.cancelling'));

  if (expected !== null && expected > 0) {
    return (
      <ProgressLine
        label={label}
        done={examined}
        // It is a guess by the run before: there may be more meanwhile.
        total={Math.max(expected, examined)}
        startedAt={startedAt}
        {...(canRunSync && { onCancel })}
      />
    );
  }
  return (
    <Flex justifyContent="space-between" gap={4} wrap="wrap">
      <Typography fontWeight="semiBold" textColor="neutral800">
        {label}
      </Typography>
      <Flex gap={4}>
        <Typography variant="pi" textColor="neutral600" aria-live="polite">
          {t('sync.run.examined', { count: formatNumber(examined) })}
        </Typography>
        {canRunSync && (
          <Button variant="tertiary" size="S" onClick={onCancel}>
            {t('action.cancel')}
          </Button>
        )}
      </Flex>
    </Flex>
  );
};
