import type { Strapi } from '../feature';
import { loggerOf } from '../logger';
import { getService } from '../services';
import { createCustomProviderStore } from './custom-provider-store';
import { createCustomProviders } from './custom-providers';
import { createKnownProviders } from './known-providers';
import { createTrials } from './trying/trials';

/** How long what another instance has changed may be unknown here. */
const FRESHNESS_MS = 1_000;

/** `service('builder')`: services that administrators describe in the panel. */
export function builderService({ strapi }: { strapi: Strapi }) {
  const registry = getService(strapi, 'providers');
  const store = createCustomProviderStore(strapi);
  const known = createKnownProviders(store, registry, loggerOf(strapi, 'builder'));

  return {
    providers: createCustomProviders({
      store,
      registry,
      findConnections: () => getService(strapi, 'connections').accounts.findAll(),
      findJobs: () => getService(strapi, 'sync').jobs.findAll(),
      onChanged: known.refresh,
    }),
    trials: createTrials(() => getService(strapi, 'connections').trials),

    /** Makes the services known, before anything uses their connections. */
    async start(): Promise<void> {
      await known.refresh();
      // One process alone uses a SQLite file.
      if (strapi.db.dialect.client !== 'sqlite') known.keepFresh(FRESHNESS_MS);
    },

    stop: known.stop,
  };
}

export type BuilderService = ReturnType<typeof builderService>;
