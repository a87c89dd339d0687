import { Checkbox, Typography } from '@strapi/design-system';

import { EmptyState } from '../../../components/empty-state';
import { Panel } from '../../../components/panel';
import { TwoColumns } from '../../../components/two-columns';
import { useText } from '../../../hooks/use-text';
import { CallFields } from './call-fields';
import { CALLS, type Call, type CallForm, type RecordsForm } from './records-form';
import { RecordsChoice } from './records-choice';
import type { StepProps } from './step-props';
import { TrialPanel } from './trial-panel';

/** What can be done with one record: read again, made, changed, deleted. All of it may be left out. */
export const WritingStep = (props: StepProps) => {
  const t = useText();
  const { form, chosen, errorOf, onChange } = props;
  const records = form.records[chosen];
  if (!records) return <EmptyState>{t('builder.writing.none')}</EmptyState>;
  const change = (changes: Partial<RecordsForm>) =>
    onChange({
      records: form.records.map((one, at) => (at === chosen ? { ...one, ...changes } : one)),
    });
  const changeCall = (call: Call, changes: Partial<CallForm>) =>
    change({ calls: { ...records.calls, [call]: { ...records.calls[call], ...changes } } });
  const { get } = records.calls;

  return (
    <TwoColumns
      side={
        get.isOn && (
          <TrialPanel
            {...props}
            key={chosen}
            purpose={`records.${chosen}.get.path`}
            request={{ path: get.path.trim() }}
          />
        )
      }
    >
      {form.records.length > 1 && <RecordsChoice {...props} />}
      <Panel
        title={t('builder.writing', { name: records.name })}
        description={t('builder.writing-text')}
      >
        {CALLS.map((call) => (
          <CallFields
            key={call}
            call={call}
            form={records.calls[call]}
            listPath={records.path}
            place={chosen}
            errorOf={(field) => errorOf(`records.${chosen}.${call}.${field}`)}
            onChange={(changes) => changeCall(call, changes)}
          />
        ))}
        <Checkbox
          checked={records.isIdempotent}
          onCheckedChange={(checked) => change({ isIdempotent: checked === true })}
        >
          {t('builder.writing.idempotent')}
        </Checkbox>
        <Typography variant="pi" textColor="neutral600">
          {t('builder.writing.idempotent-text')}
        </Typography>
      </Panel>
    </TwoColumns>
  );
};
