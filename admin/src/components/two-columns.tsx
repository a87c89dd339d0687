import { Flex } from '@strapi/design-system';
import { HEIGHT_TOP_NAVIGATION } from '@strapi/strapi/admin';
import { styled } from 'styled-components';

const Columns = styled.div<{ $hasSide: boolean }>`
  display: grid;
  grid-template-columns: minmax(0, 1fr);
  gap: ${({ theme }) => theme.spaces[6]};
  align-items: start;

  ${({ theme }) => theme.breakpoints.large} {
    grid-template-columns: ${({ $hasSide }) =>
      $hasSide ? 'minmax(0, 3fr) minmax(0, 2fr)' : 'minmax(0, 1fr)'};
  }
`;

const Side = styled.div`
  ${({ theme }) => theme.breakpoints.large} {
    position: sticky;
    /* Below the header, which stays at the top while the form scrolls. */
    top: ${({ theme }) => `calc(${HEIGHT_TOP_NAVIGATION} + ${theme.spaces[4]})`};
  }
`;

interface TwoColumnsProps {
  children: React.ReactNode;
  /** Stays in sight beside the first column; below it on narrow screens. Without it there is one column only. */
  side: React.ReactNode;
}

/** A form with its result beside it. */
export const TwoColumns = ({ children, side }: TwoColumnsProps) => (
  <Columns $hasSide={Boolean(side)}>
    <Flex direction="column" alignItems="stretch" gap={6}>
      {children}
    </Flex>
    {side && <Side>{side}</Side>}
  </Columns>
);
