import type { TrialResult } from '../../../api/builder-contracts';
import { EmptyState } from '../../../components/empty-state';
import { Panel } from '../../../components/panel';
import { TextField } from '../../../components/text-field';
import { TwoColumns } from '../../../components/two-columns';
import { useText } from '../../../hooks/use-text';
import { DetectedNotice } from './detected-notice';
import { FieldTable } from './field-table';
import { KeyFieldChoice } from './key-field-choice';
import { PagingFields } from './paging-fields';
import { toPaging } from './paging-form';
import { parametersIn, withDetected, type RecordsForm } from './records-form';
import { AddRecords, RecordsChoice } from './records-choice';
import type { StepProps } from './step-props';
import { TrialPanel } from './trial-panel';

/** What the service has: how it is listed, and what a record holds. */
export const RecordsStep = (props: StepProps) => {
  const t = useText();
  const { form, chosen, errorOf, onChange } = props;
  const records = form.records[chosen];
  if (!records) {
    return <EmptyState action={<AddRecords {...props} />}>{t('builder.records.none')}</EmptyState>;
  }
  const change = (changes: Partial<RecordsForm>) =>
    onChange({
      records: form.records.map((one, at) => (at === chosen ? { ...one, ...changes } : one)),
    });
  const fields = {
    records,
    errorOf: (field: string) => errorOf(`records.${chosen}.${field}`),
    onChange: change,
  };
  const { path, query, paging } = records;
  const isDescribed = records.fields.length > 0;
  const takeOver = ({ detected }: TrialResult) => {
    if (detected && !isDescribed) change(withDetected(records, detected));
  };

  return (
    <TwoColumns
      side={
        <TrialPanel
          {...props}
          key={chosen}
          purpose={`records.${chosen}.path`}
          request={{
            path: path.trim(),
            ...(query && { query }),
            ...(isDescribed && { paging: toPaging(paging) }),
          }}
          onAnswer={takeOver}
        >
          <DetectedNotice {...fields} result={props.trial.tried?.result} />
        </TrialPanel>
      }
    >
      <RecordsChoice {...props} />
      <Panel title={t('builder.records.listing')} description={t('builder.records.listing-text')}>
        <TextField
          name={`records.${chosen}.name`}
          label={t('builder.records.name')}
          hint={t('builder.records.name-hint')}
          value={records.name}
          error={fields.errorOf('name')}
          maxLength={100}
          isRequired
          onChange={(name) => change({ name })}
        />
        <TextField
          name={`records.${chosen}.path`}
          label={t('builder.records.path')}
          hint={t('builder.records.path-hint', { example: '{shop}' })}
          placeholder="/products"
          value={path}
          error={fields.errorOf('path')}
          maxLength={500}
          isRequired
          onChange={(text) => change({ path: text })}
        />
        {parametersIn(path).map((name) => (
          <TextField
            key={name}
            name={`records.${chosen}.labels.${name}`}
            label={t('builder.records.parameter', { name })}
            value={records.labels[name] ?? ''}
            maxLength={200}
            onChange={(label) => change({ labels: { ...records.labels, [name]: label } })}
          />
        ))}
      </Panel>
      <PagingFields {...fields} place={chosen} />
      <Panel title={t('builder.fields')} description={t('builder.fields-text')}>
        <FieldTable {...fields} />
        {isDescribed && <KeyFieldChoice {...fields} place={chosen} />}
      </Panel>
    </TwoColumns>
  );
};
