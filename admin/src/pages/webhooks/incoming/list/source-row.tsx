import { Flex, IconButton, Link, Td, Tr, Typography } from '@strapi/design-system';
import { Pencil, Trash } from '@strapi/icons';
import { NavLink, useNavigate } from 'react-router-dom';

import type { SourceListItem } from '../../../../api/incoming-contracts';
import { CopyButton } from '../../../../components/copy-button';
import { useRights } from '../../../../hooks/use-rights';
import { useText } from '../../../../hooks/use-text';
import { editAddress, sourceAddress } from '../addresses';
import { ProviderTile } from '../../../../components/provider-tile';
import { publicAddress, strapiOrigin } from '../public-address';
import { SourceSwitch } from '../source-switch';
import { LastEvent } from './last-event';
import { OpenWork } from './open-work';
import { ReceiptRate } from './receipt-rate';

const SourceName = ({ source }: { source: SourceListItem }) => {
  const t = useText();
  const address = publicAddress(source, strapiOrigin());
  return (
    <Flex gap={3}>
      <ProviderTile id={source.provider} name={source.providerName} />
      <Flex
        direction="column"
        alignItems="flex-start"
        maxWidth="22rem"
        onClick={(event: React.SyntheticEvent) => event.stopPropagation()}
      >
        <Link tag={NavLink} to={sourceAddress(source.id)}>
          {source.name}
        </Link>
        <Typography variant="pi" textColor="neutral600">
          {source.providerName ?? t('incoming.provider.missing', { id: source.provider })}
        </Typography>
        <Flex gap={1} maxWidth="100%">
          <Typography variant="pi" textColor="neutral600" ellipsis title={address}>
            /{source.slug}
          </Typography>
          <CopyButton value={address} label={t('copy.label', { what: address })} />
        </Flex>
      </Flex>
    </Flex>
  );
};

interface SourceRowProps {
  source: SourceListItem;
  isWide: boolean;
  onDelete: () => void;
}

/** A source in the list: what it is, how it does, and what can be done with it. */
export const SourceRow = ({ source, isWide, onDelete }: SourceRowProps) => {
  const t = useText();
  const navigate = useNavigate();
  const { canWriteSources } = useRights();
  const { id, name } = source;
  const stop = (event: React.SyntheticEvent) => event.stopPropagation();

  return (
    <Tr onClick={() => navigate(sourceAddress(id))} style={{ cursor: 'pointer' }}>
      <Td>
        <SourceName source={source} />
      </Td>
      {isWide && (
        <Td>
          <LastEvent lastEvent={source.lastEvent} />
        </Td>
      )}
      <Td>
        <ReceiptRate last24h={source.last24h} />
      </Td>
      <Td onClick={stop}>
        <OpenWork {...source} />
      </Td>
      <Td onClick={stop}>
        <SourceSwitch source={source} />
      </Td>
      {canWriteSources && (
        <Td onClick={stop}>
          <Flex gap={1} justifyContent="flex-end">
            <IconButton
              variant="ghost"
              label={t('endpoint.edit-named', { name })}
              onClick={() => navigate(editAddress(id))}
            >
              <Pencil />
            </IconButton>
            <IconButton
              variant="ghost"
              label={t('endpoint.delete-named', { name })}
              onClick={onDelete}
            >
              <Trash />
            </IconButton>
          </Flex>
        </Td>
      )}
    </Tr>
  );
};
