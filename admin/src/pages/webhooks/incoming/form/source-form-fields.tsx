import { Flex, Link, Typography } from '@strapi/design-system';
import { Link as RouterLink } from 'react-router-dom';

import type { ProviderInfo, Source } from '../../../../api/incoming-contracts';
import { useGetIntegrationSourcesQuery } from '../../../../api/sources';
import { Panel } from '../../../../components/panel';
import { ProviderTile } from '../../../../components/provider-tile';
import { SettingsFields } from '../../../../components/settings-fields';
import { fieldsOf, toTexts } from '../../../../components/settings-schema';
import { useText } from '../../../../hooks/use-text';
import { sourceTabAddress } from '../addresses';
import { AdvancedFields } from './advanced-fields';
import { NameFields } from './name-fields';
import { ProviderChoice } from './provider-choice';
import { SecretField } from './secret-field';
import { freeSlug } from './slug';
import type { SourceForm } from './source-form';
import { useSettingWords } from './use-setting-words';

interface SourceFormFieldsProps {
  form: SourceForm;
  /** What is changed; absent for a new source. */
  stored?: Source;
  providers: ProviderInfo[];
  errorOf: (path: string) => string | undefined;
  onChange: (changes: Partial<SourceForm>) => void;
}

/** The service of a stored source, which stays the same: another service has another way to sign. */
const StoredProvider = ({ source }: { source: Source }) => {
  const t = useText();
  return (
    <Flex gap={3}>
      <ProviderTile id={source.provider} name={source.providerName} />
      <Flex direction="column" alignItems="flex-start">
        <Typography textColor="neutral800">
          {source.providerName ?? t('incoming.provider.missing', { id: source.provider })}
        </Typography>
        <Typography variant="pi" textColor="neutral600">
          {t('incoming.form.provider-fixed')}
        </Typography>
      </Flex>
    </Flex>
  );
};

/** The form of a source. What depends on the service appears once it is chosen. */
export const SourceFormFields = ({
  form,
  stored,
  providers,
  errorOf,
  onChange,
}: SourceFormFieldsProps) => {
  const t = useText();
  const { provider } = form;
  const wordsOf = useSettingWords(provider?.id ?? '');
  const { data: sources = [] } = useGetIntegrationSourcesQuery();
  const taken = sources.map(({ slug }) => slug);
  const settings = fieldsOf(provider?.settingsSchema ?? null);

  const choose = (chosen: ProviderInfo) => {
    // Until it has a name of its own, a source is called like its service.
    const isUnnamed = form.name === '' || form.name === provider?.name;
    onChange({
      provider: chosen,
      secret: '',
      settings: toTexts(fieldsOf(chosen.settingsSchema)),
      ...(isUnnamed && { name: chosen.name, slug: freeSlug(chosen.name, taken) }),
    });
  };

  return (
    <Flex direction="column" alignItems="stretch" gap={6}>
      <Panel
        title={t('incoming.form.provider')}
        {...(!stored && { description: t('incoming.form.provider-text') })}
      >
        {stored ? (
          <StoredProvider source={stored} />
        ) : (
          <ProviderChoice
            providers={providers}
            chosen={provider}
            error={errorOf('provider')}
            onChange={choose}
          />
        )}
      </Panel>
      {(provider ?? stored) && (
        <>
          <Panel title={t('incoming.form.name-title')}>
            <NameFields
              form={form}
              {...(stored && { storedSlug: stored.slug })}
              errorOf={errorOf}
              onChange={onChange}
            />
          </Panel>
          <Panel title={t('secret.label')} description={t('incoming.form.secret-text')}>
            {stored ? (
              <Link tag={RouterLink} to={sourceTabAddress(stored.id, 'secret')}>
                {t('incoming.form.secret-elsewhere')}
              </Link>
            ) : (
              provider && (
                <SecretField
                  key={provider.id}
                  provider={provider.id}
                  value={form.secret}
                  error={errorOf('secret')}
                  onChange={(secret) => onChange({ secret })}
                />
              )
            )}
          </Panel>
          {provider && settings.length > 0 && (
            <Panel
              title={t('incoming.form.settings-title')}
              description={t('incoming.form.settings-text')}
            >
              <SettingsFields
                wordsOf={wordsOf}
                fields={settings}
                texts={form.settings}
                errorOf={errorOf}
                onChange={(texts) => onChange({ settings: texts })}
              />
            </Panel>
          )}
          <Panel title={t('form.advanced.title')}>
            <AdvancedFields values={form} errorOf={errorOf} onChange={onChange} />
          </Panel>
        </>
      )}
    </Flex>
  );
};
