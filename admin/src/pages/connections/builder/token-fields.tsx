import { Checkbox, Flex, Grid } from '@strapi/design-system';

import { SelectField } from '../../../components/select-field';
import { TextField } from '../../../components/text-field';
import { useText } from '../../../hooks/use-text';
import { ScopeField } from '../connect/scope-field';
import type { AuthForm } from './auth-form';

interface TokenFieldsProps {
  auth: AuthForm;
  errorOf: (path: string) => string | undefined;
  onChange: (changes: Partial<AuthForm>) => void;
}

const ADDRESSES = ['authorizeUrl', 'tokenUrl', 'revokeUrl'] as const;
const NO_SCOPES: string[] = [];

/** Where the service gives out tokens, and what they are to allow. */
export const TokenFields = ({ auth, errorOf, onChange }: TokenFieldsProps) => {
  const t = useText();
  const addresses = ADDRESSES.filter(
    (address) => address !== 'authorizeUrl' || auth.kind === 'oauth2',
  );
  return (
    <Flex direction="column" alignItems="stretch" gap={4}>
      {addresses.map((address) => (
        <TextField
          key={address}
          name={`auth.${address}`}
          label={t(`builder.token.${address}`)}
          hint={t(`builder.token.${address}-hint`)}
          value={auth[address]}
          error={errorOf(`auth.${address}`)}
          isRequired={address !== 'revokeUrl'}
          onChange={(text) => onChange({ [address]: text })}
        />
      ))}
      <ScopeField
        scopes={auth.scopes}
        defaults={NO_SCOPES}
        error={errorOf('auth.scopes')}
        onChange={(scopes) => onChange({ scopes })}
      />
      <Grid.Root gap={4}>
        <Grid.Item col={6} xs={12} direction="column" alignItems="stretch">
          <SelectField
            label={t('builder.token.separator')}
            value={auth.scopeSeparator}
            options={[
              { value: ' ', label: t('builder.token.separator.space') },
              { value: ',', label: t('builder.token.separator.comma') },
            ]}
            onChange={(scopeSeparator) => onChange({ scopeSeparator })}
          />
        </Grid.Item>
        <Grid.Item col={6} xs={12} direction="column" alignItems="stretch">
          <SelectField
            label={t('builder.token.client')}
            value={auth.clientAuthentication}
            options={[
              { value: 'body', label: t('builder.token.client.body') },
              { value: 'basic', label: t('builder.token.client.basic') },
            ]}
            onChange={(clientAuthentication) => onChange({ clientAuthentication })}
          />
        </Grid.Item>
      </Grid.Root>
      {auth.kind === 'oauth2' && (
        <Checkbox
          checked={auth.usesPkce}
          onCheckedChange={(checked) => onChange({ usesPkce: checked === true })}
        >
          {t('builder.token.pkce')}
        </Checkbox>
      )}
    </Flex>
  );
};
