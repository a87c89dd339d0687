import * as React from 'react';
import { Box, Flex, TextButton, Typography } from '@strapi/design-system';

import type { StatusChange } from '../../../api/connection-contracts';
import { RelativeTime } from '../../../components/relative-time';
import { StatusBadge } from '../../../components/status-badge';
import { useText } from '../../../hooks/use-text';
import { STATUS_VARIANTS } from '../connection-status';

const SHOWN = 5;

/** How the status of a connection changed, the newest first: a few, then all. */
export const HistoryList = ({ changes }: { changes: StatusChange[] }) => {
  const t = useText();
  const [isWhole, setIsWhole] = React.useState(false);
  const shown = isWhole ? changes : changes.slice(0, SHOWN);
  return (
    <Flex direction="column" alignItems="stretch" gap={3}>
      <Flex
        tag="ol"
        aria-label={t('connections.history')}
        direction="column"
        alignItems="stretch"
        gap={3}
      >
        {shown.map(({ id, status, reason, at }) => (
          <Box key={id} tag="li">
            <Flex gap={3} wrap="wrap">
              <StatusBadge variant={STATUS_VARIANTS[status]}>
                {t(`connections.status.${status}`)}
              </StatusBadge>
              <RelativeTime at={at} variant="pi" textColor="neutral600" />
            </Flex>
            {reason !== null && (
              <Typography tag="p" variant="pi" textColor="neutral600">
                {reason}
              </Typography>
            )}
          </Box>
        ))}
      </Flex>
      {shown.length < changes.length && (
        <Box>
          <TextButton onClick={() => setIsWhole(true)}>
            {t('connections.history.all', { count: changes.length })}
          </TextButton>
        </Box>
      )}
    </Flex>
  );
};
