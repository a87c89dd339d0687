import { Grid } from '@strapi/design-system';

import { HeaderFields } from '../../../components/header-fields';
import { Notice } from '../../../components/notice';
import { Panel } from '../../../components/panel';
import { SelectField } from '../../../components/select-field';
import { TextField } from '../../../components/text-field';
import { useText } from '../../../hooks/use-text';
import { CATEGORIES } from '../catalogue/catalogue-groups';
import type { StepProps } from './step-props';

/** Which service it is, and where its API is. */
export const ServiceStep = ({ form, connections, errorOf, onChange }: StepProps) => {
  const t = useText();
  const signedIn = connections.filter(({ status }) => status !== 'disconnected');
  return (
    <>
      {signedIn.length > 0 && (
        <Notice variant="info" title={t('builder.in-use', { count: signedIn.length })}>
          {t('builder.in-use-text')}
        </Notice>
      )}
      <Panel title={t('builder.step.service')} description={t('builder.service.text')}>
        <Grid.Root gap={4}>
          <Grid.Item col={6} xs={12} direction="column" alignItems="stretch">
            <TextField
              name="name"
              label={t('incoming.form.name')}
              hint={t('builder.name-hint')}
              value={form.name}
              error={errorOf('name')}
              maxLength={100}
              isRequired
              onChange={(name) => onChange({ name })}
            />
          </Grid.Item>
          <Grid.Item col={6} xs={12} direction="column" alignItems="stretch">
            <SelectField
              label={t('connections.catalogue.category')}
              value={form.category}
              options={CATEGORIES.map((value) => ({
                value,
                label: t(`connections.category.${value}`),
              }))}
              onChange={(category) => onChange({ category })}
            />
          </Grid.Item>
        </Grid.Root>
        <TextField
          name="baseUrl"
          label={t('builder.base-url')}
          hint={t('builder.base-url-hint')}
          placeholder="https://api.example.com/v1"
          value={form.baseUrl}
          error={errorOf('baseUrl')}
          isRequired
          onChange={(baseUrl) => onChange({ baseUrl })}
        />
      </Panel>
      <Panel title={t('builder.headers')} description={t('builder.headers-text')}>
        <HeaderFields
          rows={form.headers}
          errorOf={errorOf}
          onChange={(headers) => onChange({ headers })}
        />
      </Panel>
    </>
  );
};
