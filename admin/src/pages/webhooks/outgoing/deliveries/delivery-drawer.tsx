import * as React from 'react';
import { Button, Flex, Modal, Typography } from '@strapi/design-system';
import { ArrowClockwise } from '@strapi/icons';

import type { DeliveryDetail } from '../../../../api/outgoing-contracts';
import {
  useGetIntegrationDeliveryQuery,
  useResendIntegrationDeliveryMutation,
} from '../../../../api/deliveries';
import { ConfirmAction } from '../../../../components/confirm-action';
import { Drawer } from '../../../../components/drawer';
import { PageError } from '../../../../components/page-error';
import { RawText } from '../../../../components/raw-text';
import { Skeleton } from '../../../../components/skeleton';
import { usePollingInterval } from '../../../../hooks/use-polling-interval';
import { useRights } from '../../../../hooks/use-rights';
import { useRun } from '../../../../hooks/use-run';
import { useText } from '../../../../hooks/use-text';
import { AttemptList } from './attempt-list';
import { DeliveryFacts } from './delivery-facts';

const POLL_MS = 3000;

const Content = ({ delivery }: { delivery: DeliveryDetail }) => {
  const t = useText();
  return (
    <Flex direction="column" alignItems="stretch" gap={6}>
      <DeliveryFacts delivery={delivery} />
      <Flex
        tag="section"
        aria-label={t('attempt.title')}
        direction="column"
        alignItems="stretch"
        gap={3}
      >
        <Typography variant="delta" tag="h3">
          {t('attempt.title')}
        </Typography>
        <AttemptList attempts={delivery.attempts} />
      </Flex>
      <Flex
        tag="section"
        aria-label={t('delivery.payload')}
        direction="column"
        alignItems="stretch"
        gap={3}
      >
        <Typography variant="delta" tag="h3">
          {t('delivery.payload')}
        </Typography>
        <RawText text={delivery.payload} label={t('delivery.body')} />
      </Flex>
    </Flex>
  );
};

interface DeliveryDrawerProps {
  id: number;
  onClose: () => void;
}

/** A delivery beside the log: each try with its answer, what was sent, and sending it again. */
export const DeliveryDrawer = ({ id, onClose }: DeliveryDrawerProps) => {
  const t = useText();
  const run = useRun();
  const { canReplayDeliveries } = useRights();
  const [isAsking, setIsAsking] = React.useState(false);
  const [resend] = useResendIntegrationDeliveryMutation();
  const {
    currentData: delivery,
    error,
    refetch,
  } = useGetIntegrationDeliveryQuery(id, {
    pollingInterval: usePollingInterval(POLL_MS),
    refetchOnMountOrArgChange: true,
  });

  const sendAgain = async () => {
    if (await run(resend(id), t('delivery.resent'))) void refetch();
  };

  return (
    <Modal.Root open onOpenChange={(open) => !open && onClose()}>
      <Drawer aria-describedby={undefined}>
        <Modal.Header closeLabel={t('action.close')}>
          <Modal.Title>{delivery ? delivery.eventType : t('delivery.title')}</Modal.Title>
        </Modal.Header>
        <Modal.Body>
          {delivery ? (
            <Content delivery={delivery} />
          ) : error ? (
            <PageError error={error} onRetry={refetch} missing={t('delivery.missing')} />
          ) : (
            <Skeleton heights={['16rem', '12rem', '24rem']} />
          )}
        </Modal.Body>
        {canReplayDeliveries && delivery && (
          <Modal.Footer>
            <Button variant="tertiary" onClick={onClose}>
              {t('action.close')}
            </Button>
            {delivery.isEndpointActive ? (
              <Button
                startIcon={<ArrowClockwise />}
                disabled={delivery.state === 'running'}
                onClick={() => setIsAsking(true)}
              >
                {t('delivery.resend')}
              </Button>
            ) : (
              <Typography variant="pi" textColor="neutral600">
                {t('delivery.endpoint-off')}
              </Typography>
            )}
          </Modal.Footer>
        )}
      </Drawer>
      <ConfirmAction
        isOpen={isAsking}
        onClose={() => setIsAsking(false)}
        title={t('delivery.resend-title')}
        confirmLabel={t('delivery.resend')}
        onConfirm={sendAgain}
      >
        {t('delivery.resend-text')}
      </ConfirmAction>
    </Modal.Root>
  );
};
