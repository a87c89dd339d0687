import { Box, Field, Flex, NumberInput, Typography } from '@strapi/design-system';

import { FieldProblem } from '../../../components/field-problem';
import { AddRow, RemoveRow } from '../../../components/row-buttons';
import { useText } from '../../../hooks/use-text';
import type { FilterRow } from './parameter-values';
import type { StepProps } from './step-props';
import { WritingChoice } from './writing-choice';

const FilterFields = ({ form, surroundings, errorOf, onChange }: StepProps) => {
  const t = useText();
  const { filter } = form;
  // Those that the records are named by are asked for where the records are chosen.
  const isParameter = ({ name }: FilterRow) =>
    surroundings.known.parameters.some((parameter) => parameter.name === name);
  const change = (place: number, changes: Partial<FilterRow>) =>
    onChange({ filter: filter.map((row, at) => (at === place ? { ...row, ...changes } : row)) });
  return (
    <Flex direction="column" alignItems="stretch" gap={2}>
      <Typography textColor="neutral800">{t('sync.rules.filter-text')}</Typography>
      {filter.map((row, place) => {
        if (isParameter(row)) return null;
        const number = filter.slice(0, place + 1).filter((one) => !isParameter(one)).length;
        return (
          <Flex
            key={place}
            role="group"
            aria-label={t('sync.rules.filter-row', { number })}
            gap={2}
            alignItems="flex-end"
          >
            <Box flex="1">
              <Field.Root>
                <Field.Label>{t('sync.rules.filter-name')}</Field.Label>
                <Field.Input
                  value={row.name}
                  maxLength={100}
                  spellCheck={false}
                  onChange={(event) => change(place, { name: event.currentTarget.value })}
                />
              </Field.Root>
            </Box>
            <Box flex="1">
              <Field.Root>
                <Field.Label>{t('form.filter.value')}</Field.Label>
                <Field.Input
                  value={row.value}
                  maxLength={500}
                  spellCheck={false}
                  onChange={(event) => change(place, { value: event.currentTarget.value })}
                />
              </Field.Root>
            </Box>
            <RemoveRow
              label={t('sync.rules.filter-remove', { number })}
              onRemove={() => onChange({ filter: filter.filter((_row, at) => at !== place) })}
            />
          </Flex>
        );
      })}
      <FieldProblem>{errorOf('filter')}</FieldProblem>
      <Box>
        <AddRow onAdd={() => onChange({ filter: [...filter, { name: '', value: '' }] })}>
          {t('sync.rules.filter-add')}
        </AddRow>
      </Box>
    </Flex>
  );
};

/** What most jobs never change: which part of the records is read, and how many are written together. */
export const AdvancedRules = (props: StepProps) => {
  const t = useText();
  const { form, errorOf, onChange } = props;
  return (
    <Flex direction="column" alignItems="stretch" gap={4}>
      <FilterFields {...props} />
      {form.direction === 'import' && <WritingChoice {...props} />}
      <Field.Root error={errorOf('batchSize')} hint={t('sync.rules.batch-hint')}>
        <Field.Label>{t('sync.rules.batch')}</Field.Label>
        <NumberInput
          name="batchSize"
          value={form.batchSize ?? undefined}
          onValueChange={(batchSize) => onChange({ batchSize: batchSize ?? null })}
        />
        <Field.Hint />
        <Field.Error />
      </Field.Root>
    </Flex>
  );
};
