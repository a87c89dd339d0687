import { Box, Field, Flex, SingleSelect, SingleSelectOption } from '@strapi/design-system';

import { FieldProblem } from '../../../components/field-problem';
import { useText } from '../../../hooks/use-text';
import { CONDITION_KINDS, type ConditionForm } from './condition-form';

interface ConditionFieldsProps {
  condition: ConditionForm;
  /** The id of the list of suggested paths. */
  list: string;
  error: string | undefined;
  onChange: (changes: Partial<ConditionForm>) => void;
}

/** For which records a pair counts. */
export const ConditionFields = ({ condition, list, error, onChange }: ConditionFieldsProps) => {
  const t = useText();
  const { is, path, text } = condition;
  return (
    <Flex direction="column" alignItems="stretch" gap={3}>
      <Flex gap={4} alignItems="flex-start" wrap="wrap">
        <Box flex="1 1 14rem">
          <Field.Root hint={is === 'always' ? undefined : t('sync.condition.hint')}>
            <Field.Label>{t('sync.condition')}</Field.Label>
            <SingleSelect
              value={is}
              onChange={(chosen) =>
                onChange({ is: CONDITION_KINDS.find((kind) => kind === chosen) ?? 'always' })
              }
            >
              {CONDITION_KINDS.map((kind) => (
                <SingleSelectOption key={kind} value={kind}>
                  {t(`sync.condition.${kind}`)}
                </SingleSelectOption>
              ))}
            </SingleSelect>
            <Field.Hint />
          </Field.Root>
        </Box>
        {is !== 'always' && (
          <Box flex="1 1 14rem">
            <Field.Root>
              <Field.Label>{t('sync.fields.there')}</Field.Label>
              <Field.Input
                value={path}
                list={list}
                autoComplete="off"
                spellCheck={false}
                onChange={(event) => onChange({ path: event.currentTarget.value })}
              />
            </Field.Root>
          </Box>
        )}
        {(is === 'equal' || is === 'one-of') && (
          <Box flex="1 1 14rem">
            <Field.Root hint={is === 'one-of' ? t('sync.condition.values-hint') : undefined}>
              <Field.Label>
                {t(is === 'one-of' ? 'sync.condition.values' : 'form.filter.value')}
              </Field.Label>
              <Field.Input
                value={text}
                onChange={(event) => onChange({ text: event.currentTarget.value })}
              />
              <Field.Hint />
            </Field.Root>
          </Box>
        )}
      </Flex>
      <FieldProblem>{error}</FieldProblem>
    </Flex>
  );
};
