import { Flex, LinkButton, Typography } from '@strapi/design-system';
import { Link } from 'react-router-dom';

import type { RunDetail } from '../../../api/sync-contracts';
import { EmptyState } from '../../../components/empty-state';
import { Notice } from '../../../components/notice';
import { PageError } from '../../../components/page-error';
import { Panel } from '../../../components/panel';
import { Skeleton } from '../../../components/skeleton';
import { useText } from '../../../hooks/use-text';
import { jobAddress } from '../addresses';
import { ApplyButton } from '../run/apply-button';
import { ChangesPanel } from '../run/changes-panel';
import { isQuiet } from '../runs/run-counts';
import { SyncProgress } from '../runs/sync-progress';
import { useCountWords } from '../runs/use-count-words';
import { useLiveRun } from '../runs/use-live-run';

const JobLink = ({ jobId, children }: { jobId: number; children: string }) => (
  <LinkButton tag={Link} to={jobAddress(jobId)} variant="tertiary">
    {children}
  </LinkButton>
);

/** What the job would do, in one sentence, and what can be done about it. */
const Verdict = ({ run, jobId }: { run: RunDetail; jobId: number }) => {
  const t = useText();
  const countWords = useCountWords();
  if (run.state === 'running') {
    return (
      <Panel title={t('sync.plan.running')} description={t('replay.started')}>
        <SyncProgress run={run} />
      </Panel>
    );
  }
  if (run.state !== 'completed') {
    return (
      <Notice
        variant={run.state === 'failed' ? 'danger' : 'info'}
        title={t(run.state === 'failed' ? 'sync.plan.failed' : 'sync.plan.stopped')}
        action={<JobLink jobId={jobId}>{t('sync.plan.to-job')}</JobLink>}
      >
        {run.error}
      </Notice>
    );
  }
  return (
    <Panel
      title={isQuiet(run.counts) ? t('sync.plan.nothing') : countWords(run)}
      description={t('sync.plan.text')}
      action={
        <Flex gap={2} wrap="wrap">
          <JobLink jobId={jobId}>{t('sync.plan.not-now')}</JobLink>
          {run.canApply && <ApplyButton run={run} />}
        </Flex>
      }
    >
      <Typography textColor="neutral600">{t('sync.plan.saved')}</Typography>
    </Panel>
  );
};

interface PlanStepProps {
  jobId: number;
  /** The preview; 0 without one. */
  runId: number;
}

/** The end of the guide: what the job that was saved would do, to be applied or left for later. */
export const PlanStep = ({ jobId, runId }: PlanStepProps) => {
  const t = useText();
  const { run, error, refetch } = useLiveRun(runId);
  if (runId === 0) {
    return (
      <EmptyState action={<JobLink jobId={jobId}>{t('sync.plan.to-job')}</JobLink>}>
        {t('sync.plan.none')}
      </EmptyState>
    );
  }
  if (!run) {
    return error ? (
      <PageError error={error} onRetry={refetch} missing={t('sync.run.missing')} />
    ) : (
      <Skeleton heights={['10rem', '24rem']} />
    );
  }
  return (
    <Flex direction="column" alignItems="stretch" gap={5}>
      <Verdict run={run} jobId={jobId} />
      <ChangesPanel run={run} />
    </Flex>
  );
};
