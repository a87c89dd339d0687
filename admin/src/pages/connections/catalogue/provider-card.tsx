import { Box, Flex, Link, Typography } from '@strapi/design-system';
import { NavLink } from 'react-router-dom';

import type { CatalogueEntry } from '../../../api/connection-contracts';
import { ProviderTile } from '../../../components/provider-tile';
import { useRights } from '../../../hooks/use-rights';
import { useText } from '../../../hooks/use-text';
import { connectAddress } from '../addresses';
import { useAbilities } from '../use-abilities';
import { CustomProviderActions } from './custom-provider-actions';

/** A service of the catalogue: its name, in which ways it can be connected, and the link to do it. */
export const ProviderCard = ({ provider }: { provider: CatalogueEntry }) => {
  const t = useText();
  const { canBuildConnections } = useRights();
  const abilities = useAbilities(provider);
  const { id, name, methods, isCustom } = provider;
  return (
    <Box background="neutral0" hasRadius shadow="tableShadow" padding={4} height="100%">
      <Flex gap={3} alignItems="flex-start">
        <ProviderTile id={id} name={name} />
        <Flex direction="column" alignItems="flex-start" gap={1} flex="1" minWidth={0}>
          <Link tag={NavLink} to={connectAddress(id)}>
            {name}
          </Link>
          <Typography variant="pi" textColor="neutral600">
            {methods.map(({ kind }) => t(`connections.method.${kind}`)).join(' · ')}
          </Typography>
          {abilities.map((ability) => (
            <Typography key={ability} variant="pi" textColor="neutral600">
              {ability}
            </Typography>
          ))}
        </Flex>
        {isCustom && canBuildConnections && <CustomProviderActions id={id} name={name} />}
      </Flex>
    </Box>
  );
};
