import { Box, Flex, Typography } from '@strapi/design-system';

import { useText } from '../../../../hooks/use-text';
import { EVERYTHING } from './type-patterns';

/** The types of events that an action runs for. */
export const PatternTags = ({ patterns }: { patterns: string[] }) => {
  const t = useText();
  return (
    <Flex gap={1} wrap="wrap">
      {patterns.map((pattern) => (
        <Box
          key={pattern}
          background="neutral150"
          hasRadius
          paddingLeft={2}
          paddingRight={2}
          paddingTop={1}
          paddingBottom={1}
          maxWidth="100%"
        >
          <Typography variant="pi" fontWeight="semiBold" textColor="neutral700" ellipsis tag="p">
            {pattern === EVERYTHING ? t('incoming.action.every-event') : pattern}
          </Typography>
        </Box>
      ))}
    </Flex>
  );
};
