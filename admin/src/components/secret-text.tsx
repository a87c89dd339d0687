import { Field } from '@strapi/design-system';

import { useText } from '../hooks/use-text';
import { CopyButton } from './copy-button';

interface SecretTextProps {
  label: string;
  value: string;
  hint?: string;
}

/** A secret or a key in a field that can be selected and copied, not changed. */
export const SecretText = ({ label, value, hint }: SecretTextProps) => {
  const t = useText();
  return (
    <Field.Root hint={hint} width="100%">
      <Field.Label>{label}</Field.Label>
      <Field.Input
        readOnly
        value={value}
        autoComplete="off"
        spellCheck={false}
        onFocus={(event) => event.currentTarget.select()}
        endAction={<CopyButton value={value} label={t('copy.label', { what: label })} />}
      />
      <Field.Hint />
    </Field.Root>
  );
};
