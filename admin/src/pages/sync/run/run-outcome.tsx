import { Flex, Grid, Link, Typography } from '@strapi/design-system';
import { Link as RouterLink } from 'react-router-dom';

import type { RunDetail } from '../../../api/sync-contracts';
import { Panel } from '../../../components/panel';
import { ShortNumber } from '../../../components/short-number';
import { StatusBadge, type StatusVariant } from '../../../components/status-badge';
import { useText } from '../../../hooks/use-text';
import { runGroupAddress } from '../addresses';
import { toldCounts, type CountGroup } from '../runs/run-counts';
import { SyncProgress } from '../runs/sync-progress';
import { phaseSteps, type PhaseState } from './phase-steps';

const PHASE_VARIANTS: Record<PhaseState, StatusVariant> = {
  done: 'success',
  running: 'primary',
  stopped: 'danger',
  ahead: 'neutral',
};

/** How many of a group there were, leading to them. */
const Count = ({ run, group, count }: { run: RunDetail; group: CountGroup; count: number }) => {
  const t = useText();
  const words = t(`sync.group.${group}`);
  return (
    <Flex direction="column" alignItems="flex-start">
      <ShortNumber value={count} variant="alpha" />
      {count > 0 ? (
        <Link tag={RouterLink} to={runGroupAddress(run.id, group)}>
          {words}
        </Link>
      ) : (
        <Typography variant="pi" textColor="neutral600">
          {words}
        </Typography>
      )}
    </Flex>
  );
};

/** What a run has come to: its phases, how far it is, and what it counts. */
export const RunOutcome = ({ run }: { run: RunDetail }) => {
  const t = useText();
  const hasPhases = run.kind === 'full' || run.kind === 'preview';
  return (
    <Panel title={t(run.kind === 'preview' ? 'sync.run.would' : 'sync.run.did')}>
      {run.state === 'running' && <SyncProgress run={run} />}
      <Grid.Root gap={4}>
        {toldCounts(run.counts).map(({ group, count }) => (
          <Grid.Item key={group} col={3} s={4} xs={6} direction="column" alignItems="flex-start">
            <Count run={run} group={group} count={count} />
          </Grid.Item>
        ))}
      </Grid.Root>
      {hasPhases && run.state !== 'skipped' && (
        <Flex
          tag="ol"
          aria-label={t('sync.run.phases')}
          direction="column"
          alignItems="flex-start"
          gap={1}
        >
          {phaseSteps(run).map(({ phase, state }) => (
            <li key={phase}>
              <StatusBadge variant={PHASE_VARIANTS[state]}>
                {`${t(`sync.phase.${phase}`)} – ${t(`sync.phase.state.${state}`)}`}
              </StatusBadge>
            </li>
          ))}
        </Flex>
      )}
    </Panel>
  );
};
