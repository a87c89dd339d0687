import { Field } from '@strapi/design-system';

import type { CatalogueEntry } from '../../../api/connection-contracts';
import { Panel } from '../../../components/panel';
import { SettingsFields } from '../../../components/settings-fields';
import { fieldsOf } from '../../../components/settings-schema';
import { useText } from '../../../hooks/use-text';
import { credentialFieldsOf, isSiteClientUsable } from '../credential-fields';
import { CredentialInputs } from '../credential-inputs';
import { useConnectionSettingWords } from '../use-connection-setting-words';
import { defaultScopesOf, hasScopes, type ConnectForm } from './connect-form';
import { ScopeField } from './scope-field';
import { SetUpSteps } from './set-up-steps';

interface ConnectFieldsProps {
  form: ConnectForm;
  provider: CatalogueEntry;
  redirectUri: string;
  errorOf: (path: string) => string | undefined;
  onChange: (changes: Partial<ConnectForm>) => void;
}

/** What the service has to be told, in the way of connecting that is chosen. */
export const ConnectFields = ({
  form,
  provider,
  redirectUri,
  errorOf,
  onChange,
}: ConnectFieldsProps) => {
  const t = useText();
  const wordsOf = useConnectionSettingWords(provider.id);
  const settings = fieldsOf(provider.settingsSchema);
  const credentials = credentialFieldsOf(form.auth, provider.hasOwnClient);
  const isOptional = isSiteClientUsable(form.auth, provider.client !== null);

  return (
    <>
      {credentials.length > 0 && (
        <Panel
          title={t('connections.form.credentials')}
          description={t(
            isOptional
              ? 'connections.form.credentials-text.optional'
              : 'connections.form.credentials-text',
          )}
        >
          <SetUpSteps provider={provider} auth={form.auth} redirectUri={redirectUri} />
          <CredentialInputs
            auth={form.auth}
            fields={credentials}
            texts={form.credentials}
            isOptional={isOptional}
            errorOf={errorOf}
            onChange={(texts) => onChange({ credentials: texts })}
          />
        </Panel>
      )}
      {settings.length > 0 && (
        <Panel title={t('connections.form.settings')}>
          <SettingsFields
            wordsOf={wordsOf}
            fields={settings}
            texts={form.settings}
            errorOf={errorOf}
            onChange={(texts) => onChange({ settings: texts })}
          />
        </Panel>
      )}
      {hasScopes(form.auth) && (
        <Panel
          title={t('connections.form.scopes')}
          description={t('connections.form.scopes-text', { name: provider.name })}
        >
          <ScopeField
            scopes={form.scopes}
            defaults={defaultScopesOf(provider, form.auth)}
            error={errorOf('scopes')}
            onChange={(scopes) => onChange({ scopes })}
          />
        </Panel>
      )}
      <Panel title={t('incoming.form.name')}>
        <Field.Root error={errorOf('name')} hint={t('connections.form.name-hint')}>
          <Field.Label>{t('incoming.form.name')}</Field.Label>
          <Field.Input
            name="name"
            value={form.name}
            maxLength={200}
            onChange={(event) => onChange({ name: event.currentTarget.value })}
          />
          <Field.Hint />
          <Field.Error />
        </Field.Root>
      </Panel>
    </>
  );
};
