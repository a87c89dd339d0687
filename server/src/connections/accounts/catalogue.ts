import { z } from 'zod';

import type { Provider } from '../../providers/provider';
import { CUSTOM_PREFIX, type ProviderRegistry } from '../../providers/registry';
import type { CatalogueEntry } from '../contracts';
import type { OAuthClients } from '../oauth/oauth-clients';

/** The services that can be connected to, as the panel shows them. */
export function createCatalogue(providers: ProviderRegistry, clients: OAuthClients) {
  async function describe({
    id,
    name,
    access,
    webhook,
    resources = [],
  }: Provider): Promise<CatalogueEntry | null> {
    if (!access) return null;
    const { category, auth, connectionSettings, hasOwnClient = false, setUpUrl = null } = access;
    return {
      id,
      name,
      category,
      methods: auth.map((method) => ({
        kind: method.kind,
        scopes: 'scopes' in method ? method.scopes : [],
      })),
      settingsSchema: connectionSettings
        ? z.toJSONSchema(connectionSettings, { io: 'input', unrepresentable: 'any' })
        : null,
      hasOwnClient,
      client: hasOwnClient ? null : await clients.describe(id),
      setUpUrl,
      sendsWebhooks: webhook !== undefined,
      resources: resources.map((resource) => resource.name),
      isCustom: id.startsWith(CUSTOM_PREFIX),
    };
  }

  return {
    async findAll(): Promise<CatalogueEntry[]> {
      const entries = await Promise.all(providers.list().map(describe));
      return entries.filter((entry) => entry !== null);
    },

    async findOne(id: string): Promise<CatalogueEntry | null> {
      const provider = providers.find(id);
      return provider ? describe(provider) : null;
    },
  };
}
