import { Flex, Typography } from '@strapi/design-system';

import type { CatalogueEntry } from '../../../api/connection-contracts';
import { useAbilities } from '../use-abilities';

/** What an account at a service is good for here. */
export const Abilities = ({ provider }: { provider: CatalogueEntry }) => {
  const abilities = useAbilities(provider);
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
