import { Box, Field, Flex, SingleSelect, SingleSelectOption } from '@strapi/design-system';

import type { ResourceField } from '../../../api/builder-contracts';
import { FieldProblem } from '../../../components/field-problem';
import { AddRow, RemoveRow } from '../../../components/row-buttons';
import { useText } from '../../../hooks/use-text';
import type { RecordsProps } from './records-props';

type FieldType = ResourceField['type'];

// As a record, so that none can be forgotten; in the order in which they are offered.
const TYPES: Record<FieldType, true> = {
  text: true,
  number: true,
  boolean: true,
  date: true,
  datetime: true,
  list: true,
  object: true,
};
const FIELD_TYPES = Object.keys(TYPES) as FieldType[];

interface RowProps {
  field: ResourceField;
  number: number;
  onChange: (changes: Partial<ResourceField>) => void;
  onRemove: () => void;
}

const Row = ({ field, number, onChange, onRemove }: RowProps) => {
  const t = useText();
  return (
    <Flex role="group" aria-label={t('builder.fields.row', { number })} gap={2}>
      <Box flex="2" minWidth={0}>
        <Field.Root>
          <Field.Input
            aria-label={t('builder.fields.path')}
            value={field.path}
            maxLength={300}
            spellCheck={false}
            onChange={(event) => onChange({ path: event.currentTarget.value })}
          />
        </Field.Root>
      </Box>
      <Box flex="1" minWidth="14rem">
        <SingleSelect
          aria-label={t('builder.fields.type')}
          value={field.type}
          onChange={(type) => onChange({ type: type as FieldType })}
        >
          {FIELD_TYPES.map((type) => (
            <SingleSelectOption key={type} value={type}>
              {t(`sync.fields.type.${type}`)}
            </SingleSelectOption>
          ))}
        </SingleSelect>
      </Box>
      <RemoveRow
        label={t('builder.fields.remove', { name: field.path || String(number) })}
        onRemove={onRemove}
      />
    </Flex>
  );
};

/** What a record holds, each with its type. A trial fills it in. */
export const FieldTable = ({ records, errorOf, onChange }: RecordsProps) => {
  const t = useText();
  const { fields } = records;
  return (
    <Flex direction="column" alignItems="stretch" gap={2}>
      {fields.map((field, place) => (
        <Row
          key={place}
          field={field}
          number={place + 1}
          onChange={(changes) =>
            onChange({
              fields: fields.map((one, at) => (at === place ? { ...one, ...changes } : one)),
            })
          }
          onRemove={() => onChange({ fields: fields.filter((_field, at) => at !== place) })}
        />
      ))}
      <FieldProblem>{errorOf('fields')}</FieldProblem>
      <Box>
        <AddRow onAdd={() => onChange({ fields: [...fields, { path: '', type: 'text' }] })}>
          {t('builder.fields.add')}
        </AddRow>
      </Box>
    </Flex>
  );
};
