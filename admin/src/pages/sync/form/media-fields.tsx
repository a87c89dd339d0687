import { Flex, Typography } from '@strapi/design-system';

import type { MediaType } from '../../../api/sync-contracts';
import { FieldProblem } from '../../../components/field-problem';
import { useText } from '../../../hooks/use-text';
import { ItemField } from './item-field';
import { BY_URL, type ReferenceForm } from './reference-form';

interface MediaFieldsProps {
  media: MediaType;
  /** Whether a record names them, rather than the mapping itself. */
  isRead: boolean;
  reference: ReferenceForm;
  error: string | undefined;
  onChange: (reference: ReferenceForm) => void;
}

/** What becomes of the addresses of pictures and files in a record, and where several have theirs. */
export const MediaFields = ({ media, isRead, reference, error, onChange }: MediaFieldsProps) => {
  const t = useText();
  return (
    <Flex direction="column" alignItems="stretch" gap={3}>
      <Typography variant="pi" textColor="neutral600">
        {t('sync.media.hint')}
      </Typography>
      {isRead && media.isMany && (
        <ItemField
          label={t('sync.media.item')}
          hint={t('sync.media.item-hint')}
          placeholder="src"
          value={reference.item}
          onChange={(item) => onChange({ by: BY_URL, item })}
        />
      )}
      <FieldProblem>{error}</FieldProblem>
    </Flex>
  );
};
