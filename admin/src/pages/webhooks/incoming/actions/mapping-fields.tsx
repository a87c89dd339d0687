import { Box, Button, Flex, Radio, Typography } from '@strapi/design-system';
import { Plus } from '@strapi/icons';

import { FieldProblem } from '../../../../components/field-problem';
import { Panel } from '../../../../components/panel';
import { useText } from '../../../../hooks/use-text';
import type { MappingRow } from './action-form';
import type { ActionFieldsProps } from './entry-fields';
import { MappingRowFields } from './mapping-row';

/** Which field of the entry gets which value of the event. */
export const MappingFields = ({
  form,
  contentTypes,
  payload,
  list,
  errorOf,
  onChange,
  onPathFocus,
}: ActionFieldsProps) => {
  const t = useText();
  const type = contentTypes.find(({ uid }) => uid === form.contentType);
  if (!type) return null;
  const { rows, matchField } = form;
  const change = (place: number, changes: Partial<MappingRow>) =>
    onChange({ rows: rows.map((row, at) => (at === place ? { ...row, ...changes } : row)) });
  // The field by which the entry is found is filled anyway.
  const free = type.fields.filter(({ name }) => name !== matchField);

  return (
    <Panel title={t('incoming.action.mapping')} description={t('incoming.action.mapping-text')}>
      <Flex direction="column" alignItems="stretch" gap={4}>
        {rows.map((row, place) => (
          <MappingRowFields
            key={place}
            row={row}
            place={place}
            fields={free.filter(
              ({ name }) => name === row.field || !rows.some(({ field }) => field === name),
            )}
            payload={payload}
            list={list}
            errorOf={errorOf}
            onChange={(changes) => change(place, changes)}
            onRemove={() => onChange({ rows: rows.filter((_row, at) => at !== place) })}
            onFocus={() => onPathFocus(place)}
          />
        ))}
        <Flex gap={3} wrap="wrap">
          <Button
            type="button"
            variant="secondary"
            startIcon={<Plus />}
            onClick={() => onChange({ rows: [...rows, { field: '', from: 'path', text: '' }] })}
          >
            {t('incoming.action.row-add')}
          </Button>
          {rows.length === 0 && (
            <Typography variant="pi" textColor="neutral600">
              {t('incoming.action.row-none')}
            </Typography>
          )}
        </Flex>
        <FieldProblem>{errorOf('rows')}</FieldProblem>
        {type.hasDrafts && (
          <Box>
            <Radio.Group
              value={form.status}
              aria-label={t('incoming.action.status')}
              onValueChange={(status) =>
                onChange({ status: status === 'published' ? 'published' : 'draft' })
              }
            >
              <Flex direction="column" alignItems="flex-start" gap={2}>
                <Radio.Item value="draft">{t('incoming.action.status.draft')}</Radio.Item>
                <Radio.Item value="published">{t('incoming.action.status.published')}</Radio.Item>
              </Flex>
            </Radio.Group>
          </Box>
        )}
      </Flex>
    </Panel>
  );
};
