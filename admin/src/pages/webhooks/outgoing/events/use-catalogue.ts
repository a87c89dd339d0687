import {
  useGetIntegrationContentTypesQuery,
  useGetIntegrationEventTypesQuery,
} from '../../../../api/catalogue';
import { useGetIntegrationEndpointsQuery } from '../../../../api/endpoints';
import { useRights } from '../../../../hooks/use-rights';
import { useText } from '../../../../hooks/use-text';
import { concreteEvents, groupEvents, splitPattern, type EventGroupLabels } from './event-patterns';

/** The content types that send events, by their uid. */
export const useContentTypes = () => {
  const { data: contentTypes = [] } = useGetIntegrationContentTypesQuery();
  const typeOf = (uid: string) => contentTypes.find((type) => type.uid === uid);
  return { typeOf, typeName: (uid: string) => typeOf(uid)?.displayName ?? uid };
};

/** The names of all events, without content types: those that are declared, and those that endpoints listen to. */
export const useEventNames = (): string[] => {
  const { data: eventTypes = [] } = useGetIntegrationEventTypesQuery();
  const { canReadEndpoints } = useRights();
  const { data: endpoints = [] } = useGetIntegrationEndpointsQuery(undefined, {
    skip: !canReadEndpoints,
  });
  const listenedTo = endpoints.flatMap((endpoint) =>
    endpoint.eventTypes.map((pattern) => splitPattern(pattern).event),
  );
  const names = [...eventTypes.map(({ name }) => name), ...listenedTo];
  return [...new Set(names)].filter((name) => !name.includes('*')).sort();
};

/** What the branches of the tree of events are called. */
export const useEventGroupLabels = (): EventGroupLabels => {
  const t = useText();
  return { anyType: t('events.any-type'), media: t('events.media'), other: t('events.other') };
};

/** The events of one kind each that a selection of patterns leads to. */
export const useConcreteEvents = (selected: string[]): string[] => {
  const labels = useEventGroupLabels();
  const { data: eventTypes = [] } = useGetIntegrationEventTypesQuery();
  const { data: contentTypes = [] } = useGetIntegrationContentTypesQuery();
  const groups = groupEvents(eventTypes, contentTypes, selected, labels);
  return concreteEvents(groups, eventTypes, selected);
};
