import {
  Box,
  Field,
  Flex,
  NumberInput,
  SingleSelect,
  SingleSelectOption,
  Textarea,
} from '@strapi/design-system';

import { FieldProblem } from '../../../components/field-problem';
import { useText } from '../../../hooks/use-text';
import { LookupFields } from './lookup-fields';
import {
  RICH_TEXT_FORMATS,
  TIME_FORMATS,
  type TransformForm,
  type TransformKind,
} from './transform-form';

interface TransformFieldsProps {
  transform: TransformForm;
  /** What is offered. */
  kinds: readonly TransformKind[];
  error: string | undefined;
  onChange: (changes: Partial<TransformForm>) => void;
}

/** What a transform has to know, which differs from kind to kind. */
const Parameters = ({ transform, error, onChange }: Omit<TransformFieldsProps, 'kinds'>) => {
  const t = useText();
  switch (transform.kind) {
    case 'money':
      return (
        <Field.Root hint={t('sync.transform.money-hint')}>
          <Field.Label>{t('sync.transform.money-digits')}</Field.Label>
          <NumberInput
            value={transform.fractionDigits ?? undefined}
            onValueChange={(digits) => onChange({ fractionDigits: digits ?? null })}
          />
          <Field.Hint />
        </Field.Root>
      );
    case 'lookup':
      return <LookupFields pairs={transform.pairs} onChange={(pairs) => onChange({ pairs })} />;
    case 'time':
      return (
        <Field.Root>
          <Field.Label>{t('sync.transform.time-format')}</Field.Label>
          <SingleSelect
            value={transform.format}
            onChange={(chosen) =>
              onChange({
                format: TIME_FORMATS.find((format) => format === chosen) ?? 'epoch-seconds',
              })
            }
          >
            {TIME_FORMATS.map((format) => (
              <SingleSelectOption key={format} value={format}>
                {t(`sync.transform.time-format.${format}`)}
              </SingleSelectOption>
            ))}
          </SingleSelect>
        </Field.Root>
      );
    case 'join':
      return (
        <Field.Root hint={t('sync.transform.join-hint')}>
          <Field.Label>{t('sync.transform.join-separator')}</Field.Label>
          <Field.Input
            value={transform.separator}
            maxLength={10}
            onChange={(event) => onChange({ separator: event.currentTarget.value })}
          />
          <Field.Hint />
        </Field.Root>
      );
    case 'trim':
      return (
        <Field.Root>
          <Field.Label>{t('sync.transform.trim-length')}</Field.Label>
          <NumberInput
            value={transform.length ?? undefined}
            onValueChange={(length) => onChange({ length: length ?? null })}
          />
        </Field.Root>
      );
    case 'rich-text':
      return (
        <Field.Root>
          <Field.Label>{t('sync.transform.rich-text-format')}</Field.Label>
          <SingleSelect
            value={transform.richText}
            onChange={(chosen) =>
              onChange({
                richText: RICH_TEXT_FORMATS.find((format) => format === chosen) ?? 'html',
              })
            }
          >
            {RICH_TEXT_FORMATS.map((format) => (
              <SingleSelectOption key={format} value={format}>
                {t(`sync.transform.rich-text-format.${format}`)}
              </SingleSelectOption>
            ))}
          </SingleSelect>
        </Field.Root>
      );
    case 'expression':
      return (
        <Field.Root error={error} hint={t('sync.transform.expression-hint')}>
          <Field.Label>{t('sync.transform.expression-text')}</Field.Label>
          <Textarea
            value={transform.expression}
            placeholder="$uppercase($)"
            autoComplete="off"
            spellCheck={false}
            onChange={(event) => onChange({ expression: event.currentTarget.value })}
          />
          <Field.Hint />
          <Field.Error />
        </Field.Root>
      );
    case 'none':
    case 'slug':
      return null;
  }
};

/** What a value becomes on its way between a record and an entry. */
export const TransformFields = ({ transform, kinds, error, onChange }: TransformFieldsProps) => {
  const t = useText();
  return (
    <Flex direction="column" alignItems="stretch" gap={3}>
      <Flex gap={4} alignItems="flex-start" wrap="wrap">
        <Box flex="1 1 20rem">
          <Field.Root hint={t(`sync.transform.${transform.kind}.hint`)}>
            <Field.Label>{t('sync.transform')}</Field.Label>
            <SingleSelect
              value={transform.kind}
              onChange={(chosen) =>
                onChange({ kind: kinds.find((kind) => kind === chosen) ?? 'none' })
              }
            >
              {kinds.map((kind) => (
                <SingleSelectOption key={kind} value={kind}>
                  {t(`sync.transform.${kind}`)}
                </SingleSelectOption>
              ))}
            </SingleSelect>
            <Field.Hint />
          </Field.Root>
        </Box>
        <Box flex="1 1 20rem">
          <Parameters transform={transform} error={error} onChange={onChange} />
        </Box>
      </Flex>
      {transform.kind !== 'expression' && <FieldProblem>{error}</FieldProblem>}
    </Flex>
  );
};
