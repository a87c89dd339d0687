import * as React from 'react';
import { Flex } from '@strapi/design-system';
import { BackButton, Layouts, Page } from '@strapi/strapi/admin';
import { useParams } from 'react-router-dom';

import { useGetIntegrationEventQuery } from '../../../../api/events';
import type { EventDetail } from '../../../../api/incoming-contracts';
import { isolatedText } from '../../../../components/isolated-text';
import { PagePlaceholder } from '../../../../components/page-placeholder';
import { TwoColumns } from '../../../../components/two-columns';
import { usePollingInterval } from '../../../../hooks/use-polling-interval';
import { useRights } from '../../../../hooks/use-rights';
import { useText } from '../../../../hooks/use-text';
import { PERMISSIONS } from '../../../../permissions';
import { LIST_ADDRESS, sourceAddress } from '../addresses';
import { useEventName } from '../events/use-event-name';
import { EventBody } from './event-body';
import { EventButtons } from './event-buttons';
import { EventFacts } from './event-facts';
import { EventHeaders } from './event-headers';
import { EventTimeline } from './event-timeline';
import { pollIntervalMs } from './poll-interval';

const LoadedEvent = ({ event }: { event: EventDetail }) => {
  const title = useEventName()(event);
  const { canReadSources } = useRights();
  const parent = canReadSources ? sourceAddress(event.sourceId) : LIST_ADDRESS;
  return (
    <Page.Main>
      <Page.Title>{isolatedText(title)}</Page.Title>
      <Layouts.Header
        title={title}
        subtitle={event.eventId ?? event.uid}
        navigationAction={<BackButton fallback={parent} />}
        primaryAction={<EventButtons event={event} />}
      />
      <Layouts.Content>
        <Flex direction="column" alignItems="stretch" gap={6}>
          <TwoColumns side={<EventFacts event={event} />}>
            <EventTimeline event={event} />
          </TwoColumns>
          <EventBody event={event} />
          <EventHeaders event={event} />
        </Flex>
      </Layouts.Content>
    </Page.Main>
  );
};

const EventById = ({ id }: { id: number }) => {
  const t = useText();
  const [intervalMs, setIntervalMs] = React.useState(pollIntervalMs(undefined, 0));
  const {
    currentData: event,
    error,
    refetch,
    fulfilledTimeStamp,
  } = useGetIntegrationEventQuery(id, {
    pollingInterval: usePollingInterval(intervalMs),
    refetchOnMountOrArgChange: true,
  });
  React.useEffect(() => {
    setIntervalMs(pollIntervalMs(event, fulfilledTimeStamp ?? 0));
  }, [event, fulfilledTimeStamp]);

  if (event) return <LoadedEvent event={event} />;
  return (
    <PagePlaceholder
      error={error}
      onRetry={refetch}
      missing={t('incoming.event.missing')}
      heights={['6rem', '32rem', '32rem']}
    />
  );
};

/** One event: what became of it, what was in it, and running its actions again. */
export const EventPage = () => {
  const id = Number(useParams().id);
  return (
    <Page.Protect permissions={PERMISSIONS.readEvents}>
      <EventById key={id} id={id} />
    </Page.Protect>
  );
};
