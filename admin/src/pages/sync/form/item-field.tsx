import { Field } from '@strapi/design-system';

interface ItemFieldProps {
  label: string;
  hint: string;
  placeholder: string;
  value: string;
  onChange: (value: string) => void;
}

/** Where each item of a list has what is looked for, as a path within it. */
export const ItemField = ({ label, hint, placeholder, value, onChange }: ItemFieldProps) => (
  <Field.Root hint={hint}>
    <Field.Label>{label}</Field.Label>
    <Field.Input
      value={value}
      placeholder={placeholder}
      autoComplete="off"
      spellCheck={false}
      onChange={(event) => onChange(event.currentTarget.value)}
    />
    <Field.Hint />
  </Field.Root>
);
