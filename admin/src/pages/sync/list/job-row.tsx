import { Flex, IconButton, Link, Td, Tr, Typography } from '@strapi/design-system';
import { Play } from '@strapi/icons';
import { NavLink, useNavigate } from 'react-router-dom';

import type { JobListItem } from '../../../api/sync-contracts';
import { ProviderTile } from '../../../components/provider-tile';
import { StatusBadge } from '../../../components/status-badge';
import { useRights } from '../../../hooks/use-rights';
import { useText } from '../../../hooks/use-text';
import { jobAddress } from '../addresses';
import { JobFlow } from '../job-flow';
import { isRunnable, STATUS_VARIANTS, statusOf } from '../job-status';
import { NextRun } from '../next-run';
import { useScheduleWords } from '../use-schedule-words';
import { useStartRun } from '../use-start-run';
import { JobWarnings } from './job-warnings';
import { LastRun } from './last-run';

interface JobRowProps {
  job: JobListItem;
  isWide: boolean;
}

const JobName = ({ job, isWide }: JobRowProps) => {
  const t = useText();
  const scheduleWords = useScheduleWords();
  const { connection } = job;
  return (
    <Flex gap={3}>
      <ProviderTile id={connection?.provider ?? '?'} name={connection?.providerName ?? null} />
      <Flex
        direction="column"
        alignItems="flex-start"
        maxWidth={isWide ? '26rem' : '14rem'}
        style={{ whiteSpace: 'normal' }}
        onClick={(event: React.SyntheticEvent) => event.stopPropagation()}
      >
        <Link tag={NavLink} to={jobAddress(job.id)}>
          {job.name}
        </Link>
        <Typography variant="pi" textColor="neutral600">
          {connection?.name ?? t('sync.connection-gone')}
        </Typography>
        <JobFlow job={job} />
        {!isWide && (
          <Typography variant="pi" textColor="neutral600">
            {scheduleWords(job)}
          </Typography>
        )}
      </Flex>
    </Flex>
  );
};

/** How a job does, and what of it waits for somebody. */
const JobState = ({ job }: { job: JobListItem }) => {
  const t = useText();
  const status = statusOf(job);
  return (
    <Flex
      direction="column"
      alignItems="flex-start"
      gap={1}
      maxWidth="20rem"
      style={{ whiteSpace: 'normal' }}
    >
      <StatusBadge variant={STATUS_VARIANTS[status]}>{t(`sync.status.${status}`)}</StatusBadge>
      <JobWarnings job={job} />
    </Flex>
  );
};

/** A job in the list: what flows where, when, how it went, and what waits for somebody. */
export const JobRow = ({ job, isWide }: JobRowProps) => {
  const t = useText();
  const navigate = useNavigate();
  const scheduleWords = useScheduleWords();
  const { canRunSync } = useRights();
  const { start, isStarting } = useStartRun();
  const stop = (event: React.SyntheticEvent) => event.stopPropagation();

  return (
    <Tr onClick={() => navigate(jobAddress(job.id))} style={{ cursor: 'pointer' }}>
      <Td>
        <JobName job={job} isWide={isWide} />
      </Td>
      {isWide && (
        <Td>
          <Flex
            direction="column"
            alignItems="flex-start"
            maxWidth="22rem"
            style={{ whiteSpace: 'normal' }}
          >
            <Typography textColor="neutral800">{scheduleWords(job)}</Typography>
            <NextRun job={job} />
          </Flex>
        </Td>
      )}
      {isWide && (
        <Td>
          <JobState job={job} />
        </Td>
      )}
      <Td onClick={stop}>
        <Flex direction="column" alignItems="stretch" gap={1} style={{ whiteSpace: 'normal' }}>
          {!isWide && <JobState job={job} />}
          <LastRun run={job.lastRun} />
        </Flex>
      </Td>
      {canRunSync && (
        <Td onClick={stop}>
          <Flex justifyContent="flex-end">
            <IconButton
              variant="ghost"
              label={t('sync.run-named', { name: job.name })}
              disabled={!isRunnable(job) || isStarting}
              onClick={() => start(job.id, 'full')}
            >
              <Play />
            </IconButton>
          </Flex>
        </Td>
      )}
    </Tr>
  );
};
