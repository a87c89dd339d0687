import * as React from 'react';
import { Box, Button, Field, Flex } from '@strapi/design-system';
import { Plus } from '@strapi/icons';

import { useText } from '../hooks/use-text';
import { FieldProblem } from './field-problem';
import type { HeaderRow } from './header-row';
import { RemoveRow } from './row-buttons';
import { StatusBadge } from './status-badge';

interface HeaderFieldsProps {
  rows: HeaderRow[];
  errorOf: (path: string) => string | undefined;
  onChange: (rows: HeaderRow[]) => void;
}

interface HeaderFieldProps {
  row: HeaderRow;
  number: number;
  nameError?: string;
  valueError?: string;
  onChange: (changes: Partial<HeaderRow>) => void;
  onRemove: () => void;
}

const HeaderField = ({
  row,
  number,
  nameError,
  valueError,
  onChange,
  onRemove,
}: HeaderFieldProps) => {
  const t = useText();
  const [isReplacing, setIsReplacing] = React.useState(false);
  const isKept = row.isStored && !isReplacing;

  return (
    <Flex
      role="group"
      aria-label={t('form.header.row', { number })}
      gap={2}
      alignItems="flex-start"
      wrap="wrap"
    >
      <Box flex="1 1 18rem">
        <Field.Root error={nameError}>
          <Field.Label>{t('form.header.name')}</Field.Label>
          <Field.Input
            value={row.name}
            disabled={row.isStored}
            placeholder="X-Tenant"
            onChange={(event) => onChange({ name: event.currentTarget.value })}
          />
          <Field.Error />
        </Field.Root>
      </Box>
      <Box flex="1 1 18rem">
        {isKept ? (
          <Flex gap={3} paddingTop={6}>
            <StatusBadge variant="success">{t('form.header.is-set')}</StatusBadge>
            <Button
              type="button"
              variant="tertiary"
              size="S"
              aria-label={t('form.header.replace-named', { name: row.name })}
              onClick={() => setIsReplacing(true)}
            >
              {t('form.header.replace')}
            </Button>
          </Flex>
        ) : (
          <Field.Root
            error={valueError}
            hint={row.isStored ? t('form.header.value-keep') : undefined}
          >
            <Field.Label>{t('form.header.value')}</Field.Label>
            <Field.Input
              value={row.value}
              autoComplete="off"
              onChange={(event) => onChange({ value: event.currentTarget.value })}
            />
            <Field.Hint />
            <Field.Error />
          </Field.Root>
        )}
      </Box>
      <Box paddingTop={5}>
        <RemoveRow label={t('form.header.remove', { number })} onRemove={onRemove} />
      </Box>
    </Flex>
  );
};

/** Headers of the site's own. A stored value is never shown: it is kept or replaced. */
export const HeaderFields = ({ rows, errorOf, onChange }: HeaderFieldsProps) => {
  const t = useText();
  return (
    <Flex direction="column" alignItems="stretch" gap={4}>
      {rows.map((row, index) => (
        <HeaderField
          key={row.isStored ? row.name : index}
          row={row}
          number={index + 1}
          nameError={errorOf(`headers.${index}.name`)}
          valueError={errorOf(`headers.${index}.value`)}
          onChange={(changes) =>
            onChange(rows.map((other, at) => (at === index ? { ...other, ...changes } : other)))
          }
          onRemove={() => onChange(rows.filter((_row, at) => at !== index))}
        />
      ))}
      <Box>
        <Button
          type="button"
          variant="secondary"
          startIcon={<Plus />}
          onClick={() => onChange([...rows, { name: '', value: '', isStored: false }])}
        >
          {t('form.header.add')}
        </Button>
      </Box>
      <FieldProblem>{errorOf('headers')}</FieldProblem>
    </Flex>
  );
};
