import { styled } from 'styled-components';

/** Cards beside each other, as many as there is room for. */
export const CardGrid = styled.ul`
  display: grid;
  grid-template-columns: repeat(auto-fill, minmax(min(28rem, 100%), 1fr));
  gap: ${({ theme }) => theme.spaces[4]};
  list-style: none;
`;
