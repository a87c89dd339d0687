import { Link } from '@strapi/design-system';
import { useIntl } from 'react-intl';
import { Link as RouterLink } from 'react-router-dom';

import type { RunDetail } from '../../../api/sync-contracts';
import { KeyValueText } from '../../../components/key-value-text';
import { Panel } from '../../../components/panel';
import { RelativeTime } from '../../../components/relative-time';
import { useDuration } from '../../../hooks/use-duration';
import { useNow } from '../../../hooks/use-now';
import { useText } from '../../../hooks/use-text';
import { runAddress } from '../addresses';
import { durationOf } from '../runs/duration-of';
import { useRunTitle } from './use-run-title';

/** A run in a few lines: what kind it is, who began it, when, and how long it took. */
export const RunFacts = ({ run }: { run: RunDetail }) => {
  const t = useText();
  const now = useNow();
  const titleOf = useRunTitle();
  const duration = useDuration();
  const { formatNumber } = useIntl();
  const { job, planId, startedAt, finishedAt } = run;

  const facts: [string, React.ReactNode][] = [
    [t('sync.run.kind'), titleOf(run)],
    [t('sync.run.cause'), t(`sync.run.cause.${run.cause}`)],
    [
      t('incoming.events.column.source'),
      [job.connection?.name, job.resourceName].filter(Boolean).join(' · ') || '–',
    ],
    [t('incoming.action.content-type'), job.contentTypeName ?? job.contentType],
    [t('sync.run.started'), <RelativeTime key="started" at={startedAt} />],
    [t('deliveries.column.duration'), duration(durationOf({ startedAt, finishedAt }, now))],
    [t('sync.run.looked-at'), formatNumber(run.examined)],
  ];
  if (run.since !== null) {
    facts.push([t('sync.run.since'), <RelativeTime key="since" at={run.since} />]);
  }
  if (planId !== null) {
    facts.push([
      t('sync.run.follows'),
      <Link key="plan" tag={RouterLink} to={runAddress(planId)}>
        {t('sync.run.numbered', { id: planId })}
      </Link>,
    ]);
  }
  return (
    <Panel title={t('sync.run.facts')}>
      <KeyValueText entries={facts} />
    </Panel>
  );
};
