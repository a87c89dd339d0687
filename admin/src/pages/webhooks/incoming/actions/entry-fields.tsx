import { Box, Field, Flex, SingleSelect, SingleSelectOption } from '@strapi/design-system';

import type { MappableContentType } from '../../../../api/incoming-contracts';
import { useGetIntegrationLocalesQuery } from '../../../../api/sources';
import { useText } from '../../../../hooks/use-text';
import { typesFor, type ActionForm } from './action-form';
import { PathInput } from './path-input';
import type { PathTarget } from './picked-path';

export interface ActionFieldsProps {
  form: ActionForm;
  contentTypes: MappableContentType[];
  payload: unknown;
  /** The id of the list of suggested paths. */
  list: string;
  errorOf: (path: string) => string | undefined;
  onChange: (changes: Partial<ActionForm>) => void;
  /** Tells which path a click into the event fills. */
  onPathFocus: (target: PathTarget) => void;
}

const DEFAULT_LOCALE = 'default';

const LocaleField = ({ form, onChange }: Pick<ActionFieldsProps, 'form' | 'onChange'>) => {
  const t = useText();
  const { data: locales = [] } = useGetIntegrationLocalesQuery();
  if (locales.length === 0) return null;
  return (
    <Field.Root hint={form.kind === 'delete' ? t('incoming.action.locale-delete') : undefined}>
      <Field.Label>{t('incoming.action.locale')}</Field.Label>
      <SingleSelect
        value={form.locale === '' ? DEFAULT_LOCALE : form.locale}
        onChange={(code) => onChange({ locale: code === DEFAULT_LOCALE ? '' : String(code) })}
      >
        <SingleSelectOption value={DEFAULT_LOCALE}>
          {t(
            form.kind === 'delete'
              ? 'incoming.action.locale-all'
              : 'incoming.action.locale-default',
          )}
        </SingleSelectOption>
        {locales.map(({ code, name }) => (
          <SingleSelectOption key={code} value={code}>
            {name}
          </SingleSelectOption>
        ))}
      </SingleSelect>
      <Field.Hint />
    </Field.Root>
  );
};

/** Which entry an action is about: its content type, and how it is found. */
export const EntryFields = ({
  form,
  contentTypes,
  payload,
  list,
  errorOf,
  onChange,
  onPathFocus,
}: ActionFieldsProps) => {
  const t = useText();
  const offered = typesFor(form.kind, contentTypes);
  const type = offered.find(({ uid }) => uid === form.contentType);
  const matchFields = type?.fields.filter(({ canMatch }) => canMatch) ?? [];
  const matched = matchFields.find(({ name }) => name === form.matchField);

  const chooseType = (uid: string) => {
    const chosen = contentTypes.find((candidate) => candidate.uid === uid);
    const fields = chosen?.fields.filter(({ canMatch }) => canMatch) ?? [];
    const suggested = fields.find(({ isUnique }) => isUnique)?.name ?? '';
    onChange({ contentType: uid, matchField: suggested, rows: [], locale: '' });
  };

  return (
    <Flex direction="column" alignItems="stretch" gap={4}>
      <Field.Root required error={errorOf('contentType')}>
        <Field.Label>{t('incoming.action.content-type')}</Field.Label>
        <SingleSelect
          value={type?.uid ?? ''}
          placeholder={t('incoming.action.choose')}
          onChange={(uid) => chooseType(String(uid))}
        >
          {offered.map(({ uid, displayName }) => (
            <SingleSelectOption key={uid} value={uid}>
              {displayName}
            </SingleSelectOption>
          ))}
        </SingleSelect>
        <Field.Error />
      </Field.Root>
      {type && (
        <>
          <Flex gap={4} alignItems="flex-start" wrap="wrap">
            <Box flex="1 1 18rem">
              <Field.Root
                required
                error={errorOf('matchField')}
                hint={
                  matched && !matched.isUnique
                    ? t('incoming.action.match-not-unique')
                    : t('incoming.action.match-field-hint')
                }
              >
                <Field.Label>{t('incoming.action.match-field')}</Field.Label>
                <SingleSelect
                  value={form.matchField}
                  placeholder={t('incoming.action.choose')}
                  onChange={(name) =>
                    onChange({
                      matchField: String(name),
                      rows: form.rows.filter(({ field }) => field !== name),
                    })
                  }
                >
                  {matchFields.map(({ name }) => (
                    <SingleSelectOption key={name} value={name}>
                      {name}
                    </SingleSelectOption>
                  ))}
                </SingleSelect>
                <Field.Hint />
                <Field.Error />
              </Field.Root>
            </Box>
            <Box flex="1 1 18rem">
              <PathInput
                label={t('incoming.action.match-path')}
                value={form.matchPath}
                payload={payload}
                list={list}
                error={errorOf('matchPath')}
                onFocus={() => onPathFocus('match')}
                onChange={(matchPath) => onChange({ matchPath })}
              />
            </Box>
          </Flex>
          {type.isLocalized && <LocaleField form={form} onChange={onChange} />}
        </>
      )}
    </Flex>
  );
};
