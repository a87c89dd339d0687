import type { Run, RunPhase } from '../../../api/sync-contracts';

export const PHASES: readonly RunPhase[] = ['records', 'entries', 'deletions'];

export type PhaseState = 'done' | 'running' | 'stopped' | 'ahead';

/**
 * How each phase of a run stands. One that was broken off stopped in the phase that it was in; one that lists what has changed
 * has no look at what is gone.
 */
export const phaseSteps = ({
  state,
  phase,
  since,
}: Pick<Run, 'state' | 'phase' | 'since'>): { phase: RunPhase; state: PhaseState }[] => {
  const place = PHASES.indexOf(phase);
  const current: PhaseState =
    state === 'running' ? 'running' : state === 'completed' ? 'done' : 'stopped';
  const phases = since === null ? PHASES : PHASES.filter((name) => name !== 'deletions');
  return phases.map((name, at) => ({
    phase: name,
    state: state === 'completed' || at < place ? 'done' : at === place ? current : 'ahead',
  }));
};
