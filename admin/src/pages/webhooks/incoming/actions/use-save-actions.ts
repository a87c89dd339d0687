import type { ActionInput, Source } from '../../../../api/incoming-contracts';
import { useUpdateIntegrationSourceMutation } from '../../../../api/sources';

/** Stores the whole list of actions of a source, which is how their order is kept. */
export const useSaveActions = ({ id }: Source) => {
  const [update, { isLoading }] = useUpdateIntegrationSourceMutation();
  return {
    isSaving: isLoading,
    save: (actions: ActionInput[]) => update({ id, changes: { actions } }),
  };
};
