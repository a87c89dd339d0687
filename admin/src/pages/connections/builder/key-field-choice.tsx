import { Grid } from '@strapi/design-system';

import { SelectField } from '../../../components/select-field';
import { TextField } from '../../../components/text-field';
import { useText } from '../../../hooks/use-text';
import { SINCE_FORMATS } from './records-form';
import type { RecordsProps } from './records-props';

const NONE = '-';

/** By which of its fields a record is known, by which it tells of a change, and how changes alone are asked for. */
export const KeyFieldChoice = ({
  records,
  place,
  errorOf,
  onChange,
}: RecordsProps & { place: number }) => {
  const t = useText();
  const paths = records.fields.map(({ path }) => path).filter((path) => path.trim() !== '');
  const optionsWith = (current: string) =>
    [...new Set([...paths, current])]
      .filter((path) => path !== '')
      .map((path) => ({ value: path, label: path }));
  const none = { value: NONE, label: t('builder.fields.none') };
  return (
    <Grid.Root gap={4}>
      <Grid.Item col={6} xs={12} direction="column" alignItems="stretch">
        <SelectField
          label={t('builder.fields.id')}
          hint={t('builder.fields.id-hint')}
          value={records.idPath}
          options={optionsWith(records.idPath)}
          error={errorOf('idPath')}
          isRequired
          onChange={(idPath) => onChange({ idPath })}
        />
      </Grid.Item>
      <Grid.Item col={6} xs={12} direction="column" alignItems="stretch">
        <SelectField
          label={t('builder.fields.changed')}
          hint={t('builder.fields.changed-hint')}
          value={records.changedAtPath || NONE}
          options={[none, ...optionsWith(records.changedAtPath)]}
          error={errorOf('changedAtPath')}
          onChange={(path) => onChange({ changedAtPath: path === NONE ? '' : path })}
        />
      </Grid.Item>
      <Grid.Item col={6} xs={12} direction="column" alignItems="stretch">
        <TextField
          name={`records.${place}.sinceParam`}
          label={t('builder.fields.since')}
          hint={t('builder.fields.since-hint')}
          placeholder="updated_since"
          value={records.sinceParam}
          error={errorOf('sinceParam')}
          maxLength={100}
          onChange={(sinceParam) => onChange({ sinceParam })}
        />
      </Grid.Item>
      {records.sinceParam.trim() !== '' && (
        <Grid.Item col={6} xs={12} direction="column" alignItems="stretch">
          <SelectField
            label={t('builder.fields.since-format')}
            value={records.sinceFormat}
            options={SINCE_FORMATS.map((value) => ({
              value,
              label: t(`builder.fields.since-format.${value}`),
            }))}
            onChange={(sinceFormat) => onChange({ sinceFormat })}
          />
        </Grid.Item>
      )}
    </Grid.Root>
  );
};
