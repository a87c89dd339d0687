import * as React from 'react';
import { Box, Button, Field, Flex } from '@strapi/design-system';
import { Magic } from '@strapi/icons';

import { SecretInput } from '../../../../components/secret-input';
import { SecretText } from '../../../../components/secret-text';
import { useText } from '../../../../hooks/use-text';
import { isSecretOurs, secretHintKey } from '../providers/provider-words';
import { generateSecret } from './generate-secret';

interface SecretFieldProps {
  provider: string;
  value: string;
  error?: string;
  onChange: (secret: string) => void;
}

/**
 * What a service proves itself with. It is only ever written, so one that is made here is shown until it is stored, to
 * be copied.
 */
export const SecretField = ({ provider, value, error, onChange }: SecretFieldProps) => {
  const t = useText();
  const [generated, setGenerated] = React.useState<string>();

  if (generated !== undefined && value === generated) {
    return (
      <Flex direction="column" alignItems="flex-start" gap={2}>
        <SecretText
          label={t('secret.label')}
          value={generated}
          hint={t('incoming.form.secret-generated')}
        />
        <Button type="button" variant="tertiary" size="S" onClick={() => onChange('')}>
          {t('incoming.form.secret-other')}
        </Button>
      </Flex>
    );
  }

  const generate = () => {
    const secret = generateSecret();
    setGenerated(secret);
    onChange(secret);
  };

  return (
    <Field.Root required error={error} hint={t(secretHintKey(provider))}>
      <Field.Label>{t('secret.label')}</Field.Label>
      <Flex gap={2} alignItems="stretch">
        <Box flex="1">
          <SecretInput name="secret" value={value} onChange={onChange} />
        </Box>
        {isSecretOurs(provider) && (
          <Button
            type="button"
            variant="secondary"
            size="L"
            startIcon={<Magic />}
            onClick={generate}
          >
            {t('incoming.form.secret-generate')}
          </Button>
        )}
      </Flex>
      <Field.Hint />
      <Field.Error />
    </Field.Root>
  );
};
