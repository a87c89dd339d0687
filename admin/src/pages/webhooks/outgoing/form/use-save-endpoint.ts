import * as React from 'react';

import type { Endpoint } from '../../../../api/outgoing-contracts';
import {
  useCreateIntegrationEndpointMutation,
  useRevealIntegrationSecretMutation,
  useUpdateIntegrationEndpointMutation,
} from '../../../../api/endpoints';
import { useRun } from '../../../../hooks/use-run';
import { useText } from '../../../../hooks/use-text';
import { toChanges, toInput, type EndpointForm } from './endpoint-form';
import { nameOf } from '../endpoint-name';

interface Saved {
  id: number;
  /** What the receiver has to be given, where saving made a new secret. */
  newSecret?: { title: string; endpoint: Endpoint; verificationKey: string };
}

/**
 * Stores a form: as a new endpoint, or what was changed of the one that was loaded.
 *
 * @param loaded undefined for a new endpoint
 * @param onRefused is given the server's error
 * @returns `saved` is undefined until everything is stored
 */
export const useSaveEndpoint = (
  loaded: { endpoint: Endpoint; form: EndpointForm } | undefined,
  onRefused: (error: unknown) => void,
) => {
  const t = useText();
  const run = useRun();
  const [saved, setSaved] = React.useState<Saved>();
  const [create, { isLoading: isCreating }] = useCreateIntegrationEndpointMutation();
  const [update, { isLoading: isUpdating }] = useUpdateIntegrationEndpointMutation();
  const [reveal, { isLoading: isRevealing }] = useRevealIntegrationSecretMutation();

  const saveNew = async (form: EndpointForm) => {
    const outcome = await create(toInput(form));
    if ('error' in outcome) return onRefused(outcome.error);
    const { id, publicKey, secret } = outcome.data;
    setSaved({
      id,
      newSecret: {
        title: t('secret.created', { name: nameOf(outcome.data) }),
        endpoint: outcome.data,
        verificationKey: publicKey ?? secret,
      },
    });
  };

  const saveChanges = async (id: number, before: EndpointForm, form: EndpointForm) => {
    const changes = toChanges(before, form);
    if (Object.keys(changes).length === 0) return setSaved({ id });
    const outcome = await update({ id, changes });
    if ('error' in outcome) return onRefused(outcome.error);
    if (changes.signatureKind === undefined) return setSaved({ id });
    // The answer to a change never holds a secret, only the public key of a key pair.
    const endpoint = outcome.data;
    const verificationKey = endpoint.publicKey ?? (await run(reveal(id)))?.secret;
    setSaved({
      id,
      newSecret: verificationKey
        ? { title: t('secret.rotated', { name: nameOf(endpoint) }), endpoint, verificationKey }
        : undefined,
    });
  };

  return {
    saved,
    isSaving: isCreating || isUpdating || isRevealing,
    save: (form: EndpointForm) =>
      loaded ? saveChanges(loaded.endpoint.id, loaded.form, form) : saveNew(form),
  };
};
