import type { DeliveryListItem, DeliveryState } from '../../../../api/outgoing-contracts';
import { useExactTime, useRelativeTime } from '../../../../components/relative-time';
import type { StatusVariant } from '../../../../components/status-badge';
import { useText } from '../../../../hooks/use-text';

const VARIANTS: Record<DeliveryState, StatusVariant> = {
  pending: 'warning',
  running: 'primary',
  succeeded: 'success',
  failed: 'danger',
  cancelled: 'neutral',
  quarantined: 'danger',
};

export const DELIVERY_STATES = Object.keys(VARIANTS) as DeliveryState[];

type Described = { state: DeliveryState } & Partial<
  Pick<DeliveryListItem, 'attemptCount' | 'nextAttemptAt'>
>;

/**
 * A function that says how a delivery stands, in the editor's words, with the colour that goes with it and, where it waits,
 * until when exactly.
 */
export const useDeliveryWords = () => {
  const t = useText();
  const relative = useRelativeTime();
  const exact = useExactTime();

  return ({ state, attemptCount = 0, nextAttemptAt }: Described) => {
    const isRetry = state === 'pending' && attemptCount > 0 && nextAttemptAt;
    return {
      variant: VARIANTS[state],
      words: isRetry
        ? t('delivery.state.waits', { when: relative(nextAttemptAt) })
        : t(`delivery.state.${state}`),
      title: isRetry ? exact(nextAttemptAt) : undefined,
    };
  };
};
