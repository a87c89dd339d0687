import { Field, SingleSelect, SingleSelectOption } from '@strapi/design-system';

import type { Source } from '../../../../api/incoming-contracts';
import { Panel } from '../../../../components/panel';
import { useText } from '../../../../hooks/use-text';
import { ACTION_KINDS, isAboutEntry } from './action-form';
import { EntryFields, type ActionFieldsProps } from './entry-fields';
import { HandlerText } from './handler-text';
import { MappingFields } from './mapping-fields';
import { SyncFields } from './sync-fields';
import { TypeChoice } from './type-choice';

/** The form of an action: for which events it runs, what it does, and what that needs. */
export const ActionFields = ({ source, ...shared }: ActionFieldsProps & { source: Source }) => {
  const t = useText();
  const { form, errorOf, onChange } = shared;
  const { kind } = form;
  return (
    <>
      <Panel title={t('incoming.action.when')} description={t('incoming.action.when-text')}>
        <TypeChoice
          sourceId={source.id}
          chosen={form.eventTypes}
          error={errorOf('eventTypes')}
          onChange={(eventTypes) => onChange({ eventTypes })}
        />
      </Panel>
      <Panel title={t('incoming.action.what')}>
        <Field.Root error={errorOf('kind')} hint={t(`incoming.action.kind.${kind}.hint`)}>
          <Field.Label>{t('incoming.action.kind')}</Field.Label>
          <SingleSelect
            value={kind}
            onChange={(value) =>
              onChange({ kind: ACTION_KINDS.find((known) => known === value) ?? 'upsert' })
            }
          >
            {ACTION_KINDS.map((known) => (
              <SingleSelectOption key={known} value={known}>
                {t(`incoming.action.kind.${known}`)}
              </SingleSelectOption>
            ))}
          </SingleSelect>
          <Field.Hint />
          <Field.Error />
        </Field.Root>
        {isAboutEntry(kind) && <EntryFields {...shared} />}
        {kind === 'sync' && <SyncFields {...shared} />}
        {kind === 'forward' && (
          <Field.Root
            error={errorOf('messageType')}
            hint={t('incoming.action.message-type-hint', { slug: source.slug })}
          >
            <Field.Label>{t('incoming.action.message-type')}</Field.Label>
            <Field.Input
              value={form.messageType}
              placeholder={`${source.slug}.…`}
              spellCheck={false}
              onChange={(event) => onChange({ messageType: event.currentTarget.value })}
            />
            <Field.Hint />
            <Field.Error />
          </Field.Root>
        )}
      </Panel>
      {kind === 'upsert' && <MappingFields {...shared} />}
      {kind === 'handler' && <HandlerText source={source} eventTypes={form.eventTypes} />}
    </>
  );
};
