import * as React from 'react';
import { Button } from '@strapi/design-system';
import { Check } from '@strapi/icons';
import { useNavigate } from 'react-router-dom';

import type { RunDetail } from '../../../api/sync-contracts';
import { useApplyIntegrationRunMutation } from '../../../api/sync-runs';
import { ConfirmAction } from '../../../components/confirm-action';
import { useRights } from '../../../hooks/use-rights';
import { useRun } from '../../../hooks/use-run';
import { useText } from '../../../hooks/use-text';
import { runAddress } from '../addresses';
import { useCountWords } from '../runs/use-count-words';

/** Does what a preview has said, and leads to the run that does it. Where something is deleted, it asks first. */
export const ApplyButton = ({ run }: { run: RunDetail }) => {
  const t = useText();
  const tell = useRun();
  const navigate = useNavigate();
  const countWords = useCountWords();
  const { canRunSync } = useRights();
  const [apply, { isLoading }] = useApplyIntegrationRunMutation();
  const [isAsking, setIsAsking] = React.useState(false);
  if (!canRunSync) return null;

  const start = async () => {
    const started = await tell(apply(run.id));
    if (started) navigate(runAddress(started.id));
  };

  return (
    <>
      <Button
        startIcon={<Check />}
        loading={isLoading}
        onClick={() => (run.counts.deleted > 0 ? setIsAsking(true) : void start())}
      >
        {t('sync.run.apply')}
      </Button>
      <ConfirmAction
        isOpen={isAsking}
        isDangerous
        title={t('sync.run.apply-title')}
        confirmLabel={t('sync.run.apply')}
        onClose={() => setIsAsking(false)}
        onConfirm={start}
      >
        {t('sync.run.apply-text', { what: countWords(run), count: run.counts.deleted })}
      </ConfirmAction>
    </>
  );
};
