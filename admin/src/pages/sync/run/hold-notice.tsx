import * as React from 'react';
import { Button, Flex } from '@strapi/design-system';
import { useNavigate } from 'react-router-dom';

import type { RunDetail } from '../../../api/sync-contracts';
import { useDecideIntegrationDeletionsMutation } from '../../../api/sync-runs';
import { ConfirmAction } from '../../../components/confirm-action';
import { Notice } from '../../../components/notice';
import { useRights } from '../../../hooks/use-rights';
import { useRun } from '../../../hooks/use-run';
import { useText } from '../../../hooks/use-text';
import { runAddress } from '../addresses';

type Decision = 'approve' | 'reject';

/** Why deletions of a run wait, and the buttons that decide about them. */
export const HoldNotice = ({ run }: { run: RunDetail }) => {
  const t = useText();
  const tell = useRun();
  const navigate = useNavigate();
  const { canResolveSync } = useRights();
  const [decide] = useDecideIntegrationDeletionsMutation();
  const [asked, setAsked] = React.useState<Decision>();
  const { hold, canDecide, counts } = run;
  if (!hold || run.kind === 'preview') return null;
  if (hold.decision !== null) {
    return <Notice variant="info" title={t(`sync.hold.${hold.decision}`)} />;
  }
  if (run.state === 'running') return null;

  return (
    <Notice
      variant="warning"
      title={t(`sync.hold.${hold.reason}`, { count: counts.held })}
      action={
        canDecide &&
        canResolveSync && (
          <Flex gap={2} wrap="wrap">
            <Button variant="tertiary" onClick={() => setAsked('reject')}>
              {t('sync.hold.reject')}
            </Button>
            <Button variant="danger-light" onClick={() => setAsked('approve')}>
              {t('sync.hold.approve')}
            </Button>
          </Flex>
        )
      }
    >
      {t(canDecide ? 'sync.hold.text' : 'sync.hold.superseded', {
        missing: hold.missing,
        pairs: hold.pairs,
      })}
      {asked && (
        <ConfirmAction
          isOpen
          isDangerous={asked === 'approve'}
          title={t(`sync.hold.${asked}-title`, { count: counts.held })}
          confirmLabel={t(`sync.hold.${asked}`)}
          onClose={() => setAsked(undefined)}
          onConfirm={async () => {
            const started = await tell(decide({ id: run.id, decision: asked }));
            if (started) navigate(runAddress(started.id));
          }}
        >
          {t(`sync.hold.${asked}-text`, { count: counts.held })}
        </ConfirmAction>
      )}
    </Notice>
  );
};
