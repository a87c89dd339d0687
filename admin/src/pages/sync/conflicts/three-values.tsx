import { Box, Typography } from '@strapi/design-system';
import { styled } from 'styled-components';

import { useText } from '../../../hooks/use-text';
import { FieldValue } from '../field-value';

/** Side by side with what was last agreed on between them; one below the other on narrow screens. */
export const ThreeColumns = styled.div`
  display: grid;
  grid-template-columns: minmax(0, 1fr);
  gap: ${({ theme }) => theme.spaces[3]};

  ${({ theme }) => theme.breakpoints.medium} {
    grid-template-columns: repeat(3, minmax(0, 1fr));
  }
`;

/** What both sides had when they last agreed. */
export const AgreedValue = ({ value }: { value: unknown }) => {
  const t = useText();
  return (
    <Box background="neutral100" hasRadius padding={3}>
      <Typography tag="p" variant="pi" textColor="neutral600">
        {t('sync.conflict.base')}
      </Typography>
      <FieldValue value={value} textColor="neutral600" />
    </Box>
  );
};
