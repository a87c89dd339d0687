import { Typography } from '@strapi/design-system';

import type { Endpoint } from '../../../../api/outgoing-contracts';
import { useSendIntegrationExampleMutation } from '../../../../api/deliveries';
import { FormDialog } from '../../../../components/form-dialog';
import { useRun } from '../../../../hooks/use-run';
import { useText } from '../../../../hooks/use-text';
import { EventExample, useChosenEvent } from './event-example';
import { useConcreteEvents } from './use-catalogue';

interface ExampleDialogProps {
  endpoint: Endpoint;
  onClose: () => void;
  onSent: (deliveryId: number) => void;
}

/** Sends an invented event of a chosen type through the queue, like a real one. */
export const ExampleDialog = ({ endpoint, onClose, onSent }: ExampleDialogProps) => {
  const t = useText();
  const run = useRun();
  const events = useConcreteEvents(endpoint.eventTypes);
  const [eventType, choose] = useChosenEvent(events);
  const [send, { isLoading }] = useSendIntegrationExampleMutation();

  const handleSubmit = async () => {
    if (eventType === undefined) return;
    const delivery = await run(send({ id: endpoint.id, eventType }));
    if (!delivery) return;
    onClose();
    onSent(delivery.id);
  };

  return (
    <FormDialog
      title={t('example.title')}
      text={t('example.text')}
      submitLabel={t('example.send')}
      isRunning={isLoading}
      isDisabled={eventType === undefined}
      onSubmit={handleSubmit}
      onClose={onClose}
    >
      {eventType === undefined ? (
        <Typography textColor="neutral600">{t('preview.no-example')}</Typography>
      ) : (
        <EventExample
          events={events}
          eventType={eventType}
          payloadMode={endpoint.payloadMode}
          populate={endpoint.populate}
          onChoose={choose}
        />
      )}
    </FormDialog>
  );
};
