import { Box, Flex, Link, Typography } from '@strapi/design-system';
import { Link as RouterLink } from 'react-router-dom';

import type { JobDetail, JobListItem } from '../../../api/sync-contracts';
import { Notice } from '../../../components/notice';
import { useRights } from '../../../hooks/use-rights';
import { useText } from '../../../hooks/use-text';
import { connectionAddress } from '../../connections/addresses';
import { editAddress, runAddress } from '../addresses';
import { AwaitedList } from '../awaited-list';
import { SyncProgress } from '../runs/sync-progress';

/** What keeps a job from running, and where that is mended. */
const Problems = ({ job }: { job: JobListItem }) => {
  const t = useText();
  const { canWriteSync, canReadConnections } = useRights();
  const { problems, connection } = job;
  if (problems.length === 0) return null;
  const isConnection = problems.every(({ path }) => path[0] === 'connectionId');
  return (
    <Notice
      variant="danger"
      title={t('sync.job.problems')}
      action={
        isConnection && connection && canReadConnections ? (
          <Link tag={RouterLink} to={connectionAddress(connection.id)}>
            {t('sync.job.to-connection')}
          </Link>
        ) : (
          canWriteSync && (
            <Link tag={RouterLink} to={editAddress(job.id)}>
              {t('sync.job.mend')}
            </Link>
          )
        )
      }
    >
      <Flex tag="ul" direction="column" alignItems="flex-start" gap={1}>
        {problems.map(({ path, message }) => (
          <Typography key={`${path.join('.')}: ${message}`} tag="li" textColor="neutral800">
            {message}
          </Typography>
        ))}
      </Flex>
      <Typography tag="p" textColor="neutral600" paddingTop={1}>
        {t('sync.job.problems-text')}
      </Typography>
    </Notice>
  );
};

/** What pairs still lack because it is not there yet: nothing to be mended, but to be known. */
const WaitsFor = ({ job }: { job: JobDetail }) => {
  const t = useText();
  const { pairCount, first } = job.awaited;
  if (pairCount === 0) return null;
  return (
    <Notice variant="info" title={t('sync.awaited', { count: pairCount })}>
      <AwaitedList awaited={first} />
      <Typography tag="p" textColor="neutral600" paddingTop={1}>
        {t('sync.awaited.text')}
      </Typography>
    </Notice>
  );
};

/** What somebody who opens a job has to know: what runs, what keeps it from running, and what waits. */
export const JobNotices = ({ job }: { job: JobDetail }) => {
  const t = useText();
  const { lastRun, heldRunId } = job;
  return (
    <>
      <Problems job={job} />
      {lastRun?.state === 'running' && (
        <Box background="neutral0" hasRadius shadow="tableShadow" padding={4}>
          <SyncProgress run={lastRun} />
        </Box>
      )}
      {lastRun?.state === 'stopped' && (
        <Notice
          variant="danger"
          title={t('sync.run.error.stopped')}
          action={
            <Link tag={RouterLink} to={runAddress(lastRun.id)}>
              {t('sync.job.to-stopped')}
            </Link>
          }
        >
          {lastRun.error}
        </Notice>
      )}
      {heldRunId !== null && (
        <Notice
          variant="warning"
          title={t('sync.waiting.deletions')}
          action={
            <Link tag={RouterLink} to={runAddress(heldRunId)}>
              {t('sync.job.to-held')}
            </Link>
          }
        >
          {t('sync.job.held-text')}
        </Notice>
      )}
      <WaitsFor job={job} />
    </>
  );
};
