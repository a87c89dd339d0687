import { Field, Flex, SingleSelect, SingleSelectOption } from '@strapi/design-system';

import type { MappableField, ResourceField } from '../../../api/sync-contracts';
import { useText } from '../../../hooks/use-text';
import { ConditionFields } from './condition-fields';
import { DefaultField } from './default-field';
import { MediaFields } from './media-fields';
import { isPlain, type PairRow } from './pair-row';
import { ReferenceFields } from './reference-fields';
import { TransformFields } from './transform-fields';
import { transformKindsFor } from './transform-kinds';

const SOURCES = ['record', 'constant'] as const;

interface PairAdaptProps {
  row: PairRow;
  /** The place in the record and the field, as far as they are known. */
  there: ResourceField | undefined;
  here: MappableField | undefined;
  areExpressionsEnabled: boolean;
  /** The id of the list of suggested paths. */
  list: string;
  errorOf: (part: string) => string | undefined;
  onChange: (changes: Partial<PairRow>) => void;
}

/** What becomes of a value on its way, as far as it fits both sides, and for which records. */
export const PairAdapt = ({
  row,
  there,
  here,
  areExpressionsEnabled,
  list,
  errorOf,
  onChange,
}: PairAdaptProps) => {
  const t = useText();
  const { source, transform, reference, when } = row;
  const isRead = source === 'record';
  const isPlainHere = here === undefined || isPlain(here);
  return (
    <Flex direction="column" alignItems="stretch" gap={4} paddingTop={4}>
      <Field.Root>
        <Field.Label>{t('sync.source')}</Field.Label>
        <SingleSelect
          value={source}
          onChange={(chosen) =>
            // What is the same of every record has nowhere to go back to.
            onChange(
              chosen === 'constant'
                ? { source: 'constant', flow: 'import', isSuggested: false }
                : { source: 'record' },
            )
          }
        >
          {SOURCES.map((one) => (
            <SingleSelectOption key={one} value={one}>
              {t(`sync.source.${one}`)}
            </SingleSelectOption>
          ))}
        </SingleSelect>
      </Field.Root>
      {here?.relation ? (
        <ReferenceFields
          relation={here.relation}
          reference={reference}
          error={errorOf('reference')}
          onChange={(changes) => onChange({ reference: { ...reference, ...changes } })}
        />
      ) : here?.media ? (
        <MediaFields
          media={here.media}
          isRead={isRead}
          reference={reference}
          error={errorOf('reference')}
          onChange={(changed) => onChange({ reference: changed })}
        />
      ) : (
        isRead && (
          <TransformFields
            transform={transform}
            kinds={transformKindsFor(
              there?.type,
              here?.type,
              transform.kind,
              areExpressionsEnabled,
            )}
            error={errorOf('transform')}
            onChange={(changes) => onChange({ transform: { ...transform, ...changes } })}
          />
        )
      )}
      {isRead && isPlainHere && here?.type !== 'json' && here?.type !== 'blocks' && (
        <DefaultField
          type={here?.type ?? 'string'}
          value={row.defaultText}
          error={errorOf('default')}
          onChange={(defaultText) => onChange({ defaultText })}
        />
      )}
      <ConditionFields
        condition={when}
        list={list}
        error={errorOf('when')}
        onChange={(changes) => {
          const condition = { ...when, ...changes };
          onChange({ when: condition, ...(condition.is !== 'always' && { flow: 'import' }) });
        }}
      />
    </Flex>
  );
};
