import { checkCredentials } from '../../connections/accounts/check-credentials';
import type { Trials as TrialClients } from '../../connections/accounts/trials';
import type { AuthKind } from '../../providers/auth-method';
import { invalidInput, validateInput } from '../../validate-input';
import type { TrialCredentials, TrialResult } from '../contracts';
import { toProvider } from '../definitions/to-provider';
import { savedTrialSchema, unsavedTrialSchema } from './trial-input';
import { tryRequest } from './try-request';

/** A description is tried out before it has a name of its own. */
const UNSAVED = { id: 'custom-unsaved', name: 'The service' };

/** Requests by which a description is tried out. */
export function createTrials(clients: () => TrialClients) {
  return {
    /** With credentials that are entered for it and not stored. */
    async unsaved(input: unknown): Promise<TrialResult> {
      const { access, credentials, ...trial } = validateInput(unsavedTrialSchema, input);
      const definition = { name: UNSAVED.name, access, resources: [] };
      const [{ kind }] = access.auth;
      const needed = neededOf(kind, credentials);
      const provider = toProvider(UNSAVED.id, definition);
      return tryRequest(clients().unsaved(provider, kind, needed), trial);
    },

    /** With those of a connection. */
    async saved(connectionId: number, input: unknown): Promise<TrialResult> {
      const trial = validateInput(savedTrialSchema, input);
      return tryRequest(await clients().saved(connectionId), trial);
    },
  };
}

/** @throws {errors.ValidationError} naming what is missing */
function neededOf(kind: AuthKind, credentials: TrialCredentials) {
  if (kind !== 'oauth2' && kind !== 'client-credentials') {
    return checkCredentials(kind, credentials, false);
  }
  const { accessToken } = credentials;
  if (accessToken) return { accessToken };
  throw invalidInput([
    { path: ['credentials', 'accessToken'], message: 'This is needed.', code: 'needed' },
  ]);
}
