import { Box, Flex, Typography } from '@strapi/design-system';

import type { Change, ChangeOutcome, RunDetail } from '../../../api/sync-contracts';
import { CopyableText } from '../../../components/copyable-text';
import { EntryLink } from '../../../components/entry-link';
import { isolatedText } from '../../../components/isolated-text';
import { StatusBadge, type StatusVariant } from '../../../components/status-badge';
import { useText } from '../../../hooks/use-text';
import { AwaitedList } from '../awaited-list';
import { diffRows, writtenSides } from '../diff-rows';
import { DiffTable } from '../diff-table';
import { useSideWords } from '../use-side-words';

const VARIANTS: Record<ChangeOutcome, StatusVariant> = {
  applied: 'success',
  held: 'warning',
  outdated: 'neutral',
  failed: 'danger',
  planned: 'neutral',
};

const isNew = ({ kind }: Change): boolean =>
  kind === 'create-document' || kind === 'create-external';

/** Which record and which entry a change is about. */
const About = ({ change, run }: { change: Change; run: RunDetail }) => {
  const t = useText();
  const { externalId, documentId, kind, outcome, how } = change;
  const { contentType, contentTypeName, locale } = run.job;
  const isDeleted = kind === 'delete-document' && how !== 'unpublish' && outcome === 'applied';
  return (
    <Flex gap={4} wrap="wrap">
      {externalId !== null && (
        <CopyableText value={externalId} label={t('sync.record-id')}>
          <Typography textColor="neutral800">
            {t('sync.record-named', { id: isolatedText(externalId) })}
          </Typography>
        </CopyableText>
      )}
      {documentId !== null && (
        <EntryLink
          entry={{ contentType, documentId, locale }}
          type={
            contentTypeName === null
              ? undefined
              : { displayName: contentTypeName, kind: 'collectionType' }
          }
          isDeleted={isDeleted}
        />
      )}
    </Flex>
  );
};

/** What a run has come to about one record: what became of it, and field by field what was written. */
export const ChangeItem = ({ change, run }: { change: Change; run: RunDetail }) => {
  const t = useText();
  const { kind, how, group, outcome, error, externalId, documentId } = change;
  const serviceName = run.job.connection?.providerName;
  const sideWords = useSideWords(serviceName);
  const isConflict = group === 'conflicts' && kind !== 'ask-about-deletion';
  const title = isConflict
    ? t('sync.change.conflict')
    : kind === 'delete-document' && how !== null
      ? t(`sync.change.delete-document.${how}`)
      : t(`sync.change.${kind}`, { service: serviceName ?? t('connections.the-service') });
  const waits = group === 'conflicts' && outcome === 'applied';
  const [side, ...others] = writtenSides(change);
  return (
    <Box
      tag="article"
      aria-label={`${title}: ${externalId ?? documentId ?? ''}`}
      borderColor="neutral150"
      hasRadius
      padding={4}
    >
      <Flex direction="column" alignItems="stretch" gap={2}>
        <Flex justifyContent="space-between" gap={3} wrap="wrap">
          <Flex gap={3} wrap="wrap">
            <Typography fontWeight="semiBold" textColor="neutral800">
              {title}
            </Typography>
            {outcome !== 'planned' && (
              <StatusBadge variant={waits ? 'warning' : VARIANTS[outcome]}>
                {t(waits ? 'sync.change.waits' : `sync.change.outcome.${outcome}`)}
              </StatusBadge>
            )}
          </Flex>
          {side && others.length === 0 && (
            <Typography variant="pi" textColor="neutral600">
              {sideWords(side)}
            </Typography>
          )}
        </Flex>
        <About change={change} run={run} />
        {error !== null && (
          <Typography textColor={outcome === 'failed' ? 'danger600' : 'neutral800'}>
            {error}
          </Typography>
        )}
        <AwaitedList awaited={change.awaited} />
        <DiffTable
          label={t('sync.diff')}
          rows={diffRows(change)}
          hasBefore={!isNew(change)}
          serviceName={serviceName}
        />
      </Flex>
    </Box>
  );
};
