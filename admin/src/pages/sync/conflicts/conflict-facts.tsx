import { Flex, Link, Typography } from '@strapi/design-system';
import { Link as RouterLink } from 'react-router-dom';

import type { Conflict, MappableContentType } from '../../../api/sync-contracts';
import { EntryLink } from '../../../components/entry-link';
import { RelativeTime } from '../../../components/relative-time';
import { StatusBadge } from '../../../components/status-badge';
import { useText } from '../../../hooks/use-text';
import { jobAddress } from '../addresses';
import { useConflictWords } from './use-conflict-words';

interface ConflictFactsProps {
  conflict: Conflict;
  type: MappableContentType | undefined;
}

/** What a conflict is about, since when, and who has decided it. */
export const ConflictFacts = ({ conflict, type }: ConflictFactsProps) => {
  const t = useText();
  const { variant, words } = useConflictWords()(conflict);
  const { jobId, jobName, contentType, documentId, locale, gone, state } = conflict;
  const { answeredBy, answeredAt } = conflict;
  return (
    <Flex direction="column" alignItems="flex-start" gap={2}>
      <Flex gap={4} wrap="wrap">
        <StatusBadge variant={variant}>{words}</StatusBadge>
        <Link tag={RouterLink} to={jobAddress(jobId)}>
          {jobName}
        </Link>
        <RelativeTime at={conflict.createdAt} textColor="neutral600" />
      </Flex>
      <EntryLink
        entry={{ contentType, documentId, locale }}
        type={type}
        isDeleted={gone === 'document'}
      />
      {state !== 'open' && answeredAt !== null && (
        <Typography textColor="neutral600">
          {answeredBy === null
            ? t('sync.conflict.by-rules')
            : t('sync.conflict.by', { name: answeredBy })}{' '}
          <RelativeTime at={answeredAt} textColor="neutral600" />
        </Typography>
      )}
    </Flex>
  );
};
