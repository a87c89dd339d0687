import * as React from 'react';

import {
  useCreateIntegrationJobMutation,
  useUpdateIntegrationJobMutation,
} from '../../../api/sync-jobs';
import { toJobChanges, toJobInput, type JobForm } from './job-form';
import type { KnownFields } from './pair-row';

/** A form as it was stored last. */
export interface SavedJob {
  id: number;
  form: JobForm;
}

/**
 * Stores a form: as a new job, or what was changed of the one that is stored.
 *
 * @param stored undefined for a new job
 * @param onRefused is given the server's error
 */
export const useSaveJob = (stored: SavedJob | undefined, onRefused: (error: unknown) => void) => {
  const [saved, setSaved] = React.useState(stored);
  const [create, { isLoading: isCreating }] = useCreateIntegrationJobMutation();
  const [update, { isLoading: isUpdating }] = useUpdateIntegrationJobMutation();

  const store = async (form: JobForm, known: KnownFields) => {
    if (!saved) return create(toJobInput(form, known));
    const changes = toJobChanges(saved.form, form, known);
    return Object.keys(changes).length === 0
      ? { data: { id: saved.id } }
      : update({ id: saved.id, changes });
  };

  return {
    saved,
    isSaving: isCreating || isUpdating,
    /** @returns the id of the job; undefined where the server has refused it */
    save: async (form: JobForm, known: KnownFields): Promise<number | undefined> => {
      const outcome = await store(form, known);
      if ('error' in outcome) {
        onRefused(outcome.error);
        return undefined;
      }
      setSaved({ id: outcome.data.id, form });
      return outcome.data.id;
    },
  };
};
