import { Field, SingleSelect, SingleSelectOption } from '@strapi/design-system';

import { useText } from '../../../hooks/use-text';

const NONE = 'none';

interface DefaultFieldProps {
  /** Strapi's type of the field that is filled. */
  type: string;
  /** '' for none. */
  value: string;
  error: string | undefined;
  onChange: (text: string) => void;
}

/** What a new entry gets where its record has nothing. */
export const DefaultField = ({ type, value, error, onChange }: DefaultFieldProps) => {
  const t = useText();
  return (
    <Field.Root error={error} hint={t('sync.fields.default-hint')}>
      <Field.Label>{t('sync.fields.default')}</Field.Label>
      {type === 'boolean' ? (
        <SingleSelect
          value={value === '' ? NONE : value}
          onChange={(chosen) => onChange(chosen === NONE ? '' : String(chosen))}
        >
          <SingleSelectOption value={NONE}>{t('settings.none')}</SingleSelectOption>
          <SingleSelectOption value="true">{t('form.filter.is-set')}</SingleSelectOption>
          <SingleSelectOption value="false">{t('form.filter.is-empty')}</SingleSelectOption>
        </SingleSelect>
      ) : (
        <Field.Input value={value} onChange={(event) => onChange(event.currentTarget.value)} />
      )}
      <Field.Hint />
      <Field.Error />
    </Field.Root>
  );
};
