import { Flex, Typography } from '@strapi/design-system';

import { useGetIntegrationConnectionUsesQuery } from '../../../api/connections';
import { PageError } from '../../../components/page-error';
import { Panel } from '../../../components/panel';
import { Skeleton } from '../../../components/skeleton';
import { useText } from '../../../hooks/use-text';
import { useUseWords } from './use-use-words';

/** What uses a connection, and would stop with it. */
export const UsesPanel = ({ connectionId }: { connectionId: number }) => {
  const t = useText();
  const wordsOf = useUseWords();
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
                {wordsOf(use)}
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
