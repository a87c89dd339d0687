import { Flex, Link, Typography } from '@strapi/design-system';
import { Link as RouterLink } from 'react-router-dom';

import type { SourceListItem } from '../../../../api/incoming-contracts';
import { useRights } from '../../../../hooks/use-rights';
import { useText } from '../../../../hooks/use-text';
import { sourceAddress } from '../addresses';
import { COUNT_LIMIT } from '../count-limit';

type OpenWorkProps = Pick<SourceListItem, 'id' | 'pendingCount' | 'failedCount'>;

/**
 * How many events of a source failed or wait, leading to its log. Not narrowed to a state: those that are set aside count
 * as failed, and those whose actions run count as waiting.
 */
export const OpenWork = ({ id, pendingCount, failedCount }: OpenWorkProps) => {
  const t = useText();
  const { canReadEvents } = useRights();
  const parts = [
    { state: 'failed', count: failedCount },
    { state: 'pending', count: pendingCount },
  ] as const;
  const shown = parts.filter(({ count }) => count > 0);
  if (shown.length === 0) return <Typography textColor="neutral600">–</Typography>;

  return (
    <Flex direction="column" alignItems="flex-start">
      {shown.map(({ state, count }) => {
        const words =
          count < COUNT_LIMIT
            ? t(`incoming.list.${state}`, { count })
            : t(`incoming.list.${state}-many`, { limit: COUNT_LIMIT });
        return canReadEvents ? (
          <Link key={state} tag={RouterLink} to={sourceAddress(id)}>
            {words}
          </Link>
        ) : (
          <Typography key={state} textColor={state === 'failed' ? 'danger600' : 'neutral800'}>
            {words}
          </Typography>
        );
      })}
    </Flex>
  );
};
