import { Box, Field, Flex, SingleSelect, SingleSelectOption } from '@strapi/design-system';

import type { MappableField } from '../../../../api/incoming-contracts';
import { ConstantInput } from '../../../../components/constant-input';
import { RemoveRow } from '../../../../components/row-buttons';
import { useText } from '../../../../hooks/use-text';
import type { MappingRow } from './action-form';
import { PathInput } from './path-input';

interface MappingRowFieldsProps {
  row: MappingRow;
  /** From 0. */
  place: number;
  /** The fields that can be chosen. */
  fields: MappableField[];
  payload: unknown;
  list: string;
  errorOf: (path: string) => string | undefined;
  onChange: (changes: Partial<MappingRow>) => void;
  onRemove: () => void;
  onFocus: () => void;
}

/** One field of an entry, and where its value comes from. */
export const MappingRowFields = ({
  row,
  place,
  fields,
  payload,
  list,
  errorOf,
  onChange,
  onRemove,
  onFocus,
}: MappingRowFieldsProps) => {
  const t = useText();
  const number = place + 1;
  const type = fields.find(({ name }) => name === row.field)?.type ?? 'string';
  const error = errorOf(`rows.${place}.text`);

  return (
    <Flex
      role="group"
      aria-label={t('incoming.action.row', { number })}
      gap={2}
      alignItems="flex-start"
      wrap="wrap"
    >
      <Box flex="1 1 14rem">
        <Field.Root error={errorOf(`rows.${place}.field`)}>
          <Field.Label>{t('form.filter.field')}</Field.Label>
          <SingleSelect
            value={row.field}
            placeholder={t('incoming.action.choose')}
            onChange={(name) => onChange({ field: String(name) })}
          >
            {fields.map((field) => (
              <SingleSelectOption key={field.name} value={field.name}>
                {field.isRequired
                  ? t('incoming.action.field-must', { name: field.name })
                  : field.name}
              </SingleSelectOption>
            ))}
          </SingleSelect>
          <Field.Error />
        </Field.Root>
      </Box>
      <Box flex="0 1 14rem">
        <Field.Root>
          <Field.Label>{t('incoming.action.from')}</Field.Label>
          <SingleSelect
            value={row.from}
            onChange={(from) => onChange({ from: from === 'value' ? 'value' : 'path', text: '' })}
          >
            <SingleSelectOption value="path">{t('incoming.action.from-path')}</SingleSelectOption>
            <SingleSelectOption value="value">{t('incoming.action.from-value')}</SingleSelectOption>
          </SingleSelect>
        </Field.Root>
      </Box>
      <Box flex="2 1 18rem">
        {row.from === 'path' ? (
          <PathInput
            label={t('incoming.action.path')}
            value={row.text}
            payload={payload}
            list={list}
            {...(error !== undefined && { error })}
            onFocus={onFocus}
            onChange={(text) => onChange({ text })}
          />
        ) : (
          <ConstantInput
            type={type}
            value={row.text}
            {...(error !== undefined && { error })}
            onChange={(text) => onChange({ text })}
          />
        )}
      </Box>
      <Box paddingTop={5}>
        <RemoveRow label={t('incoming.action.row-remove', { number })} onRemove={onRemove} />
      </Box>
    </Flex>
  );
};
