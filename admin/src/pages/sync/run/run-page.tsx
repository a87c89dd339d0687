import { Flex, Link } from '@strapi/design-system';
import { BackButton, Layouts, Page } from '@strapi/strapi/admin';
import { Link as RouterLink, useParams } from 'react-router-dom';

import type { RunDetail } from '../../../api/sync-contracts';
import { PagePlaceholder } from '../../../components/page-placeholder';
import { StatusBadge } from '../../../components/status-badge';
import { TwoColumns } from '../../../components/two-columns';
import { useText } from '../../../hooks/use-text';
import { PERMISSIONS } from '../../../permissions';
import { jobAddress } from '../addresses';
import { useLiveRun } from '../runs/use-live-run';
import { useRunWords } from '../runs/use-run-words';
import { ChangesPanel } from './changes-panel';
import { RunButtons } from './run-buttons';
import { RunFacts } from './run-facts';
import { RunNotices } from './run-notices';
import { RunOutcome } from './run-outcome';
import { useRunTitle } from './use-run-title';

const LoadedRun = ({ run }: { run: RunDetail }) => {
  const { variant, words } = useRunWords()(run);
  const title = `${useRunTitle()(run)}: ${run.job.name}`;
  return (
    <Page.Main>
      <Page.Title>{title}</Page.Title>
      <Layouts.Header
        title={title}
        subtitle={
          <Flex gap={4} wrap="wrap">
            <Link tag={RouterLink} to={jobAddress(run.jobId)}>
              {run.job.name}
            </Link>
            <StatusBadge variant={variant}>{words}</StatusBadge>
          </Flex>
        }
        navigationAction={<BackButton fallback={jobAddress(run.jobId)} />}
        primaryAction={<RunButtons run={run} />}
      />
      <Layouts.Content>
        <Flex direction="column" alignItems="stretch" gap={5}>
          <RunNotices run={run} />
          <TwoColumns side={<RunFacts run={run} />}>
            <RunOutcome run={run} />
          </TwoColumns>
          <ChangesPanel run={run} />
        </Flex>
      </Layouts.Content>
    </Page.Main>
  );
};

const RunById = ({ id }: { id: number }) => {
  const t = useText();
  const { run, error, refetch } = useLiveRun(id);
  if (run) return <LoadedRun run={run} />;
  return (
    <PagePlaceholder
      error={error}
      onRetry={refetch}
      missing={t('sync.run.missing')}
      heights={['6rem', '20rem', '32rem']}
    />
  );
};

/** One run: how far it is, what it has done record by record, and what waits for a decision. */
export const RunPage = () => {
  const id = Number(useParams().id);
  return (
    <Page.Protect permissions={PERMISSIONS.readSync}>
      <RunById key={id} id={id} />
    </Page.Protect>
  );
};
