import { Typography } from '@strapi/design-system';
import { styled } from 'styled-components';

const List = styled.dl<{ $isStacked: boolean }>`
  display: grid;
  grid-template-columns: ${({ $isStacked }) =>
    $isStacked ? 'minmax(0, 1fr)' : 'minmax(12rem, max-content) 1fr'};
  gap: ${({ theme }) => `${theme.spaces[1]} ${theme.spaces[4]}`};

  dd {
    overflow-wrap: anywhere;
    min-width: 0;
    padding-bottom: ${({ theme, $isStacked }) => ($isStacked ? theme.spaces[2] : 0)};
  }
`;

interface KeyValueTextProps {
  entries: [name: string, value: React.ReactNode][];
  /** One below the other, where there is little room beside each other. */
  isStacked?: boolean;
}

/** Names and values, in two columns unless they are stacked: headers, settings. */
export const KeyValueText = ({ entries, isStacked = false }: KeyValueTextProps) => (
  <List $isStacked={isStacked}>
    {entries.map(([name, value]) => [
      <Typography key={`${name}-name`} tag="dt" textColor="neutral600">
        {name}
      </Typography>,
      <Typography key={`${name}-value`} tag="dd" textColor="neutral800">
        {value}
      </Typography>,
    ])}
  </List>
);
