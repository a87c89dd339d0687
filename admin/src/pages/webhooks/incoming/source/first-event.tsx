import * as React from 'react';
import { Flex, Link, Loader, Typography } from '@strapi/design-system';
import { Link as RouterLink } from 'react-router-dom';

import type { SourceListItem } from '../../../../api/incoming-contracts';
import { CopyableText } from '../../../../components/copyable-text';
import { Notice } from '../../../../components/notice';
import { useRights } from '../../../../hooks/use-rights';
import { useText } from '../../../../hooks/use-text';
import { eventAddress } from '../addresses';
import { nextStepKey } from '../providers/provider-words';
import { publicAddress, strapiOrigin } from '../public-address';

const EventLink = ({ id, children }: { id: number; children: string }) => {
  const { canReadEvents } = useRights();
  if (!canReadEvents) return null;
  return (
    <Link tag={RouterLink} to={eventAddress(id)}>
      {children}
    </Link>
  );
};

const Waiting = ({ source }: { source: SourceListItem }) => {
  const t = useText();
  return (
    <Notice
      variant="info"
      title={t('incoming.first.waiting')}
      action={<Loader small>{t('incoming.first.waiting')}</Loader>}
    >
      <Flex direction="column" alignItems="flex-start" gap={2}>
        <Typography tag="p">{t(nextStepKey(source.provider))}</Typography>
        <CopyableText value={publicAddress(source, strapiOrigin())} label={t('incoming.address')} />
        {source.lastRefusal && (
          <Flex direction="column" alignItems="flex-start">
            <Typography tag="p" fontWeight="bold" textColor="danger600">
              {t('incoming.first.refused')}
            </Typography>
            <EventLink id={source.lastRefusal.id}>{t('incoming.first.why')}</EventLink>
          </Flex>
        )}
      </Flex>
    </Notice>
  );
};

/** What to do next with a source that has got nothing yet. Turns green when its first event comes while somebody looks. */
export const FirstEvent = ({ source }: { source: SourceListItem }) => {
  const t = useText();
  const { lastEvent } = source;
  const [hasWaited, setHasWaited] = React.useState(false);

  React.useEffect(() => {
    if (!lastEvent) setHasWaited(true);
  }, [lastEvent]);

  if (!lastEvent) return source.isActive ? <Waiting source={source} /> : null;
  if (!hasWaited) return null;
  return (
    <Notice variant="success" title={t('incoming.first.arrived')}>
      <Flex gap={3} wrap="wrap">
        <Typography>{lastEvent.eventType ?? t('incoming.event.no-type')}</Typography>
        <EventLink id={lastEvent.id}>{t('incoming.first.open')}</EventLink>
      </Flex>
    </Notice>
  );
};
