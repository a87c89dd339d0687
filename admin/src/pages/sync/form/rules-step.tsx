import { Field, Flex, SingleSelect, SingleSelectOption } from '@strapi/design-system';

import { Panel } from '../../../components/panel';
import { useText } from '../../../hooks/use-text';
import { AdvancedRules } from './advanced-rules';
import { ConflictRules } from './conflict-rules';
import { DeletionRules } from './deletion-rules';
import { FailureRules } from './failure-rules';
import { PublicationRules } from './publication-rules';
import type { StepProps } from './step-props';

const NONE = 'none';

const MatchField = ({ form, surroundings, errorOf, onChange }: StepProps) => {
  const t = useText();
  const fields = (surroundings.type?.fields ?? []).filter(
    ({ name, canMatch }) => canMatch && form.rows.some(({ field }) => field === name),
  );
  const matched = fields.find(({ name }) => name === form.matchField);
  const isUnknown = form.matchField !== '' && !matched;
  return (
    <Field.Root
      error={errorOf('matchField')}
      hint={t(
        matched && !matched.isUnique ? 'incoming.action.match-not-unique' : 'sync.rules.match-hint',
      )}
    >
      <Field.Label>{t('sync.rules.match')}</Field.Label>
      <SingleSelect
        value={form.matchField === '' ? NONE : form.matchField}
        onChange={(name) => onChange({ matchField: name === NONE ? '' : String(name) })}
      >
        <SingleSelectOption value={NONE}>{t('sync.rules.match-none')}</SingleSelectOption>
        {fields.map(({ name }) => (
          <SingleSelectOption key={name} value={name}>
            {name}
          </SingleSelectOption>
        ))}
        {isUnknown && (
          <SingleSelectOption value={form.matchField}>{form.matchField}</SingleSelectOption>
        )}
      </SingleSelect>
      <Field.Hint />
      <Field.Error />
    </Field.Root>
  );
};

/** How records and entries find each other, and what happens where both were changed or one is gone. */
export const RulesStep = (props: StepProps) => {
  const t = useText();
  return (
    <Flex direction="column" alignItems="stretch" gap={6}>
      <Panel title={t('sync.rules.match-title')} description={t('sync.rules.match-text')}>
        <MatchField {...props} />
      </Panel>
      {props.surroundings.type?.hasDrafts && (
        <Panel
          title={t('sync.rules.publication-title')}
          description={t('sync.rules.publication-text')}
        >
          <PublicationRules {...props} />
        </Panel>
      )}
      <Panel title={t('sync.rules.conflicts')} description={t('sync.rules.conflicts-text')}>
        <ConflictRules {...props} />
      </Panel>
      <Panel title={t('sync.rules.deletions')} description={t('sync.rules.deletions-text')}>
        <DeletionRules {...props} />
      </Panel>
      <Panel title={t('sync.rules.failures')} description={t('sync.rules.failures-text')}>
        <FailureRules {...props} />
      </Panel>
      <Panel title={t('form.advanced.title')}>
        <AdvancedRules {...props} />
      </Panel>
    </Flex>
  );
};
