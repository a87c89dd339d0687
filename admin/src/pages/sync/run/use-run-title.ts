import type { Run } from '../../../api/sync-contracts';
import { useText } from '../../../hooks/use-text';

/** A function that says what kind of run it is: "Run", "Preview", "Deletions approved". */
export const useRunTitle = () => {
  const t = useText();
  return ({ kind }: Pick<Run, 'kind'>): string => t(`sync.run.kind.${kind}`);
};
