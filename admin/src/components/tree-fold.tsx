import * as React from 'react';
import { Flex } from '@strapi/design-system';
import { ChevronDown, ChevronRight } from '@strapi/icons';
import { styled } from 'styled-components';

const Toggle = styled.button`
  display: inline-flex;
  align-items: center;
  gap: ${({ theme }) => theme.spaces[1]};
  color: ${({ theme }) => theme.colors.neutral800};
  cursor: pointer;
  text-align: left;
`;

interface TreeFoldProps {
  title: React.ReactNode;
  isOpenAtFirst: boolean;
  extra?: React.ReactNode;
  /** Called only once it is open. */
  children: () => React.ReactNode;
}

/** A branch of a tree, of which nothing is rendered before it is opened. */
export const TreeFold = ({ title, isOpenAtFirst, extra, children }: TreeFoldProps) => {
  const [isOpen, setIsOpen] = React.useState(isOpenAtFirst);
  return (
    <li>
      <Flex gap={2} wrap="wrap">
        <Toggle type="button" aria-expanded={isOpen} onClick={() => setIsOpen(!isOpen)}>
          {isOpen ? <ChevronDown aria-hidden /> : <ChevronRight aria-hidden />}
          {title}
        </Toggle>
        {extra}
      </Flex>
      {isOpen && children()}
    </li>
  );
};
