import { Button, Flex } from '@strapi/design-system';
import { ArrowClockwise, Cross, Play } from '@strapi/icons';
import { useNavigate } from 'react-router-dom';

import type { RunDetail } from '../../../api/sync-contracts';
import {
  useCancelIntegrationRunMutation,
  useGoOnIntegrationRunMutation,
  useRetryIntegrationRunMutation,
} from '../../../api/sync-runs';
import { useRights } from '../../../hooks/use-rights';
import { useRun } from '../../../hooks/use-run';
import { useText } from '../../../hooks/use-text';
import { runAddress } from '../addresses';
import { ApplyButton } from './apply-button';

/** Looks once more at the records that failed, and leads to the run that does it. */
const RetryButton = ({ run }: { run: RunDetail }) => {
  const t = useText();
  const tell = useRun();
  const navigate = useNavigate();
  const [retry, { isLoading }] = useRetryIntegrationRunMutation();
  return (
    <Button
      variant="secondary"
      startIcon={<ArrowClockwise />}
      loading={isLoading}
      onClick={async () => {
        const started = await tell(retry(run.id));
        if (started) navigate(runAddress(started.id));
      }}
    >
      {t('sync.run.retry', { count: run.counts.failed })}
    </Button>
  );
};

/** Goes on with a run that was stopped. */
const GoOnButton = ({ run }: { run: RunDetail }) => {
  const t = useText();
  const tell = useRun();
  const [goOn, { isLoading }] = useGoOnIntegrationRunMutation();
  return (
    <Button startIcon={<Play />} loading={isLoading} onClick={() => tell(goOn(run.id))}>
      {t('sync.run.go-on')}
    </Button>
  );
};

/** What can be done with a run, as far as the administrator may. */
export const RunButtons = ({ run }: { run: RunDetail }) => {
  const t = useText();
  const tell = useRun();
  const { canRunSync } = useRights();
  const [cancel, { isLoading }] = useCancelIntegrationRunMutation();
  if (!canRunSync) return null;
  if (run.state === 'running') {
    return (
      <Button
        variant="tertiary"
        startIcon={<Cross />}
        loading={isLoading}
        onClick={() => tell(cancel(run.id), t('sync.run.cancelling'))}
      >
        {t('action.cancel')}
      </Button>
    );
  }
  return (
    <Flex gap={3} wrap="wrap">
      {run.canRetry && <RetryButton run={run} />}
      {run.canGoOn && <GoOnButton run={run} />}
      {run.canApply && <ApplyButton run={run} />}
    </Flex>
  );
};
