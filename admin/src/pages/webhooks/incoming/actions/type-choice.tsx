import * as React from 'react';
import { Checkbox, Flex, Typography } from '@strapi/design-system';

import { useGetIntegrationSeenEventTypesQuery } from '../../../../api/sources';
import { FieldProblem } from '../../../../components/field-problem';
import { PatternField } from '../../../../components/pattern-field';
import { useText } from '../../../../hooks/use-text';
import { addPattern, EVERYTHING, groupTypes, isImplied, isPattern } from './type-patterns';

interface PatternBoxProps {
  pattern: string;
  label: string;
  chosen: string[];
  onChange: (chosen: string[]) => void;
}

const PatternBox = ({ pattern, label, chosen, onChange }: PatternBoxProps) => {
  const isIncluded = isImplied(pattern, chosen);
  return (
    <Checkbox
      checked={isIncluded || chosen.includes(pattern)}
      disabled={isIncluded}
      onCheckedChange={(isChecked) =>
        onChange(
          isChecked === true
            ? addPattern(chosen, pattern)
            : chosen.filter((other) => other !== pattern),
        )
      }
    >
      {label}
    </Checkbox>
  );
};

interface TypeChoiceProps {
  sourceId: number;
  chosen: string[];
  error?: string;
  onChange: (chosen: string[]) => void;
}

/** For which events an action runs: those that have come in, as a tree, and any other by its name or pattern. */
export const TypeChoice = ({ sourceId, chosen, error, onChange }: TypeChoiceProps) => {
  const t = useText();
  const { data: seen = [] } = useGetIntegrationSeenEventTypesQuery(sourceId);
  // A pattern that was typed in stays in the list when it is unchecked, so that it can be checked again.
  const [typed, setTyped] = React.useState(chosen);
  const groups = groupTypes(seen.map(({ name }) => name));
  const known = groups.flatMap(({ all, types }) => [all, ...types]);
  const others = typed.filter((pattern) => pattern !== EVERYTHING && !known.includes(pattern));
  const shared = { chosen, onChange };

  return (
    <Flex direction="column" alignItems="stretch" gap={3}>
      <Flex
        tag="ul"
        aria-label={t('incoming.action.types')}
        direction="column"
        alignItems="flex-start"
        gap={2}
        borderColor={error ? 'danger600' : 'neutral200'}
        hasRadius
        padding={3}
        maxHeight="30rem"
        overflow="auto"
        tabIndex={0}
        data-invalid={error !== undefined}
      >
        <li>
          <PatternBox {...shared} pattern={EVERYTHING} label={t('incoming.action.every-event')} />
        </li>
        {groups.map(({ all, types }) => (
          <li key={all ?? types[0]}>
            {all && <PatternBox {...shared} pattern={all} label={all} />}
            <Flex
              tag="ul"
              direction="column"
              alignItems="flex-start"
              gap={2}
              paddingLeft={all ? 6 : 0}
              paddingTop={all ? 2 : 0}
            >
              {types.map((type) => (
                <li key={type}>
                  <PatternBox {...shared} pattern={type} label={type} />
                </li>
              ))}
            </Flex>
          </li>
        ))}
        {others.map((pattern) => (
          <li key={pattern}>
            <PatternBox {...shared} pattern={pattern} label={pattern} />
          </li>
        ))}
      </Flex>
      {seen.length === 0 && (
        <Typography variant="pi" textColor="neutral600">
          {t('incoming.action.none-seen')}
        </Typography>
      )}
      <FieldProblem>{error}</FieldProblem>
      <PatternField
        label={t('incoming.action.custom')}
        hint={t('incoming.action.custom-hint')}
        placeholder="invoice.*"
        problem={t('incoming.action.custom-invalid')}
        isPattern={isPattern}
        onAdd={(pattern) => {
          setTyped([...new Set([...typed, pattern])]);
          onChange(addPattern(chosen, pattern));
        }}
      />
    </Flex>
  );
};
