import { Flex, Link, Typography } from '@strapi/design-system';
import { Link as RouterLink } from 'react-router-dom';

import type { JobListItem } from '../../../api/sync-contracts';
import { useText } from '../../../hooks/use-text';
import { jobTabAddress, runAddress, runGroupAddress } from '../addresses';

/** What of a job waits for somebody, each leading to where it is dealt with. */
export const JobWarnings = ({ job }: { job: JobListItem }) => {
  const t = useText();
  const { id, openConflictCount, heldRunId, problems, lastRun } = job;
  const links: [address: string, words: string][] = [];
  if (openConflictCount > 0) {
    links.push([
      jobTabAddress(id, 'conflicts'),
      t('sync.waiting.conflicts', { count: openConflictCount }),
    ]);
  }
  if (heldRunId !== null) links.push([runAddress(heldRunId), t('sync.waiting.deletions')]);
  if (lastRun && lastRun.kind !== 'preview' && lastRun.counts.failed > 0) {
    links.push([
      runGroupAddress(lastRun.id, 'failed'),
      t('sync.waiting.failed', { count: lastRun.counts.failed }),
    ]);
  }
  const [problem] = problems;
  if (links.length === 0 && !problem) return null;

  return (
    <Flex
      direction="column"
      alignItems="flex-start"
      onClick={(event: React.SyntheticEvent) => event.stopPropagation()}
    >
      {problem && (
        <Typography variant="pi" textColor="danger600">
          {problem.message}
        </Typography>
      )}
      {links.map(([address, words]) => (
        <Link key={address} tag={RouterLink} to={address}>
          {words}
        </Link>
      ))}
    </Flex>
  );
};
