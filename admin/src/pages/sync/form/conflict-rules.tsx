import { Field, Flex, Grid, SingleSelect, SingleSelectOption } from '@strapi/design-system';

import type { ConflictStrategy, Side } from '../../../api/sync-contracts';
import { TileChoice } from '../../../components/tile-choice';
import { useText } from '../../../hooks/use-text';
import type { StepProps } from './step-props';

const STRATEGIES: ConflictStrategy[] = [
  'latest-wins',
  'source-wins',
  'destination-wins',
  'field-owner',
  'manual',
];
const SIDES: Side[] = ['external', 'document'];

/** Whose value counts, field by field. */
const Owners = ({
  form,
  service,
  onChange,
}: Pick<StepProps, 'form' | 'onChange'> & { service: string }) => {
  const t = useText();
  const { rows } = form;
  return (
    <Grid.Root gap={4}>
      {rows.map((row, place) => (
        <Grid.Item key={place} col={4} s={6} xs={12} direction="column" alignItems="stretch">
          <Field.Root>
            <Field.Label>{t('sync.rules.owner', { field: row.field })}</Field.Label>
            <SingleSelect
              value={row.owner}
              onChange={(chosen) => {
                const owner = SIDES.find((side) => side === chosen) ?? 'external';
                onChange({ rows: rows.map((one, at) => (at === place ? { ...one, owner } : one)) });
              }}
            >
              <SingleSelectOption value="external">{service}</SingleSelectOption>
              <SingleSelectOption value="document">Strapi</SingleSelectOption>
            </SingleSelect>
          </Field.Root>
        </Grid.Item>
      ))}
    </Grid.Root>
  );
};

/** What counts where the same field was changed on both sides. */
export const ConflictRules = ({ form, surroundings, errorOf, onChange }: StepProps) => {
  const t = useText();
  const service = surroundings.source?.name ?? t('connections.the-service');
  const [source, destination] =
    form.direction === 'export' ? ['Strapi', service] : [service, 'Strapi'];
  return (
    <Flex direction="column" alignItems="stretch" gap={4}>
      <TileChoice
        name="strategy"
        label={t('sync.rules.conflicts')}
        options={STRATEGIES.map((strategy) => ({
          value: strategy,
          title: t(`sync.strategy.${strategy}`, { source, destination }),
          text: t(`sync.strategy.${strategy}.text`, { source, destination }),
        }))}
        value={form.strategy}
        error={errorOf('strategy')}
        onChange={(strategy) => onChange({ strategy })}
      />
      {form.strategy === 'field-owner' && (
        <Owners form={form} service={service} onChange={onChange} />
      )}
    </Flex>
  );
};
