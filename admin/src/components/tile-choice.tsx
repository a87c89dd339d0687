import { Flex, Typography } from '@strapi/design-system';
import { styled } from 'styled-components';

import { FieldProblem } from './field-problem';

const Tiles = styled.div<{ $isWide: boolean }>`
  display: grid;
  grid-template-columns: repeat(
    auto-fill,
    minmax(min(${({ $isWide }) => ($isWide ? '32rem' : '20rem')}, 100%), 1fr)
  );
  gap: ${({ theme }) => theme.spaces[3]};
`;

const Tile = styled.label`
  position: relative;
  display: flex;
  align-items: center;
  gap: ${({ theme }) => theme.spaces[3]};
  padding: ${({ theme }) => theme.spaces[3]};
  border: 1px solid ${({ theme }) => theme.colors.neutral200};
  border-radius: ${({ theme }) => theme.borderRadius};
  cursor: pointer;

  &:has(input:checked) {
    border-color: ${({ theme }) => theme.colors.primary600};
    background: ${({ theme }) => theme.colors.primary100};
  }

  &:has(input:focus-visible) {
    outline: 2px solid ${({ theme }) => theme.colors.primary600};
    outline-offset: 2px;
  }

  /* The whole tile is the radio button; the browser's own is only there for the keyboard. */
  input {
    position: absolute;
    opacity: 0;
  }
`;

export interface TileOption<Value extends string> {
  value: Value;
  title: string;
  /** What choosing it means. */
  text?: string | undefined;
  picture?: React.ReactNode;
}

interface TileChoiceProps<Value extends string> {
  /** Of the field. */
  name: string;
  /** What is chosen, for screen readers. */
  label: string;
  options: TileOption<Value>[];
  /** Null while nothing is chosen. */
  value: Value | null;
  error?: string | undefined;
  onChange: (value: Value) => void;
}

/** A choice as tiles, of which one is chosen. */
export const TileChoice = <Value extends string>({
  name,
  label,
  options,
  value,
  error,
  onChange,
}: TileChoiceProps<Value>) => (
  <Flex direction="column" alignItems="stretch" gap={3}>
    <Tiles role="radiogroup" aria-label={label} $isWide={options.some(({ text }) => text)}>
      {options.map((option) => (
        <Tile key={option.value}>
          <input
            type="radio"
            name={name}
            value={option.value}
            checked={option.value === value}
            // The first field with a problem takes the focus.
            data-invalid={error !== undefined}
            onChange={() => onChange(option.value)}
          />
          {option.picture}
          <Flex tag="span" direction="column" alignItems="flex-start" minWidth={0}>
            <Typography textColor="neutral800">{option.title}</Typography>
            {option.text && (
              <Typography variant="pi" textColor="neutral600">
                {option.text}
              </Typography>
            )}
          </Flex>
        </Tile>
      ))}
    </Tiles>
    <FieldProblem>{error}</FieldProblem>
  </Flex>
);
