import { Box, Flex, Link, Typography } from '@strapi/design-system';
import { Link as RouterLink } from 'react-router-dom';

import type { Run } from '../../../api/sync-contracts';
import { RelativeTime } from '../../../components/relative-time';
import { useText } from '../../../hooks/use-text';
import { runAddress } from '../addresses';
import { ShortCounts } from '../runs/short-counts';
import { SyncProgress } from '../runs/sync-progress';
import { useRunWords } from '../runs/use-run-words';
import { useRunTitle } from '../run/use-run-title';

/** The newest run of a job: how far it is while it runs, and what it has done after that. */
export const LastRun = ({ run }: { run: Run | null }) => {
  const t = useText();
  const titleOf = useRunTitle();
  const describe = useRunWords();
  if (!run) return <Typography textColor="neutral600">{t('sync.last.none')}</Typography>;
  if (run.state === 'running') {
    return (
      <Box minWidth="16rem">
        <SyncProgress run={run} />
      </Box>
    );
  }
  return (
    <Flex direction="column" alignItems="flex-start">
      <ShortCounts run={run} />
      <Flex gap={2} wrap="wrap">
        <Link tag={RouterLink} to={runAddress(run.id)}>
          {run.state === 'completed' ? titleOf(run) : `${titleOf(run)}: ${describe(run).words}`}
        </Link>
        <RelativeTime at={run.finishedAt ?? run.startedAt} variant="pi" textColor="neutral600" />
      </Flex>
    </Flex>
  );
};
