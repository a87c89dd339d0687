import { Grid } from '@strapi/design-system';

import { Panel } from '../../../components/panel';
import { SelectField } from '../../../components/select-field';
import { TextField } from '../../../components/text-field';
import { useText } from '../../../hooks/use-text';
import { PAGING_STYLES, pagingFieldsOf, type PagingForm } from './paging-form';
import type { RecordsProps } from './records-props';

/** How the listing is divided into pages, and where in an answer its records stand. */
export const PagingFields = ({
  records,
  place,
  errorOf,
  onChange,
}: RecordsProps & { place: number }) => {
  const t = useText();
  const { paging } = records;
  const change = (changes: Partial<PagingForm>) => onChange({ paging: { ...paging, ...changes } });
  return (
    <Panel title={t('builder.paging')} description={t('builder.paging-text')}>
      <SelectField
        label={t('builder.paging.style')}
        hint={t(`builder.paging.${paging.style}-text`)}
        value={paging.style}
        options={PAGING_STYLES.map((value) => ({ value, label: t(`builder.paging.${value}`) }))}
        error={errorOf('paging.style')}
        onChange={(style) => change({ style })}
      />
      <Grid.Root gap={4}>
        <Grid.Item col={6} xs={12} direction="column" alignItems="stretch">
          <TextField
            name={`records.${place}.paging.recordsPath`}
            label={t('builder.paging.recordsPath')}
            hint={t('builder.paging.recordsPath-hint')}
            value={paging.recordsPath}
            error={errorOf('paging.recordsPath')}
            maxLength={300}
            onChange={(recordsPath) => change({ recordsPath })}
          />
        </Grid.Item>
        {pagingFieldsOf(paging.style).map(({ name, isRequired }) => (
          <Grid.Item key={name} col={6} xs={12} direction="column" alignItems="stretch">
            <TextField
              name={`records.${place}.paging.${name}`}
              label={t(`builder.paging.${name}`)}
              value={paging[name]}
              error={errorOf(`paging.${name}`)}
              maxLength={300}
              isRequired={isRequired}
              onChange={(text) => change({ [name]: text })}
            />
          </Grid.Item>
        ))}
      </Grid.Root>
    </Panel>
  );
};
