import * as React from 'react';
import { Field, Flex, SingleSelect, SingleSelectOption } from '@strapi/design-system';

import type { PayloadMode } from '../../../../api/outgoing-contracts';
import { usePreviewIntegrationPayloadQuery } from '../../../../api/catalogue';
import { PageError } from '../../../../components/page-error';
import { RawText } from '../../../../components/raw-text';
import { Skeleton } from '../../../../components/skeleton';
import { useText } from '../../../../hooks/use-text';

/** The event whose example is shown: the first one until another is chosen; undefined where there is none. */
export const useChosenEvent = (events: string[]) => {
  const [chosen, choose] = React.useState<string>();
  return [chosen && events.includes(chosen) ? chosen : events[0], choose] as const;
};

interface EventExampleProps {
  /** The events to choose from. */
  events: string[];
  eventType: string;
  payloadMode: PayloadMode;
  populate: Record<string, string[]>;
  onChoose: (eventType: string) => void;
}

/** A choice of events, and the body that is sent for the chosen one. */
export const EventExample = ({
  events,
  eventType,
  payloadMode,
  populate,
  onChoose,
}: EventExampleProps) => {
  const t = useText();
  const { data, error, refetch } = usePreviewIntegrationPayloadQuery({
    eventType,
    payloadMode,
    populate: payloadMode === 'full' ? populate : {},
  });

  return (
    <Flex direction="column" alignItems="stretch" gap={4}>
      <Field.Root>
        <Field.Label>{t('preview.event')}</Field.Label>
        <SingleSelect value={eventType} onChange={(value) => onChoose(String(value))}>
          {events.map((event) => (
            <SingleSelectOption key={event} value={event}>
              {event}
            </SingleSelectOption>
          ))}
        </SingleSelect>
      </Field.Root>
      {data ? (
        <RawText text={data.payload} label={t('preview.body')} />
      ) : error ? (
        <PageError error={error} onRetry={refetch} />
      ) : (
        <Skeleton heights={['24rem']} />
      )}
    </Flex>
  );
};
