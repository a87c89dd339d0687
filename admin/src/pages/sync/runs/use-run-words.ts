import type { Run, RunState } from '../../../api/sync-contracts';
import type { StatusVariant } from '../../../components/status-badge';
import { useText } from '../../../hooks/use-text';

const VARIANTS: Record<RunState, StatusVariant> = {
  running: 'primary',
  completed: 'success',
  failed: 'danger',
  stopped: 'danger',
  cancelled: 'neutral',
  skipped: 'neutral',
};

/** A function that says how a run stands, in the editor's words, with the colour that goes with it. */
export const useRunWords = () => {
  const t = useText();
  return ({ state, counts, hold }: Run): { variant: StatusVariant; words: string } => {
    if (state === 'completed' && hold && hold.decision === null && counts.held > 0) {
      return { variant: 'warning', words: t('sync.run.state.held') };
    }
    if (state === 'completed' && counts.failed > 0) {
      return { variant: 'warning', words: t('sync.run.state.partly') };
    }
    return { variant: VARIANTS[state], words: t(`sync.run.state.${state}`) };
  };
};
