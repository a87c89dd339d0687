import { Grid } from '@strapi/design-system';

import { SelectField } from '../../../components/select-field';
import { TextField } from '../../../components/text-field';
import { useText } from '../../../hooks/use-text';
import type { AuthForm } from './auth-form';

interface KeyFieldsProps {
  auth: AuthForm;
  errorOf: (path: string) => string | undefined;
  onChange: (changes: Partial<AuthForm>) => void;
}

/** Where the key of an account is sent. */
export const KeyFields = ({ auth, errorOf, onChange }: KeyFieldsProps) => {
  const t = useText();
  return (
    <Grid.Root gap={4}>
      <Grid.Item col={6} xs={12} direction="column" alignItems="stretch">
        <SelectField
          label={t('builder.key.in')}
          value={auth.in}
          options={[
            { value: 'header', label: t('builder.key.in.header') },
            { value: 'query', label: t('builder.key.in.query') },
          ]}
          onChange={(place) => onChange({ in: place })}
        />
      </Grid.Item>
      <Grid.Item col={6} xs={12} direction="column" alignItems="stretch">
        <TextField
          name="auth.keyName"
          label={t(auth.in === 'header' ? 'builder.key.header' : 'builder.key.parameter')}
          value={auth.keyName}
          error={errorOf('auth.keyName')}
          maxLength={100}
          isRequired
          onChange={(keyName) => onChange({ keyName })}
        />
      </Grid.Item>
      {auth.in === 'header' && (
        <Grid.Item col={12} direction="column" alignItems="stretch">
          <TextField
            name="auth.prefix"
            label={t('builder.key.prefix')}
            hint={t('builder.key.prefix-hint')}
            value={auth.prefix}
            error={errorOf('auth.prefix')}
            maxLength={50}
            onChange={(prefix) => onChange({ prefix })}
          />
        </Grid.Item>
      )}
    </Grid.Root>
  );
};
