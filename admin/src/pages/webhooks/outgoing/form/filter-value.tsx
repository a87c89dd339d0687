import { Field, SingleSelect, SingleSelectOption, Textarea } from '@strapi/design-system';

import { useText } from '../../../../hooks/use-text';
import type { FilterRow } from './filter-text';

interface FilterValueProps {
  row: FilterRow;
  error?: string;
  onChange: (value: string) => void;
}

/** What a field is compared with, as its comparison needs it: a value, a line each of several, or yes or no. */
export const FilterValue = ({ row: { operator, value }, error, onChange }: FilterValueProps) => {
  const t = useText();
  if (operator === 'exists') {
    return (
      <Field.Root>
        <Field.Label>{t('form.filter.value')}</Field.Label>
        <SingleSelect value={value} onChange={(chosen) => onChange(String(chosen))}>
          <SingleSelectOption value="true">{t('form.filter.is-set')}</SingleSelectOption>
          <SingleSelectOption value="false">{t('form.filter.is-empty')}</SingleSelectOption>
        </SingleSelect>
      </Field.Root>
    );
  }
  if (operator === 'in') {
    return (
      <Field.Root error={error} hint={t('form.filter.values-hint')}>
        <Field.Label>{t('form.filter.values')}</Field.Label>
        <Textarea value={value} onChange={(event) => onChange(event.currentTarget.value)} />
        <Field.Hint />
        <Field.Error />
      </Field.Root>
    );
  }
  return (
    <Field.Root error={error} hint={t('form.filter.value-hint')}>
      <Field.Label>{t('form.filter.value')}</Field.Label>
      <Field.Input value={value} onChange={(event) => onChange(event.currentTarget.value)} />
      <Field.Hint />
      <Field.Error />
    </Field.Root>
  );
};
