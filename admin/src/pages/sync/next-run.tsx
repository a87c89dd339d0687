import { Typography } from '@strapi/design-system';

import type { Job } from '../../api/sync-contracts';
import { useExactTime, useRelativeTime } from '../../components/relative-time';
import { useText } from '../../hooks/use-text';

/** When a job runs next by itself, with the exact time on hover; or that it is paused. */
export const NextRun = ({ job }: { job: Pick<Job, 'schedule' | 'isActive' | 'nextRuns'> }) => {
  const t = useText();
  const relative = useRelativeTime();
  const exact = useExactTime();
  const [next] = job.nextRuns;
  if (!job.schedule) return null;
  if (!job.isActive || next === undefined) {
    return (
      <Typography variant="pi" textColor="neutral600">
        {t(job.isActive ? 'sync.next.none' : 'sync.status.paused')}
      </Typography>
    );
  }
  return (
    <Typography variant="pi" textColor="neutral600" title={exact(next)}>
      {t('sync.next', { when: relative(next) })}
    </Typography>
  );
};
