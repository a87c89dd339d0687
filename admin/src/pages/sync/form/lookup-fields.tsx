import { Box, Field, Flex } from '@strapi/design-system';

import { AddRow, RemoveRow } from '../../../components/row-buttons';
import { useText } from '../../../hooks/use-text';
import type { WordPair } from './transform-form';

interface LookupFieldsProps {
  pairs: WordPair[];
  onChange: (pairs: WordPair[]) => void;
}

/** Words of the service, and those of the site that stand for them. */
export const LookupFields = ({ pairs, onChange }: LookupFieldsProps) => {
  const t = useText();
  const change = (place: number, changes: Partial<WordPair>) =>
    onChange(pairs.map((pair, at) => (at === place ? { ...pair, ...changes } : pair)));
  return (
    <Flex direction="column" alignItems="stretch" gap={2}>
      {pairs.map((pair, place) => {
        const number = place + 1;
        return (
          <Flex
            key={place}
            role="group"
            aria-label={t('sync.transform.lookup-row', { number })}
            gap={2}
            alignItems="flex-end"
          >
            <Box flex="1">
              <Field.Root>
                <Field.Label>{t('sync.transform.lookup-there')}</Field.Label>
                <Field.Input
                  value={pair.there}
                  maxLength={255}
                  onChange={(event) => change(place, { there: event.currentTarget.value })}
                />
              </Field.Root>
            </Box>
            <Box flex="1">
              <Field.Root>
                <Field.Label>{t('sync.transform.lookup-here')}</Field.Label>
                <Field.Input
                  value={pair.here}
                  maxLength={255}
                  onChange={(event) => change(place, { here: event.currentTarget.value })}
                />
              </Field.Root>
            </Box>
            <RemoveRow
              label={t('sync.transform.lookup-remove', { number })}
              onRemove={() => onChange(pairs.filter((_pair, at) => at !== place))}
            />
          </Flex>
        );
      })}
      <Box>
        <AddRow onAdd={() => onChange([...pairs, { there: '', here: '' }])}>
          {t('sync.transform.lookup-add')}
        </AddRow>
      </Box>
    </Flex>
  );
};
