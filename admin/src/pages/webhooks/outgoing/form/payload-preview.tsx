import { Typography } from '@strapi/design-system';

import type { PayloadMode } from '../../../../api/outgoing-contracts';
import { Panel } from '../../../../components/panel';
import { useText } from '../../../../hooks/use-text';
import { EventExample, useChosenEvent } from '../events/event-example';

interface PayloadPreviewProps {
  /** The events to choose from: what the endpoint would send. */
  events: string[];
  /** Whether any event is selected: of the site's own there is no example. */
  hasSelection: boolean;
  payloadMode: PayloadMode;
  populate: Record<string, string[]>;
}

/** The body beside the form, as it will be sent. */
export const PayloadPreview = ({
  events,
  hasSelection,
  payloadMode,
  populate,
}: PayloadPreviewProps) => {
  const t = useText();
  const [eventType, choose] = useChosenEvent(events);

  return (
    <Panel title={t('preview.title')} description={t('preview.text')}>
      {eventType === undefined ? (
        <Typography textColor="neutral600">
          {t(hasSelection ? 'preview.no-example' : 'preview.no-event')}
        </Typography>
      ) : (
        <EventExample
          events={events}
          eventType={eventType}
          payloadMode={payloadMode}
          populate={populate}
          onChoose={choose}
        />
      )}
    </Panel>
  );
};
