import * as React from 'react';
import {
  Box,
  Field,
  Flex,
  IconButton,
  SingleSelect,
  SingleSelectOption,
  Typography,
} from '@strapi/design-system';
import { SlidersHorizontal } from '@strapi/icons';
import { styled } from 'styled-components';

import type { JobSettings, MappableField, ResourceField } from '../../../api/sync-contracts';
import { ConstantInput } from '../../../components/constant-input';
import { RemoveRow } from '../../../components/row-buttons';
import { useText } from '../../../hooks/use-text';
import { adaptNotes } from './adapt-notes';
import { fieldTypeWords } from './field-type-words';
import { FlowField, FlowLine } from './pair-flow';
import { PairAdapt } from './pair-adapt';
import { isPlain, withField, type PairRow } from './pair-row';

/** Side by side where there is room, with the line between them; one below the other on narrow screens. */
const Sides = styled.div`
  display: grid;
  grid-template-columns: minmax(0, 1fr);
  gap: ${({ theme }) => theme.spaces[3]};
  align-items: start;

  ${({ theme }) => theme.breakpoints.medium} {
    grid-template-columns: minmax(0, 1fr) max-content minmax(0, 1fr);
  }
`;

/** Parts that are folded away until there is something to be mended in them. */
const HIDDEN_PARTS = ['transform', 'reference', 'default', 'when'];

interface PairFieldsProps {
  row: PairRow;
  /** From 0. */
  place: number;
  direction: JobSettings['direction'];
  resourceFields: readonly ResourceField[];
  /** The fields of the content type that can be chosen. */
  fields: MappableField[];
  areExpressionsEnabled: boolean;
  /** The id of the list of suggested paths. */
  list: string;
  errorOf: (path: string) => string | undefined;
  onChange: (changes: Partial<PairRow>) => void;
  onRemove: () => void;
}

/** A place in a record and a field of an entry that are kept alike, and what becomes of a value between them. */
export const PairFields = ({
  row,
  place,
  direction,
  resourceFields,
  fields,
  areExpressionsEnabled,
  list,
  errorOf,
  onChange,
  onRemove,
}: PairFieldsProps) => {
  const t = useText();
  const number = place + 1;
  const error = (part: string) => errorOf(`rows.${place}.${part}`);
  const hiddenProblem = HIDDEN_PARTS.map(error).find((problem) => problem !== undefined);
  const [isOpened, setIsOpened] = React.useState(false);
  const isOpen = isOpened || hiddenProblem !== undefined;
  const there = resourceFields.find(({ path }) => path === row.path.trim());
  const here = fields.find(({ name }) => name === row.field);
  const constantError = error('constant');
  const isConstant = row.source === 'constant';
  const isAdapted =
    isConstant ||
    (here !== undefined && !isPlain(here)) ||
    row.transform.kind !== 'none' ||
    row.defaultText !== '' ||
    row.when.is !== 'always';

  const thereHint = there
    ? [
        t(`sync.fields.type.${there.type}`),
        ...(there.isReadOnly ? [t('sync.fields.read-only')] : []),
        ...(there.label && there.label !== there.path ? [there.label] : []),
      ].join(' · ')
    : undefined;
  const typeWords = here ? fieldTypeWords(here.type) : null;
  const hereHint = here
    ? [
        typeWords ? t(typeWords) : here.type,
        ...(here.relation ? [here.relation.displayName] : []),
        ...(here.media?.isMany ? [t('sync.media.many')] : []),
        ...(here.isRequired ? [t('sync.fields.must')] : []),
      ].join(' · ')
    : undefined;

  const notes = isOpen ? [] : adaptNotes(row, here, t);

  return (
    <Box
      role="group"
      aria-label={t('sync.fields.pair', { number })}
      borderColor="neutral200"
      hasRadius
      padding={4}
    >
      <Sides>
        {isConstant ? (
          <ConstantInput
            label={t('sync.source.value')}
            type={here && isPlain(here) ? here.type : 'string'}
            value={row.constantText}
            {...(constantError !== undefined && { error: constantError })}
            onChange={(constantText) => onChange({ constantText })}
          />
        ) : (
          <Field.Root error={error('path')} hint={thereHint}>
            <Field.Label>{t('sync.fields.there')}</Field.Label>
            <Field.Input
              value={row.path}
              list={list}
              placeholder="price.amount"
              autoComplete="off"
              spellCheck={false}
              onChange={(event) =>
                onChange({ path: event.currentTarget.value, isSuggested: false })
              }
            />
            <Field.Hint />
            <Field.Error />
          </Field.Root>
        )}
        <FlowLine flow={direction === 'two-way' ? row.flow : direction} />
        <Field.Root error={error('field')} hint={hereHint}>
          <Field.Label>{t('sync.fields.here')}</Field.Label>
          <SingleSelect
            value={row.field}
            placeholder={t('incoming.action.choose')}
            onChange={(name) => onChange(withField(String(name), fields, row.transform))}
          >
            {fields.map(({ name }) => (
              <SingleSelectOption key={name} value={name}>
                {name}
              </SingleSelectOption>
            ))}
          </SingleSelect>
          <Field.Hint />
          <Field.Error />
        </Field.Root>
      </Sides>
      <Flex justifyContent="space-between" alignItems="flex-end" gap={3} paddingTop={2} wrap="wrap">
        <Flex flex="1" gap={3} wrap="wrap" alignItems="flex-end">
          <FlowField
            direction={direction}
            flow={row.flow}
            error={error('flow')}
            onChange={(flow) => onChange({ flow })}
          />
          <Box flex="1 1 16rem">
            {row.isSuggested && (
              <Typography tag="p" variant="pi" textColor="neutral600">
                {t('sync.fields.suggested')}
              </Typography>
            )}
            {notes.map((words) => (
              <Typography key={words} tag="p" variant="pi" textColor="primary700">
                {words}
              </Typography>
            ))}
          </Box>
        </Flex>
        <Flex gap={1}>
          <IconButton
            type="button"
            variant={isAdapted ? 'secondary' : 'ghost'}
            label={t('sync.fields.adapt', { number })}
            aria-expanded={isOpen}
            onClick={() => setIsOpened(!isOpen)}
          >
            <SlidersHorizontal />
          </IconButton>
          <RemoveRow label={t('sync.fields.remove', { number })} size="S" onRemove={onRemove} />
        </Flex>
      </Flex>
      {isOpen && (
        <PairAdapt
          row={row}
          there={there}
          here={here}
          areExpressionsEnabled={areExpressionsEnabled}
          list={list}
          errorOf={error}
          onChange={onChange}
        />
      )}
    </Box>
  );
};
