import type { ApiClient } from '../../http/client/api-client';
import type { AuthKind } from '../../providers/auth-method';
import type { Provider } from '../../providers/provider';
import type { ApiClients } from './api-clients';
import type { ConnectionRecord } from './connection-record';
import type { Credentials } from './credentials';
import { accessFor, type AccessOpener, type Candidate } from './open-access';

/** The caller of calls that a description is tried out with, for the log of a connection. */
const BUILDER = 'builder';

interface Dependencies {
  apiClients: ApiClients;
  opener: AccessOpener;
  /** @throws {errors.NotFoundError} `connection-not-found` */
  find: (id: number) => Promise<ConnectionRecord>;
}

/** What a description is tried out with. */
export interface TrialAccess {
  client: ApiClient;
  /** What of an answer nobody is to read, as of now. */
  secrets(): Promise<readonly string[]>;
}

/** Calls for whoever describes a service, with credentials that are not stored, or with those of a connection. */
export function createTrials({ apiClients, opener, find }: Dependencies) {
  return {
    /** For a provider that is not registered. The calls are in no log, since they are nobody's. */
    unsaved(provider: Provider, auth: AuthKind, credentials: Credentials): TrialAccess {
      const { id, name } = provider;
      const candidate: Candidate = {
        provider: id,
        name,
        auth,
        settings: {},
        facts: {},
        tokenVersion: 1,
      };
      const lookup = { find: () => provider };
      return {
        client: apiClients.tryingOut(candidate, credentials, lookup),
        secrets: async () => accessFor(lookup, candidate, credentials).authorization.secrets,
      };
    },

    /** For a connection, at the address for which it was connected. */
    async saved(id: number): Promise<TrialAccess> {
      const { provider } = await find(id);
      return {
        client: apiClients.create(id, provider, BUILDER),
        secrets: async () => (await opener.open(id)).authorization.secrets,
      };
    },
  };
}

export type Trials = ReturnType<typeof createTrials>;
