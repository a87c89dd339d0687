import * as React from 'react';
import { Button, Flex } from '@strapi/design-system';
import { ArrowClockwise, Cross } from '@strapi/icons';

import type { EventDetail, EventState } from '../../../../api/incoming-contracts';
import {
  useDiscardIntegrationEventMutation,
  useReplayIntegrationEventMutation,
} from '../../../../api/events';
import { ConfirmAction } from '../../../../components/confirm-action';
import { useRights } from '../../../../hooks/use-rights';
import { useRun } from '../../../../hooks/use-run';
import { useText } from '../../../../hooks/use-text';

const DISCARDABLE: EventState[] = ['pending', 'failed', 'quarantined'];
/** What is refused was not genuine, and what runs is under way already. */
const NOT_REPLAYABLE: EventState[] = ['refused', 'running'];

/** Runs the actions of an event again, or takes it out of the work; each asks first. */
export const EventButtons = ({ event }: { event: EventDetail }) => {
  const t = useText();
  const run = useRun();
  const { canReplayEvents } = useRights();
  const [asked, setAsked] = React.useState<'replay' | 'discard'>();
  const [replay] = useReplayIntegrationEventMutation();
  const [discard] = useDiscardIntegrationEventMutation();
  const close = () => setAsked(undefined);
  if (!canReplayEvents) return null;

  return (
    <Flex gap={2} wrap="wrap">
      {DISCARDABLE.includes(event.state) && (
        <Button variant="danger-light" startIcon={<Cross />} onClick={() => setAsked('discard')}>
          {t('incoming.event.discard')}
        </Button>
      )}
      {!NOT_REPLAYABLE.includes(event.state) && (
        <Button startIcon={<ArrowClockwise />} onClick={() => setAsked('replay')}>
          {t('incoming.event.replay')}
        </Button>
      )}
      <ConfirmAction
        isOpen={asked === 'replay'}
        onClose={close}
        title={t('incoming.event.replay-title')}
        confirmLabel={t('incoming.event.replay')}
        onConfirm={() => run(replay(event.id), t('incoming.event.replayed'))}
      >
        {t('incoming.event.replay-text')}
      </ConfirmAction>
      <ConfirmAction
        isOpen={asked === 'discard'}
        isDangerous
        onClose={close}
        title={t('incoming.event.discard-title')}
        confirmLabel={t('incoming.event.discard')}
        onConfirm={() => run(discard(event.id), t('incoming.event.discarded'))}
      >
        {t('incoming.event.discard-text')}
      </ConfirmAction>
    </Flex>
  );
};
