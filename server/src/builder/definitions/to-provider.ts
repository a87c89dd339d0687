import { defineProvider, type Provider } from '../../providers/provider';
import { restResource } from '../../providers/resources/rest-resource';
import { genericErrorMessage } from '../../providers/response-fields';
import type { ProviderDefinition } from '../contracts';

/**
 * Makes a provider of what an administrator has described.
 *
 * @throws {TypeError} for a description that is none, of an older version for instance
 */
export function toProvider(id: string, definition: ProviderDefinition): Provider {
  const { name, resources } = definition;
  const { auth, api, probe, category } = definition.access;
  const [{ kind }] = auth;
  return defineProvider({
    id,
    name,
    access: {
      category,
      auth,
      api: { ...api, errorMessage: genericErrorMessage },
      probe,
      // An app that accounts share would outlive them, and its secret go to whatever address is written here next.
      ...((kind === 'oauth2' || kind === 'client-credentials') && { hasOwnClient: true }),
    },
    resources: resources.map(restResource),
  });
}
