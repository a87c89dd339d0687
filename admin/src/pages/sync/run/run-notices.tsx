import { Link } from '@strapi/design-system';
import { Link as RouterLink } from 'react-router-dom';

import type { RunDetail } from '../../../api/sync-contracts';
import { Notice } from '../../../components/notice';
import { useText } from '../../../hooks/use-text';
import { jobTabAddress, runAddress } from '../addresses';
import { HoldNotice } from './hold-notice';

/** Why a run has ended before its end, or what it waits for. */
const ErrorNotice = ({ run }: { run: RunDetail }) => {
  const t = useText();
  if (run.error === null) return null;
  return (
    <Notice
      variant={run.state === 'failed' || run.state === 'stopped' ? 'danger' : 'warning'}
      title={t(run.state === 'running' ? 'sync.run.waits' : `sync.run.error.${run.state}`)}
    >
      {run.error}
    </Notice>
  );
};

const PreviewNotice = ({ run }: { run: RunDetail }) => {
  const t = useText();
  if (run.kind !== 'preview' || run.state !== 'completed') return null;
  return (
    <Notice variant="info" title={t('sync.run.preview')}>
      {t(run.canApply ? 'sync.run.can-apply' : 'sync.run.cannot-apply')}
    </Notice>
  );
};

/** Of what a run was to do, how much did not hold any more. */
const PlanNotice = ({ run }: { run: RunDetail }) => {
  const t = useText();
  const { planId, changedSince } = run;
  if (run.kind !== 'apply' || planId === null || changedSince === null) return null;
  return (
    <Notice
      variant={changedSince > 0 ? 'warning' : 'success'}
      title={t('sync.run.changed-since', { count: changedSince })}
      action={
        <Link tag={RouterLink} to={runAddress(planId)}>
          {t('sync.run.to-plan')}
        </Link>
      }
    >
      {changedSince > 0 && t('sync.run.changed-since-text')}
    </Notice>
  );
};

const ConflictNotice = ({ run }: { run: RunDetail }) => {
  const t = useText();
  const { conflicts } = run.counts;
  if (conflicts === 0 || run.state === 'running' || run.kind === 'preview') return null;
  return (
    <Notice
      variant="warning"
      title={t('sync.run.conflicts', { count: conflicts })}
      action={
        <Link tag={RouterLink} to={jobTabAddress(run.jobId, 'conflicts')}>
          {t('sync.run.to-conflicts')}
        </Link>
      }
    >
      {t('sync.run.conflicts-text')}
    </Notice>
  );
};

/** What somebody who opens a run has to know or to decide. */
export const RunNotices = ({ run }: { run: RunDetail }) => (
  <>
    <ErrorNotice run={run} />
    <HoldNotice run={run} />
    <PreviewNotice run={run} />
    <PlanNotice run={run} />
    <ConflictNotice run={run} />
  </>
);
