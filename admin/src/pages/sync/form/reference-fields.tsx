import { Box, Field, Flex, SingleSelect, SingleSelectOption } from '@strapi/design-system';

import type { RelatedType } from '../../../api/sync-contracts';
import { useGetIntegrationJobsQuery } from '../../../api/sync-jobs';
import { FieldProblem } from '../../../components/field-problem';
import { useText } from '../../../hooks/use-text';
import { ItemField } from './item-field';
import { byField, byJob, type ReferenceForm } from './reference-form';

interface ReferenceFieldsProps {
  relation: RelatedType;
  reference: ReferenceForm;
  error: string | undefined;
  onChange: (changes: Partial<ReferenceForm>) => void;
}

/** By what a record names the entries that a relation leads to. */
export const ReferenceFields = ({ relation, reference, error, onChange }: ReferenceFieldsProps) => {
  const t = useText();
  const { data: jobs = [] } = useGetIntegrationJobsQuery();
  const { displayName, contentType, isMany, keys } = relation;
  const options = [
    ...keys.map(({ name }) => [byField(name), t('sync.reference.field', { field: name })] as const),
    ...jobs
      .filter((job) => job.contentType === contentType)
      .map(({ id, name }) => [byJob(id), t('sync.reference.job', { name })] as const),
  ];
  const isUnknown = reference.by !== '' && !options.some(([value]) => value === reference.by);
  return (
    <Flex direction="column" alignItems="stretch" gap={3}>
      <Flex gap={4} alignItems="flex-start" wrap="wrap">
        <Box flex="1 1 20rem">
          <Field.Root hint={t('sync.reference.hint')}>
            <Field.Label>{t('sync.reference', { type: displayName })}</Field.Label>
            <SingleSelect
              value={reference.by}
              placeholder={t('incoming.action.choose')}
              onChange={(by) => onChange({ by: String(by) })}
            >
              {options.map(([value, words]) => (
                <SingleSelectOption key={value} value={value}>
                  {words}
                </SingleSelectOption>
              ))}
              {isUnknown && (
                <SingleSelectOption value={reference.by}>
                  {t('sync.reference.gone')}
                </SingleSelectOption>
              )}
            </SingleSelect>
            <Field.Hint />
          </Field.Root>
        </Box>
        {isMany && (
          <Box flex="1 1 20rem">
            <ItemField
              label={t('sync.reference.item')}
              hint={t('sync.reference.item-hint')}
              placeholder="id"
              value={reference.item}
              onChange={(item) => onChange({ item })}
            />
          </Box>
        )}
      </Flex>
      <FieldProblem>{error}</FieldProblem>
    </Flex>
  );
};
