import {
  Box,
  Button,
  Field,
  Flex,
  SingleSelect,
  SingleSelectOption,
  Typography,
} from '@strapi/design-system';
import { Plus } from '@strapi/icons';

import type { FilterOperator } from '../../../../api/outgoing-contracts';
import { FieldProblem } from '../../../../components/field-problem';
import { RemoveRow } from '../../../../components/row-buttons';
import { useText } from '../../../../hooks/use-text';
import type { FilterRow } from './filter-text';
import { FilterValue } from './filter-value';

const OPERATORS: FilterOperator[] = ['equals', 'in', 'exists', 'changed'];
const FIELD_LIST = 'integration-filter-fields';

interface FilterFieldsProps {
  rows: FilterRow[];
  /** Names to choose from; any other path may be typed. */
  fieldNames: string[];
  errorOf: (path: string) => string | undefined;
  onChange: (rows: FilterRow[]) => void;
}

/** Conditions that an entry must meet to be sent: a field, a comparison, a value. */
export const FilterFields = ({ rows, fieldNames, errorOf, onChange }: FilterFieldsProps) => {
  const t = useText();
  const change = (index: number, changes: Partial<FilterRow>) =>
    onChange(rows.map((row, at) => (at === index ? { ...row, ...changes } : row)));

  return (
    <Flex direction="column" alignItems="stretch" gap={4}>
      <datalist id={FIELD_LIST}>
        {fieldNames.map((name) => (
          <option key={name} value={name} />
        ))}
      </datalist>
      {rows.map((row, index) => (
        <Flex
          key={index}
          role="group"
          aria-label={t('form.filter.row', { number: index + 1 })}
          gap={2}
          alignItems="flex-start"
          wrap="wrap"
        >
          <Box flex="1 1 16rem">
            <Field.Root error={errorOf(`filter.${index}.field`)}>
              <Field.Label>{t('form.filter.field')}</Field.Label>
              <Field.Input
                list={FIELD_LIST}
                value={row.field}
                placeholder="author.name"
                onChange={(event) => change(index, { field: event.currentTarget.value })}
              />
              <Field.Error />
            </Field.Root>
          </Box>
          <Box flex="1 1 14rem">
            <Field.Root>
              <Field.Label>{t('form.filter.operator')}</Field.Label>
              <SingleSelect
                value={row.operator}
                onChange={(operator) =>
                  change(index, {
                    operator: OPERATORS.find((known) => known === operator) ?? 'equals',
                    value: operator === 'exists' ? 'true' : '',
                  })
                }
              >
                {OPERATORS.map((operator) => (
                  <SingleSelectOption key={operator} value={operator}>
                    {t(`form.filter.operator.${operator}`)}
                  </SingleSelectOption>
                ))}
              </SingleSelect>
            </Field.Root>
          </Box>
          {row.operator !== 'changed' && (
            <Box flex="1 1 16rem">
              <FilterValue
                row={row}
                error={errorOf(`filter.${index}.value`)}
                onChange={(value) => change(index, { value })}
              />
            </Box>
          )}
          <Box paddingTop={5}>
            <RemoveRow
              label={t('form.filter.remove', { number: index + 1 })}
              onRemove={() => onChange(rows.filter((_row, at) => at !== index))}
            />
          </Box>
        </Flex>
      ))}
      <Flex gap={3}>
        <Button
          type="button"
          variant="secondary"
          startIcon={<Plus />}
          onClick={() => onChange([...rows, { field: '', operator: 'equals', value: '' }])}
        >
          {t('form.filter.add')}
        </Button>
        {rows.length === 0 && (
          <Typography variant="pi" textColor="neutral600">
            {t('form.filter.none')}
          </Typography>
        )}
      </Flex>
      <FieldProblem>{errorOf('filter')}</FieldProblem>
    </Flex>
  );
};
