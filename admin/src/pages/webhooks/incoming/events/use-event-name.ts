import type { EventListItem } from '../../../../api/incoming-contracts';
import { useText } from '../../../../hooks/use-text';

/** A function that says what an event is called: its type. One that was refused was never read, so it has none. */
export const useEventName = () => {
  const t = useText();
  return ({ eventType, state }: Pick<EventListItem, 'eventType' | 'state'>): string =>
    eventType ??
    t(state === 'refused' ? 'incoming.event.refused-request' : 'incoming.event.no-type');
};
