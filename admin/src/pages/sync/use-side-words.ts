import type { Side } from '../../api/sync-contracts';
import { useText } from '../../hooks/use-text';

/**
 * A function that names a side: "At Stripe", "In Strapi".
 *
 * @param serviceName null where it is not known any more
 */
export const useSideWords = (serviceName: string | null | undefined) => {
  const t = useText();
  const service = serviceName ?? t('connections.the-service');
  return (side: Side): string => t(`sync.side.${side}`, { service });
};
