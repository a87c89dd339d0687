import { Flex, Typography } from '@strapi/design-system';

import type { Awaited } from '../../api/sync-contracts';

/** What is left open because it is not there yet, a line each with its reason. */
export const AwaitedList = ({ awaited }: { awaited: readonly Awaited[] }) =>
  awaited.length === 0 ? null : (
    <Flex tag="ul" direction="column" alignItems="flex-start" gap={1}>
      {awaited.map(({ side, field, message }) => (
        <Typography key={`${side} ${field} ${message}`} tag="li" textColor="neutral800">
          {`${field}: ${message}`}
        </Typography>
      ))}
    </Flex>
  );
