import { Field, Flex } from '@strapi/design-system';

import type { AuthKind } from '../../api/connection-contracts';
import { SecretInput } from '../../components/secret-input';
import { useText } from '../../hooks/use-text';
import {
  credentialLabelKey,
  isOptionalField,
  isSecretField,
  type CredentialField,
  type CredentialTexts,
} from './credential-fields';

interface CredentialInputsProps {
  auth: AuthKind;
  fields: CredentialField[];
  texts: CredentialTexts;
  /** Whether all may be empty, since what is known already is taken then. */
  isOptional?: boolean;
  errorOf?: (path: string) => string | undefined;
  onChange: (texts: CredentialTexts) => void;
}

/** The fields in which the credentials of an account are entered; they are never shown again. */
export const CredentialInputs = ({
  auth,
  fields,
  texts,
  isOptional = false,
  errorOf,
  onChange,
}: CredentialInputsProps) => {
  const t = useText();
  const hintOf = (field: CredentialField) =>
    isOptionalField(field) ? t('connections.credential.password-hint') : undefined;
  return (
    <Flex direction="column" alignItems="stretch" gap={4}>
      {fields.map((field) => {
        const change = (value: string) => onChange({ ...texts, [field]: value });
        return (
          <Field.Root
            key={field}
            required={!isOptional && !isOptionalField(field)}
            error={errorOf?.(`credentials.${field}`)}
            hint={hintOf(field)}
          >
            <Field.Label>{t(credentialLabelKey(auth, field))}</Field.Label>
            {isSecretField(field) ? (
              <SecretInput name={`credentials.${field}`} value={texts[field]} onChange={change} />
            ) : (
              <Field.Input
                name={`credentials.${field}`}
                value={texts[field]}
                autoComplete="off"
                spellCheck={false}
                onChange={(event) => change(event.currentTarget.value)}
              />
            )}
            <Field.Hint />
            <Field.Error />
          </Field.Root>
        );
      })}
    </Flex>
  );
};
