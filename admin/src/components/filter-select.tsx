import { Box, SingleSelect, SingleSelectOption } from '@strapi/design-system';

interface FilterSelectProps {
  label: string;
  allLabel: string;
  /** '' where nothing is chosen. */
  value: string;
  options: { value: string; label: string }[];
  onChange: (value: string | undefined) => void;
}

/** Narrows a log to one of several values, or to none. */
export const FilterSelect = ({ label, allLabel, value, options, onChange }: FilterSelectProps) => (
  <Box minWidth="18rem">
    <SingleSelect
      size="S"
      aria-label={label}
      value={value === '' ? 'all' : value}
      onChange={(chosen) => onChange(chosen === 'all' ? undefined : String(chosen))}
    >
      <SingleSelectOption value="all">{allLabel}</SingleSelectOption>
      {options.map((option) => (
        <SingleSelectOption key={option.value} value={option.value}>
          {option.label}
        </SingleSelectOption>
      ))}
    </SingleSelect>
  </Box>
);
