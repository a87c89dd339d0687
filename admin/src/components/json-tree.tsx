import * as React from 'react';
import { Box, Flex, Typography } from '@strapi/design-system';
import { styled } from 'styled-components';

import { useText } from '../hooks/use-text';
import { ForeignText } from './foreign-text';
import {
  childAt,
  isContainer,
  stepsOf,
  stretchesOf,
  type Step,
  type Stretch,
} from './json-tree-parts';
import { JsonValue } from './json-value';
import { pathOf } from './payload-path';
import { PickButton } from './pick-button';
import { TreeFold } from './tree-fold';

/** Deeper levels stand under each other: an indentation for each of five hundred would leave no room for the values. */
const INDENTED_LEVELS = 20;

const List = styled.ul<{ $isIndented: boolean }>`
  list-style: none;
  padding-left: ${({ theme, $isIndented }) => ($isIndented ? theme.spaces[5] : 0)};
`;

interface SharedProps {
  /** How many levels are open at first. */
  openLevels: number;
  /** Makes every value that a path can name a button. */
  onPick?: (path: string) => void;
}

interface NodeProps extends SharedProps {
  /** From the top down to this value. */
  steps: Step[];
  value: unknown;
}

interface ChildrenProps extends SharedProps {
  container: object;
  stretch: Stretch;
  steps: Step[];
}

const Children = ({ container, stretch, steps, ...shared }: ChildrenProps) => {
  const { stepAt } = React.useMemo(() => stepsOf(container), [container]);
  const stretches = stretchesOf(stretch);
  const positions = Array.from({ length: stretch.to - stretch.from }, (_, at) => stretch.from + at);
  return (
    <List $isIndented={steps.length > 0 && steps.length < INDENTED_LEVELS}>
      {stretches
        ? stretches.map((part) => {
            const label = `${part.from} … ${part.to - 1}`;
            return (
              <TreeFold
                key={part.from}
                isOpenAtFirst={false}
                title={<Typography textColor="neutral600">{label}</Typography>}
              >
                {() => <Children container={container} stretch={part} steps={steps} {...shared} />}
              </TreeFold>
            );
          })
        : positions.map((position) => {
            const step = stepAt(position);
            return (
              <Node
                key={step}
                steps={[...steps, step]}
                value={childAt(container, step)}
                {...shared}
              />
            );
          })}
    </List>
  );
};

const Node = ({ steps, value, ...shared }: NodeProps) => {
  const t = useText();
  const { openLevels, onPick } = shared;
  const name = String(steps.at(-1) ?? '');
  const path = onPick ? pathOf(steps) : null;
  const pick = onPick && path !== null ? () => onPick(path) : undefined;

  if (!isContainer(value)) {
    return (
      <li>
        {/* As far in as the names beside it that have a chevron before them. */}
        <Flex tag="span" gap={2} wrap="wrap" paddingLeft={4}>
          <Typography fontWeight="semiBold" textColor="neutral800">
            <ForeignText>{name}</ForeignText>:
          </Typography>
          <JsonValue value={value} />
          {pick && path !== null && <PickButton path={path} onPick={pick} />}
        </Flex>
      </li>
    );
  }
  const { count } = stepsOf(value);
  return (
    <TreeFold
      isOpenAtFirst={steps.length < openLevels}
      title={
        <>
          <Typography fontWeight="semiBold" textColor="neutral800">
            <ForeignText>{name}</ForeignText>:
          </Typography>
          <Typography textColor="neutral600">
            {t(Array.isArray(value) ? 'tree.items' : 'tree.fields', { count })}
          </Typography>
        </>
      }
      extra={pick && path !== null && <PickButton path={path} onPick={pick} />}
    >
      {() => (
        <Children container={value} stretch={{ from: 0, to: count }} steps={steps} {...shared} />
      )}
    </TreeFold>
  );
};

interface JsonTreeProps {
  value: unknown;
  /** What the tree shows, for screen readers. */
  label: string;
  openLevels?: number;
  onPick?: (path: string) => void;
}

/**
 * A value as a tree that unfolds level by level. Nothing is rendered before it is opened, so that megabytes of JSON from
 * outside do not freeze the page, and everything is text whatever it contains.
 */
export const JsonTree = ({ value, label, openLevels = 2, onPick }: JsonTreeProps) => (
  // Focusable, so that the keyboard can scroll it.
  <Box
    background="neutral100"
    borderColor="neutral150"
    hasRadius
    padding={4}
    maxHeight="60rem"
    overflow="auto"
    tabIndex={0}
    role="region"
    aria-label={label}
    style={{ overflowWrap: 'anywhere' }}
  >
    {isContainer(value) ? (
      <Children
        container={value}
        stretch={{ from: 0, to: stepsOf(value).count }}
        steps={[]}
        openLevels={openLevels}
        {...(onPick && { onPick })}
      />
    ) : (
      <JsonValue value={value} />
    )}
  </Box>
);
