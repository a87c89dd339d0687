import { Flex, Link, Typography } from '@strapi/design-system';
import { Link as RouterLink } from 'react-router-dom';

import type { ConnectionUse } from '../../../api/connection-contracts';
import { useGetIntegrationConnectionUsesQuery } from '../../../api/connections';
import { PageError } from '../../../components/page-error';
import { Panel } from '../../../components/panel';
import { Skeleton } from '../../../components/skeleton';
import { useRights } from '../../../hooks/use-rights';
import { useText } from '../../../hooks/use-text';
import { jobAddress } from '../../sync/addresses';
import { useUseWords } from './use-use-words';

/** One use, leading to its page where it has one that may be opened. */
const Use = ({ use }: { use: ConnectionUse }) => {
  const wordsOf = useUseWords();
  const { canReadSync } = useRights();
  const words = wordsOf(use);
  if (use.kind !== 'sync-job' || !canReadSync) return words;
  return (
    <Link tag={RouterLink} to={jobAddress(use.id)}>
      {words}
    </Link>
  );
};

/** What uses a connection, and would stop with it. */
export const UsesPanel = ({ connectionId }: { connectionId: number }) => {
  const t = useText();
  const { data, error, refetch } = useGetIntegrationConnectionUsesQuery(connectionId, {
    refetchOnMountOrArgChange: true,
  });
  return (
    <Panel title={t('connections.uses')}>
      {data ? (
        data.length > 0 ? (
          <Flex tag="ul" direction="column" alignItems="flex-start" gap={2}>
            {data.map((use) => (
              <Typography key={`${use.kind}-${use.id}`} tag="li" textColor="neutral800">
                <Use use={use} />
              </Typography>
            ))}
          </Flex>
        ) : (
          <Typography textColor="neutral600">{t('connections.uses.none')}</Typography>
        )
      ) : error ? (
        <PageError error={error} onRetry={refetch} />
      ) : (
        <Skeleton heights={['2.4rem']} />
      )}
    </Panel>
  );
};
