import { useIntl } from 'react-intl';

import type { CatalogueEntry } from '../../api/connection-contracts';
import { useText } from '../../hooks/use-text';

type Able = Pick<CatalogueEntry, 'resources' | 'sendsWebhooks'>;

/** What an account at a service is good for here, beyond calls by code. */
export const useAbilities = ({ resources, sendsWebhooks }: Able): string[] => {
  const t = useText();
  const { formatList } = useIntl();
  const abilities: string[] = [];
  if (resources.length > 0)
    abilities.push(t('connections.abilities.syncs', { names: formatList(resources) }));
  if (sendsWebhooks) abilities.push(t('connections.abilities.sends'));
  return abilities;
};
