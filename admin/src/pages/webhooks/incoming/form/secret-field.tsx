import * as React from 'react';
import { Box, Button, Field, Flex, IconButton } from '@strapi/design-system';
import { Eye, EyeStriked, Magic } from '@strapi/icons';

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
  const [isShown, setIsShown] = React.useState(false);

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
          <Field.Input
            name="secret"
            type={isShown ? 'text' : 'password'}
            value={value}
            autoComplete="new-password"
            spellCheck={false}
            onChange={(event) => onChange(event.currentTarget.value)}
            endAction={
              <IconButton
                type="button"
                size="XS"
                variant="ghost"
                label={t(isShown ? 'secret.hide' : 'incoming.form.secret-show')}
                onClick={() => setIsShown(!isShown)}
              >
                {isShown ? <EyeStriked /> : <Eye />}
              </IconButton>
            }
          />
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
