import { Field, Flex, SingleSelect, SingleSelectOption } from '@strapi/design-system';

import { useGetIntegrationSyncLocalesQuery } from '../../../api/sync-jobs';
import { Panel } from '../../../components/panel';
import { useText } from '../../../hooks/use-text';
import { DirectionChoice } from './direction-choice';
import type { StepProps } from './step-props';

const TypeField = ({ form, surroundings, isStored, errorOf, onChange }: StepProps) => {
  const t = useText();
  return (
    <Field.Root
      required
      error={errorOf('contentType')}
      hint={isStored ? t('sync.where.type-fixed') : undefined}
    >
      <Field.Label>{t('incoming.action.content-type')}</Field.Label>
      <SingleSelect
        value={form.contentType}
        placeholder={t('incoming.action.choose')}
        disabled={isStored}
        onChange={(uid) => onChange({ contentType: String(uid), locale: '' })}
      >
        {surroundings.contentTypes.map(({ uid, displayName }) => (
          <SingleSelectOption key={uid} value={uid}>
            {displayName}
          </SingleSelectOption>
        ))}
      </SingleSelect>
      <Field.Hint />
      <Field.Error />
    </Field.Root>
  );
};

const LocaleField = ({ form, isStored, errorOf, onChange }: StepProps) => {
  const t = useText();
  const { data: locales = [] } = useGetIntegrationSyncLocalesQuery();
  return (
    <Field.Root required error={errorOf('locale')} hint={t('sync.where.locale-hint')}>
      <Field.Label>{t('incoming.action.locale')}</Field.Label>
      <SingleSelect
        value={form.locale}
        placeholder={t('incoming.action.choose')}
        disabled={isStored}
        onChange={(code) => onChange({ locale: String(code) })}
      >
        {locales.map(({ code, name }) => (
          <SingleSelectOption key={code} value={code}>
            {name}
          </SingleSelectOption>
        ))}
      </SingleSelect>
      <Field.Hint />
      <Field.Error />
    </Field.Root>
  );
};

/** Which entries are kept alike with the records, which way changes go, and what the job is called. */
export const WhereStep = (props: StepProps) => {
  const t = useText();
  const { form, surroundings, errorOf, onChange } = props;
  const { type } = surroundings;
  return (
    <>
      <Panel title={t('sync.where.title')} description={t('sync.where.text')}>
        <Flex direction="column" alignItems="stretch" gap={4}>
          <TypeField {...props} />
          {type?.isLocalized && <LocaleField {...props} />}
          {type && (
            <Field.Root required error={errorOf('name')} hint={t('sync.where.name-hint')}>
              <Field.Label>{t('incoming.form.name')}</Field.Label>
              <Field.Input
                name="name"
                value={form.name}
                maxLength={100}
                onChange={(event) => onChange({ name: event.currentTarget.value })}
              />
              <Field.Hint />
              <Field.Error />
            </Field.Root>
          )}
        </Flex>
      </Panel>
      {type && (
        <Panel title={t('sync.direction')} description={t('sync.direction.text')}>
          <DirectionChoice {...props} />
        </Panel>
      )}
    </>
  );
};
