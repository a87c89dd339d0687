import * as React from 'react';

import type { Source } from '../../../../api/incoming-contracts';
import {
  useCreateIntegrationSourceMutation,
  useUpdateIntegrationSourceMutation,
} from '../../../../api/sources';
import { toSourceChanges, toSourceInput, type SourceForm } from './source-form';

/**
 * Stores a form: as a new source, or what was changed of the one that was loaded.
 *
 * @param loaded undefined for a new source
 * @param onRefused is given the server's error
 * @returns `savedId` is undefined until everything is stored
 */
export const useSaveSource = (
  loaded: { source: Source; form: SourceForm } | undefined,
  onRefused: (error: unknown) => void,
) => {
  const [savedId, setSavedId] = React.useState<number>();
  const [create, { isLoading: isCreating }] = useCreateIntegrationSourceMutation();
  const [update, { isLoading: isUpdating }] = useUpdateIntegrationSourceMutation();

  const saveNew = async (form: SourceForm) => {
    const outcome = await create(toSourceInput(form));
    if ('error' in outcome) return onRefused(outcome.error);
    setSavedId(outcome.data.id);
  };

  const saveChanges = async ({ id, settings }: Source, before: SourceForm, form: SourceForm) => {
    const changes = toSourceChanges(before, form, settings);
    if (Object.keys(changes).length === 0) return setSavedId(id);
    const outcome = await update({ id, changes });
    if ('error' in outcome) return onRefused(outcome.error);
    setSavedId(id);
  };

  return {
    savedId,
    isSaving: isCreating || isUpdating,
    save: (form: SourceForm) =>
      loaded ? saveChanges(loaded.source, loaded.form, form) : saveNew(form),
  };
};
