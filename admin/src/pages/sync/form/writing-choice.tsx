import { Field, SingleSelect, SingleSelectOption } from '@strapi/design-system';

import type { Writing } from '../../../api/sync-contracts';
import { useText } from '../../../hooks/use-text';
import type { StepProps } from './step-props';

const WRITINGS: Writing[] = ['documents', 'bulk'];

/** Whether new entries are made one by one, or many at once with less around them. */
export const WritingChoice = ({ form, errorOf, onChange }: StepProps) => {
  const t = useText();
  return (
    <Field.Root error={errorOf('writing')} hint={t(`sync.rules.writing.${form.writing}.hint`)}>
      <Field.Label>{t('sync.rules.writing')}</Field.Label>
      <SingleSelect
        value={form.writing}
        onChange={(chosen) =>
          onChange({ writing: WRITINGS.find((one) => one === chosen) ?? 'documents' })
        }
      >
        {WRITINGS.map((one) => (
          <SingleSelectOption key={one} value={one}>
            {t(`sync.rules.writing.${one}`)}
          </SingleSelectOption>
        ))}
      </SingleSelect>
      <Field.Hint />
      <Field.Error />
    </Field.Root>
  );
};
