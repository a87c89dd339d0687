import { Field } from '@strapi/design-system';

interface TextFieldProps {
  /** Its path in the form, by which it is found. */
  name: string;
  label: string;
  value: string;
  hint?: string | undefined;
  error?: string | undefined;
  placeholder?: string;
  isRequired?: boolean;
  isDisabled?: boolean;
  maxLength?: number;
  /** Id of a list of suggestions. */
  list?: string;
  onChange: (value: string) => void;
}

/** A line of text with its label, what is to be entered, and what is wrong with it. */
export const TextField = ({
  name,
  label,
  value,
  hint,
  error,
  placeholder,
  isRequired = false,
  isDisabled = false,
  maxLength = 2000,
  list,
  onChange,
}: TextFieldProps) => (
  <Field.Root name={name} required={isRequired} error={error} hint={hint}>
    <Field.Label>{label}</Field.Label>
    <Field.Input
      name={name}
      value={value}
      placeholder={placeholder}
      disabled={isDisabled}
      maxLength={maxLength}
      list={list}
      autoComplete="off"
      spellCheck={false}
      onChange={(event) => onChange(event.currentTarget.value)}
    />
    <Field.Hint />
    <Field.Error />
  </Field.Root>
);
