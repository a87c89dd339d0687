import { Button, Flex } from '@strapi/design-system';

interface ChoiceProps {
  /** What is chosen, for screen readers. */
  label: string;
  value: string;
  options: { value: string; label: string }[];
  onChange: (value: string) => void;
}

/** A choice between two or three ways to see the same thing. */
export const Choice = ({ label, value, options, onChange }: ChoiceProps) => (
  <Flex role="group" aria-label={label} gap={1}>
    {options.map((option) => (
      <Button
        key={option.value}
        type="button"
        size="S"
        variant={option.value === value ? 'secondary' : 'ghost'}
        aria-pressed={option.value === value}
        onClick={() => onChange(option.value)}
      >
        {option.label}
      </Button>
    ))}
  </Flex>
);
