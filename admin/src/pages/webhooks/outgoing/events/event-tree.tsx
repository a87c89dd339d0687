import * as React from 'react';
import { Box, Checkbox, Flex, IconButton, Searchbar, Typography } from '@strapi/design-system';
import { ChevronDown, ChevronRight } from '@strapi/icons';

import { FieldProblem } from '../../../../components/field-problem';
import { PatternField } from '../../../../components/pattern-field';
import { useText } from '../../../../hooks/use-text';
import {
  addPattern,
  EVERYTHING,
  isImplied,
  isPattern,
  removePatterns,
  searchEvents,
  type EventGroup,
} from './event-patterns';
import { useEventWords } from './use-event-words';

interface BranchProps {
  group: EventGroup;
  selected: string[];
  isOpen: boolean;
  onToggle: () => void;
  onChange: (selected: string[]) => void;
}

const Branch = ({ group, selected, isOpen, onToggle, onChange }: BranchProps) => {
  const t = useText();
  const wordsOf = useEventWords();
  const { id, label, all, patterns } = group;
  const isOn = (pattern: string) => selected.includes(pattern) || isImplied(pattern, selected);
  const onCount = patterns.filter(isOn).length;
  const isEverything = all ? isOn(all) : onCount === patterns.length;
  const isFixed = patterns.every((pattern) =>
    isImplied(pattern, all ? removePatterns(selected, [all]) : selected),
  );

  const toggleAll = (isChecked: boolean) => {
    const cleared = removePatterns(selected, all ? [all, ...patterns] : patterns);
    if (!isChecked) onChange(cleared);
    else onChange((all ? [all] : patterns).reduce(addPattern, cleared));
  };

  return (
    <Box tag="li">
      <Flex gap={1} paddingTop={1} paddingBottom={1}>
        <IconButton
          type="button"
          size="XS"
          variant="ghost"
          withTooltip={false}
          label={t(isOpen ? 'events.fold' : 'events.unfold', { name: label })}
          aria-expanded={isOpen}
          aria-controls={`events-${id}`}
          onClick={onToggle}
        >
          {isOpen ? <ChevronDown /> : <ChevronRight />}
        </IconButton>
        <Checkbox
          checked={isEverything ? true : onCount > 0 ? 'indeterminate' : false}
          disabled={isFixed}
          onCheckedChange={(isChecked) => toggleAll(isChecked === true)}
        >
          {label}
        </Checkbox>
        <Typography variant="pi" textColor="neutral600">
          {t('events.count', { on: onCount, total: patterns.length })}
        </Typography>
      </Flex>
      {isOpen && (
        <Flex
          tag="ul"
          id={`events-${id}`}
          direction="column"
          alignItems="flex-start"
          gap={2}
          paddingLeft={8}
          paddingTop={1}
          paddingBottom={2}
        >
          {patterns.map((pattern) => {
            const isIncluded = isImplied(pattern, selected);
            return (
              <Flex key={pattern} tag="li" gap={2} wrap="wrap">
                <Checkbox
                  checked={isOn(pattern)}
                  disabled={isIncluded}
                  onCheckedChange={(isChecked) =>
                    onChange(
                      isChecked === true
                        ? addPattern(selected, pattern)
                        : removePatterns(selected, [pattern]),
                    )
                  }
                >
                  {wordsOf(pattern)}
                </Checkbox>
                {isIncluded && (
                  <Typography variant="pi" textColor="neutral600">
                    {t('events.included')}
                  </Typography>
                )}
              </Flex>
            );
          })}
        </Flex>
      )}
    </Box>
  );
};

interface EventTreeProps {
  groups: EventGroup[];
  selected: string[];
  error?: string;
  onChange: (selected: string[]) => void;
}

/** Everything that an endpoint can listen to, as a tree with search; wider choices include the narrower ones. */
export const EventTree = ({ groups, selected, error, onChange }: EventTreeProps) => {
  const t = useText();
  const wordsOf = useEventWords();
  const [search, setSearch] = React.useState('');
  const [toggled, setToggled] = React.useState<Record<string, boolean>>({});
  const shown = searchEvents(groups, search, wordsOf);
  const isOpen = ({ id, patterns }: EventGroup) =>
    toggled[id] ?? (search !== '' || patterns.some((pattern) => selected.includes(pattern)));

  return (
    <Flex direction="column" alignItems="stretch" gap={3}>
      <Searchbar
        name="event-search"
        size="S"
        value={search}
        onChange={(event) => setSearch(event.currentTarget.value)}
        onKeyDown={(event) => event.key === 'Enter' && event.preventDefault()}
        onClear={() => setSearch('')}
        clearLabel={t('action.clear-search')}
        placeholder={t('events.search')}
      >
        {t('events.search')}
      </Searchbar>
      <Box
        tag="ul"
        aria-label={t('form.events.title')}
        borderColor={error ? 'danger600' : 'neutral200'}
        hasRadius
        padding={3}
        maxHeight="40rem"
        overflow="auto"
        // The first field with a problem takes the focus; a list has none of its own.
        tabIndex={0}
        data-invalid={error !== undefined}
      >
        {search === '' && (
          <Box tag="li" paddingLeft={2} paddingTop={1} paddingBottom={1}>
            <Checkbox
              checked={selected.includes(EVERYTHING)}
              onCheckedChange={(isChecked) => onChange(isChecked === true ? [EVERYTHING] : [])}
            >
              {t('events.everything')}
            </Checkbox>
          </Box>
        )}
        {shown.map((group) => (
          <Branch
            key={group.id}
            group={group}
            selected={selected}
            isOpen={isOpen(group)}
            onToggle={() => setToggled({ ...toggled, [group.id]: !isOpen(group) })}
            onChange={onChange}
          />
        ))}
        {shown.length === 0 && (
          <Typography tag="li" textColor="neutral600">
            {t('events.none-found')}
          </Typography>
        )}
      </Box>
      <FieldProblem>{error}</FieldProblem>
      <PatternField
        label={t('events.custom.label')}
        hint={t('events.custom.hint')}
        placeholder="order.paid"
        problem={t('events.custom.invalid')}
        isPattern={isPattern}
        onAdd={(pattern) => onChange(addPattern(selected, pattern))}
      />
    </Flex>
  );
};
