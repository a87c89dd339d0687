import { Field, SingleSelect, SingleSelectOption } from '@strapi/design-system';

interface SelectFieldProps<Value extends string> {
  label: string;
  value: Value;
  options: readonly { value: Value; label: string }[];
  hint?: string | undefined;
  error?: string | undefined;
  isRequired?: boolean;
  onChange: (value: Value) => void;
}

/** A choice from a list with its label, what it means, and what is wrong with it. */
export const SelectField = <Value extends string>({
  label,
  value,
  options,
  hint,
  error,
  isRequired = false,
  onChange,
}: SelectFieldProps<Value>) => (
  <Field.Root required={isRequired} error={error} hint={hint}>
    <Field.Label>{label}</Field.Label>
    <SingleSelect value={value} onChange={(chosen) => onChange(chosen as Value)}>
      {options.map((option) => (
        <SingleSelectOption key={option.value} value={option.value}>
          {option.label}
        </SingleSelectOption>
      ))}
    </SingleSelect>
    <Field.Hint />
    <Field.Error />
  </Field.Root>
);
