import {
  useGetIntegrationContentTypesQuery,
  useGetIntegrationEventTypesQuery,
} from '../../../../api/catalogue';
import { useText } from '../../../../hooks/use-text';
import { concreteEvents, groupEvents } from './event-patterns';

/** The events of the site, and of them those that an endpoint listens to. */
export const useCatalogue = (selected: string[]) => {
  const t = useText();
  const { data: eventTypes = [] } = useGetIntegrationEventTypesQuery();
  const { data: contentTypes = [] } = useGetIntegrationContentTypesQuery();
  const groups = groupEvents(eventTypes, contentTypes, selected, {
    anyType: t('events.any-type'),
    media: t('events.media'),
    other: t('events.other'),
  });

  const typeOf = (uid: string) => contentTypes.find((type) => type.uid === uid);

  return {
    /** Names without content types, for the filter of the log. */
    eventNames: [...new Set(eventTypes.map(({ name }) => name))].sort(),
    concreteEvents: concreteEvents(groups, selected),
    typeOf,
    typeName: (uid: string) => typeOf(uid)?.displayName ?? uid,
  };
};
