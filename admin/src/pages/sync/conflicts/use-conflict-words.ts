import type { Conflict, ConflictState } from '../../../api/sync-contracts';
import type { StatusVariant } from '../../../components/status-badge';
import { useText } from '../../../hooks/use-text';

const VARIANTS: Record<ConflictState, StatusVariant> = {
  open: 'warning',
  decided: 'success',
  answered: 'primary',
  closed: 'neutral',
};

export const CONFLICT_STATES = Object.keys(VARIANTS) as ConflictState[];

/** A function that says how a conflict stands, and what it is about. */
export const useConflictWords = () => {
  const t = useText();
  return ({ state, gone, fields }: Conflict) => ({
    variant: VARIANTS[state],
    words: t(`sync.conflict.state.${state}`),
    about: gone ? t(`sync.conflict.gone.${gone}`) : fields.map(({ field }) => field).join(', '),
  });
};
