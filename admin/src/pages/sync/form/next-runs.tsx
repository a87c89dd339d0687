import { Flex, Typography } from '@strapi/design-system';
import { useIntl } from 'react-intl';

import { useGetIntegrationNextRunsQuery } from '../../../api/sync-jobs';
import { fieldErrorsOf } from '../../../api/server-error';
import { FieldProblem } from '../../../components/field-problem';
import { PageError } from '../../../components/page-error';
import { Panel } from '../../../components/panel';
import { Skeleton } from '../../../components/skeleton';
import { useDebounced } from '../../../hooks/use-debounced';
import { useText } from '../../../hooks/use-text';
import { useCronWords } from '../use-cron-words';
import { checkSchedule, cronOf, type ScheduleForm } from './schedule-form';

const DELAY_MS = 400;

/** When a schedule falls due next, in its own time zone; or why it never does. */
export const NextRuns = ({ schedule }: { schedule: ScheduleForm }) => {
  const t = useText();
  const { formatDate } = useIntl();
  const sayCron = useCronWords();
  const isComplete = Object.keys(checkSchedule(schedule)).length === 0;
  const cron = useDebounced(isComplete ? (cronOf(schedule) ?? '') : '', DELAY_MS);
  const timeZone = useDebounced(schedule.timeZone, DELAY_MS);
  const { currentData, error, isFetching, refetch } = useGetIntegrationNextRunsQuery(
    { cron, timeZone },
    { skip: cron === '' },
  );
  const [problem] = Object.values(fieldErrorsOf(error));
  const exact = (at: string) => formatDate(at, { timeZone, dateStyle: 'full', timeStyle: 'short' });

  return (
    <Panel title={t('sync.when.next')} {...(cron !== '' && { description: sayCron(cron) })}>
      {cron === '' ? (
        <Typography textColor="neutral600">{t('sync.when.next-none')}</Typography>
      ) : currentData ? (
        <Flex tag="ol" direction="column" alignItems="flex-start" gap={1}>
          {currentData.nextRuns.map((at) => (
            <Typography key={at} tag="li" textColor="neutral800">
              <time dateTime={at}>{exact(at)}</time>
            </Typography>
          ))}
        </Flex>
      ) : problem !== undefined && !isFetching ? (
        <FieldProblem>{problem}</FieldProblem>
      ) : error && !isFetching ? (
        <PageError error={error} onRetry={refetch} />
      ) : (
        <Skeleton heights={['2rem', '2rem', '2rem', '2rem', '2rem']} />
      )}
    </Panel>
  );
};
