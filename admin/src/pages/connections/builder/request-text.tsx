import { Box, Flex, Typography } from '@strapi/design-system';
import { styled } from 'styled-components';

import type { Trial } from '../../../api/builder-contracts';
import { useText } from '../../../hooks/use-text';
import type { ProviderForm } from './provider-form';
import { requestLines } from './trial-request';

const Line = styled(Typography)`
  font-family: monospace;
  overflow-wrap: anywhere;
`;

/** The request as it will be sent, with dots for what is secret. */
export const RequestText = ({ form, trial }: { form: ProviderForm; trial: Trial }) => {
  const t = useText();
  return (
    <Box
      tag="figure"
      aria-label={t('builder.trial.request')}
      background="neutral100"
      borderColor="neutral150"
      hasRadius
      padding={3}
    >
      <Flex direction="column" alignItems="flex-start" gap={1}>
        {requestLines(form, trial).map((line, at) => (
          <Line
            key={line}
            tag="code"
            variant="pi"
            fontWeight={at === 0 ? 'semiBold' : undefined}
            textColor={at === 0 ? 'neutral800' : 'neutral700'}
          >
            {line}
          </Line>
        ))}
      </Flex>
    </Box>
  );
};
