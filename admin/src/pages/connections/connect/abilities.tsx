import { Flex, Typography } from '@strapi/design-system';
import { useIntl } from 'react-intl';

import type { CatalogueEntry } from '../../../api/connection-contracts';
import { useText } from '../../../hooks/use-text';

/** What an account at a service is good for here, beyond calls by code. */
export const Abilities = ({
  provider: { resources, sendsWebhooks },
}: {
  provider: Pick<CatalogueEntry, 'resources' | 'sendsWebhooks'>;
}) => {
  const t = useText();
  const { formatList } = useIntl();
  const abilities = [
    ...(resources.length > 0
      ? [t('connections.abilities.syncs', { names: formatList(resources) })]
      : []),
    ...(sendsWebhooks ? [t('connections.catalogue.sends')] : []),
  ];
  if (abilities.length === 0) return null;
  return (
    <Flex tag="ul" direction="column" alignItems="flex-start" gap={1}>
      {abilities.map((ability) => (
        <Typography key={ability} tag="li" textColor="neutral600">
          {ability}
        </Typography>
      ))}
    </Flex>
  );
};
