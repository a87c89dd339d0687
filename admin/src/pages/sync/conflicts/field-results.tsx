import { Box, Flex, Typography } from '@strapi/design-system';

import type { ConflictField, Side } from '../../../api/sync-contracts';
import { StatusBadge } from '../../../components/status-badge';
import { useText } from '../../../hooks/use-text';
import { useSideWords } from '../use-side-words';
import { FieldValue } from '../field-value';
import { AgreedValue, ThreeColumns } from './three-values';

/** Another value, which a person has entered. */
const Entered = ({ field }: { field: ConflictField }) => {
  const t = useText();
  if (field.winner !== null || field.chosen === undefined) return null;
  return (
    <Box borderColor="success500" hasRadius padding={3}>
      <StatusBadge variant="success">{t('sync.conflict.other')}</StatusBadge>
      <Box paddingTop={1}>
        <FieldValue value={field.chosen} fontWeight="semiBold" />
      </Box>
    </Box>
  );
};

interface ValueProps {
  field: ConflictField;
  side: Side;
  /** What the side is called. */
  name: string;
}

const Value = ({ field, side, name }: ValueProps) => {
  const t = useText();
  const hasWon = field.winner === side;
  return (
    <Box borderColor={hasWon ? 'success500' : 'neutral200'} hasRadius padding={3}>
      {hasWon ? (
        <StatusBadge variant="success">{t('sync.conflict.won', { side: name })}</StatusBadge>
      ) : (
        <Typography textColor="neutral600">{name}</Typography>
      )}
      <Box paddingTop={1}>
        <FieldValue value={field[side]} {...(hasWon && { fontWeight: 'semiBold' })} />
      </Box>
    </Box>
  );
};

interface FieldResultsProps {
  fields: ConflictField[];
  /** Of the other side; null where it is not known any more. */
  serviceName: string | null;
  /** Whether it still waits, so that nobody has won. */
  isOpen: boolean;
}

/** The fields of a conflict to be read: what each side said, and whose value was taken. */
export const FieldResults = ({ fields, serviceName, isOpen }: FieldResultsProps) => {
  const sideWords = useSideWords(serviceName);
  return (
    <Flex direction="column" alignItems="stretch" gap={4}>
      {fields.map((field) => (
        <Flex
          key={field.field}
          tag="section"
          aria-label={field.field}
          direction="column"
          alignItems="stretch"
          gap={2}
        >
          <Typography variant="delta" tag="h3">
            {field.field}
          </Typography>
          <ThreeColumns>
            <Value field={field} side="external" name={sideWords('external')} />
            <AgreedValue value={field.base} />
            <Value field={field} side="document" name={sideWords('document')} />
          </ThreeColumns>
          {!isOpen && <Entered field={field} />}
        </Flex>
      ))}
    </Flex>
  );
};
