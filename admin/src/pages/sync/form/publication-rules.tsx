import { Field, SingleSelect, SingleSelectOption } from '@strapi/design-system';

import type { Publication } from '../../../api/sync-contracts';
import { useText } from '../../../hooks/use-text';
import type { StepProps } from './step-props';

const PUBLICATIONS: Publication[] = ['draft', 'publish', 'as-it-was'];

/** Whether entries that have drafts are published once they were written. */
export const PublicationRules = ({ form, errorOf, onChange }: StepProps) => {
  const t = useText();
  return (
    <Field.Root
      error={errorOf('publication')}
      hint={t(`sync.rules.publication.${form.publication}.hint`)}
    >
      <Field.Label>{t('sync.rules.publication')}</Field.Label>
      <SingleSelect
        value={form.publication}
        onChange={(chosen) =>
          onChange({ publication: PUBLICATIONS.find((one) => one === chosen) ?? 'draft' })
        }
      >
        {PUBLICATIONS.map((one) => (
          <SingleSelectOption key={one} value={one}>
            {t(`sync.rules.publication.${one}`)}
          </SingleSelectOption>
        ))}
      </SingleSelect>
      <Field.Hint />
      <Field.Error />
    </Field.Root>
  );
};
