import { Field, Flex } from '@strapi/design-system';

import { Notice } from '../../../components/notice';
import { SecretInput } from '../../../components/secret-input';
import { useText } from '../../../hooks/use-text';
import type { useClientForm } from './use-client-form';

interface ClientFieldsProps {
  form: ReturnType<typeof useClientForm>;
}

/** The id and the secret of the app at the service. */
export const ClientFields = ({ form }: ClientFieldsProps) => {
  const t = useText();
  const { texts, isSecretKept, change, errorOf, otherErrors } = form;
  return (
    <Flex direction="column" alignItems="stretch" gap={4}>
      {otherErrors.length > 0 && (
        <Notice variant="danger" title={t('form.not-saved')}>
          {otherErrors.join(' ')}
        </Notice>
      )}
      <Field.Root required error={errorOf('clientId')}>
        <Field.Label>{t('connections.credential.clientId')}</Field.Label>
        <Field.Input
          name="clientId"
          value={texts.clientId}
          autoComplete="off"
          spellCheck={false}
          onChange={(event) => change({ clientId: event.currentTarget.value })}
        />
        <Field.Error />
      </Field.Root>
      <Field.Root
        required={!isSecretKept}
        error={errorOf('clientSecret')}
        hint={isSecretKept ? t('connections.client.secret-kept') : undefined}
      >
        <Field.Label>{t('connections.credential.clientSecret')}</Field.Label>
        <SecretInput
          name="clientSecret"
          value={texts.clientSecret}
          onChange={(clientSecret) => change({ clientSecret })}
        />
        <Field.Hint />
        <Field.Error />
      </Field.Root>
    </Flex>
  );
};
