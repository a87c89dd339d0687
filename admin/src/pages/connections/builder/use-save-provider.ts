import {
  useCreateIntegrationCustomProviderMutation,
  useUpdateIntegrationCustomProviderMutation,
} from '../../../api/builder';
import type { CustomProvider } from '../../../api/builder-contracts';
import { toDefinition, type ProviderForm } from './provider-form';

/**
 * Stores a description: as a new one, or in the place of the stored one.
 *
 * @param stored undefined for a new one
 * @param onRefused is given the server's error
 */
export const useSaveProvider = (
  stored: CustomProvider | undefined,
  onRefused: (error: unknown) => void,
) => {
  const [create, { isLoading: isCreating }] = useCreateIntegrationCustomProviderMutation();
  const [update, { isLoading: isUpdating }] = useUpdateIntegrationCustomProviderMutation();

  return {
    isSaving: isCreating || isUpdating,
    /** @returns what is stored now; undefined where the server has refused it */
    save: async (form: ProviderForm): Promise<CustomProvider | undefined> => {
      const definition = toDefinition(form);
      const outcome = stored
        ? await update({ id: stored.id, revision: stored.revision, ...definition })
        : await create(definition);
      if ('error' in outcome) {
        onRefused(outcome.error);
        return undefined;
      }
      return outcome.data;
    },
  };
};
