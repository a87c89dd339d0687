import { Field, SingleSelect, SingleSelectOption } from '@strapi/design-system';

import { useText } from '../hooks/use-text';

interface ConstantInputProps {
  /** "Value" without it. */
  label?: string;
  /** Strapi's type of the field that is filled. */
  type: string;
  value: string;
  error?: string;
  onChange: (text: string) => void;
}

/** A value that is always the same, as the field that it fills takes it. */
export const ConstantInput = ({ label, type, value, error, onChange }: ConstantInputProps) => {
  const t = useText();
  return (
    <Field.Root error={error}>
      <Field.Label>{label ?? t('form.filter.value')}</Field.Label>
      {type === 'boolean' ? (
        <SingleSelect
          value={value === 'true' ? 'true' : 'false'}
          onChange={(chosen) => onChange(String(chosen))}
        >
          <SingleSelectOption value="true">{t('form.filter.is-set')}</SingleSelectOption>
          <SingleSelectOption value="false">{t('form.filter.is-empty')}</SingleSelectOption>
        </SingleSelect>
      ) : (
        <Field.Input value={value} onChange={(event) => onChange(event.currentTarget.value)} />
      )}
      <Field.Error />
    </Field.Root>
  );
};
