import { errors } from '@strapi/utils';

import type { ConnectionWithUses } from '../connections/contracts';
import type { ProviderRegistry } from '../providers/registry';
import { invalidInput, validateInput } from '../validate-input';
import type { CustomProvider, ProviderDefinition } from './contracts';
import type { CustomProviderRecord, CustomProviderStore } from './custom-provider-store';
import { listOf, refusedChanges, type Uses } from './definitions/change-rules';
import { definitionChangeSchema, definitionSchema } from './definitions/definition-schema';
import { newProviderId } from './definitions/provider-id';

interface Dependencies {
  store: CustomProviderStore;
  registry: Pick<ProviderRegistry, 'find' | 'list'>;
  findConnections: () => Promise<Pick<ConnectionWithUses, 'id' | 'name' | 'provider' | 'status'>[]>;
  findJobs: () => Promise<{ name: string; connectionId: number; resource: string }[]>;
  /** Called after every change, so that this instance goes by it at once. */
  onChanged: () => Promise<void>;
}

/** Services that administrators describe: making, reading, changing and deleting them. */
export function createCustomProviders(dependencies: Dependencies) {
  const { store, registry, findConnections, findJobs, onChanged } = dependencies;

  async function find(provider: string): Promise<CustomProviderRecord> {
    const record = await store.findOf(provider);
    if (record) return record;
    throw new errors.NotFoundError(
      'There is no such service in the panel. It may have been deleted.',
      { code: 'custom-provider-not-found' },
    );
  }

  const connectionsOf = async (provider: string) =>
    (await findConnections())
      .filter((connection) => connection.provider === provider)
      .map(({ id, name, status }) => ({ id, name, status }));

  async function usesOf(provider: string): Promise<Uses> {
    const connections = await connectionsOf(provider);
    const ids = new Set(connections.map(({ id }) => id));
    const jobs = (await findJobs()).filter(({ connectionId }) => ids.has(connectionId));
    return { connections, jobs };
  }

  async function view(record: CustomProviderRecord): Promise<CustomProvider> {
    return {
      id: record.provider,
      revision: record.revision,
      definition: record.definition,
      connections: await connectionsOf(record.provider),
      createdAt: new Date(record.createdAt).toISOString(),
      updatedAt: new Date(record.updatedAt).toISOString(),
    };
  }

  /** @throws {errors.ValidationError} for a name by which another service is known */
  function refuseTakenName({ name }: ProviderDefinition, own?: string): void {
    const plain = (text: string) => text.trim().toLowerCase();
    const isTaken = registry
      .list()
      .some((provider) => provider.id !== own && plain(provider.name) === plain(name));
    if (!isTaken) return;
    throw invalidInput([
      {
        path: ['name'],
        message: 'Another service has this name. Choose one by which both are told apart.',
        code: 'provider-name-taken',
      },
    ]);
  }

  return {
    findAll: async (): Promise<CustomProvider[]> => Promise.all((await store.findAll()).map(view)),

    find: async (provider: string): Promise<CustomProvider> => view(await find(provider)),

    async create(input: unknown): Promise<CustomProvider> {
      const definition = validateInput(definitionSchema, input) as ProviderDefinition;
      // What another instance has just taken in stands in the way as well.
      await onChanged();
      refuseTakenName(definition);
      const id = newProviderId(definition.name, (taken) => registry.find(taken) !== undefined);
      const created = await store.create(id, definition);
      await onChanged();
      return view(created);
    },

    async update(provider: string, input: unknown): Promise<CustomProvider> {
      const { revision, ...parsed } = validateInput(definitionChangeSchema, input);
      const definition = parsed as ProviderDefinition;
      refuseTakenName(definition, provider);
      const changed = await store.change(provider, definition, async (stored) => {
        refuseOutdated(stored, revision);
        const refused = refusedChanges(stored.definition, definition, await usesOf(provider));
        if (refused.length > 0) throw invalidInput(refused);
      });
      await onChanged();
      return view(changed ?? (await find(provider)));
    },

    /** @throws {errors.ApplicationError} `provider-in-use` */
    async delete(provider: string): Promise<void> {
      await find(provider);
      const connections = await connectionsOf(provider);
      if (connections.length > 0) {
        throw new errors.ApplicationError(
          `These connections are to this service: ${listOf(connections)}. Delete them first, and with them what uses them.`,
          { code: 'provider-in-use' },
        );
      }
      await store.delete(provider);
      await onChanged();
    },
  };
}

/** @throws {errors.ApplicationError} where somebody else has changed it meanwhile */
function refuseOutdated({ revision }: CustomProviderRecord, made: number): void {
  if (revision === made) return;
  throw new errors.ApplicationError(
    'Somebody else has changed this service meanwhile. Open it again and make your change once more.',
    { code: 'provider-outdated' },
  );
}
