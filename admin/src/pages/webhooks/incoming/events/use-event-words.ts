import type { EventListItem, EventState } from '../../../../api/incoming-contracts';
import { useRelativeTime } from '../../../../components/relative-time';
import type { StatusVariant } from '../../../../components/status-badge';
import { useText } from '../../../../hooks/use-text';

const VARIANTS: Record<EventState, StatusVariant> = {
  pending: 'warning',
  running: 'primary',
  succeeded: 'success',
  failed: 'danger',
  cancelled: 'neutral',
  quarantined: 'danger',
  refused: 'danger',
};

export const EVENT_STATES = Object.keys(VARIANTS) as EventState[];

type Described = { state: EventState } & Partial<
  Pick<EventListItem, 'attemptCount' | 'nextAttemptAt'>
>;

/** A function that says how an event stands, in the editor's words, with the colour that goes with it. */
export const useEventWords = () => {
  const t = useText();
  const relative = useRelativeTime();

  return ({ state, attemptCount = 0, nextAttemptAt }: Described) => {
    const isRetry = state === 'pending' && attemptCount > 0 && nextAttemptAt;
    return {
      variant: VARIANTS[state],
      words: isRetry
        ? t('incoming.event.state.waits', { when: relative(nextAttemptAt) })
        : t(`incoming.event.state.${state}`),
    };
  };
};
