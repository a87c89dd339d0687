import { Checkbox, Flex, Grid } from '@strapi/design-system';

import type { RecordRequest } from '../../../api/builder-contracts';
import { SelectField } from '../../../components/select-field';
import { TextField } from '../../../components/text-field';
import { useText } from '../../../hooks/use-text';
import { suggestedPath, type Call, type CallForm } from './records-form';

const METHODS: RecordRequest['method'][] = ['GET', 'POST', 'PUT', 'PATCH', 'DELETE'];

interface CallFieldsProps {
  call: Call;
  form: CallForm;
  /** From which a path is suggested. */
  listPath: string;
  place: number;
  errorOf: (field: string) => string | undefined;
  onChange: (changes: Partial<CallForm>) => void;
}

/** Whether something can be done with a record, and by which request. */
export const CallFields = ({ call, form, listPath, place, errorOf, onChange }: CallFieldsProps) => {
  const t = useText();
  const name = (field: string) => `records.${place}.${call}.${field}`;
  const switchTo = (isOn: boolean) =>
    onChange({ isOn, ...(isOn && form.path === '' && { path: suggestedPath(call, listPath) }) });
  return (
    <Flex
      role="group"
      aria-label={t(`builder.call.${call}`)}
      direction="column"
      alignItems="stretch"
      gap={3}
      borderColor="neutral150"
      hasRadius
      padding={4}
    >
      <Checkbox checked={form.isOn} onCheckedChange={(checked) => switchTo(checked === true)}>
        {t(`builder.call.${call}`)}
      </Checkbox>
      {form.isOn && (
        <Grid.Root gap={4}>
          <Grid.Item col={4} xs={12} direction="column" alignItems="stretch">
            <SelectField
              label={t('builder.call.method')}
              value={form.method}
              options={METHODS.map((value) => ({ value, label: value }))}
              onChange={(method) => onChange({ method })}
            />
          </Grid.Item>
          <Grid.Item col={8} xs={12} direction="column" alignItems="stretch">
            <TextField
              name={name('path')}
              label={t('builder.call.path')}
              hint={call === 'create' ? undefined : t('builder.call.path-hint', { id: '{id}' })}
              value={form.path}
              error={errorOf('path')}
              maxLength={500}
              isRequired
              onChange={(path) => onChange({ path })}
            />
          </Grid.Item>
          {(call === 'create' || call === 'update') && (
            <Grid.Item col={6} xs={12} direction="column" alignItems="stretch">
              <TextField
                name={name('envelope')}
                label={t('builder.call.envelope')}
                hint={t('builder.call.envelope-hint')}
                value={form.envelope}
                error={errorOf('envelope')}
                maxLength={100}
                onChange={(envelope) => onChange({ envelope })}
              />
            </Grid.Item>
          )}
          {call !== 'delete' && (
            <Grid.Item col={6} xs={12} direction="column" alignItems="stretch">
              <TextField
                name={name('recordPath')}
                label={t('builder.call.recordPath')}
                hint={t('builder.call.recordPath-hint')}
                value={form.recordPath}
                error={errorOf('recordPath')}
                maxLength={300}
                onChange={(recordPath) => onChange({ recordPath })}
              />
            </Grid.Item>
          )}
        </Grid.Root>
      )}
    </Flex>
  );
};
