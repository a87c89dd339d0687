import { Box, Typography } from '@strapi/design-system';
import { styled } from 'styled-components';

const List = styled.dl`
  display: grid;
  grid-template-columns: minmax(12rem, max-content) 1fr;
  gap: ${({ theme }) => `${theme.spaces[1]} ${theme.spaces[4]}`};

  dd {
    overflow-wrap: anywhere;
    min-width: 0;
  }
`;

interface KeyValueTextProps {
  entries: [name: string, value: React.ReactNode][];
}

/** Names and values in two columns: headers, settings. */
export const KeyValueText = ({ entries }: KeyValueTextProps) => (
  <Box tag={List}>
    {entries.map(([name, value]) => [
      <Typography key={`${name}-name`} tag="dt" textColor="neutral600">
        {name}
      </Typography>,
      <Typography key={`${name}-value`} tag="dd" textColor="neutral800">
        {value}
      </Typography>,
    ])}
  </Box>
);
