import { errors } from '@strapi/utils';

import type { PluginConfig } from '../../config/schema';
import type { ContentModel } from '../../content/content-model';
import type { ProviderRegistry } from '../../providers/registry';
import type { Resource } from '../../providers/resources/resource';
import { validateInput } from '../../validate-input';
import { jobChangesSchema, newJobSchema } from './job-input';
import type { JobRecord } from './job-record';
import { checkJob } from './job-rules';
import type { JobStore } from './job-store';

interface Dependencies {
  store: JobStore;
  model: ContentModel;
  providers: ProviderRegistry;
  /** @throws {errors.NotFoundError} */
  findConnection: (id: number) => Promise<{ provider: string }>;
  config: PluginConfig['sync'];
  /** Forgets what is known of a job's pairs and ends what it does. */
  onDelete: (job: JobRecord) => Promise<void>;
}

/** Sync jobs: making, reading, changing and deleting them. */
export function createJobs(dependencies: Dependencies) {
  const { store, model, providers, findConnection, config, onDelete } = dependencies;
  const schema = newJobSchema(config);

  async function find(id: number): Promise<JobRecord> {
    const job = await store.findOne(id);
    if (job) return job;
    throw new errors.NotFoundError('There is no such sync job.', { code: 'sync-job-not-found' });
  }

  async function resourceOf({
    connectionId,
    resource,
  }: Pick<JobRecord, 'connectionId' | 'resource'>): Promise<Resource | undefined> {
    const { provider } = await findConnection(connectionId);
    return providers.find(provider)?.resources?.find(({ id }) => id === resource);
  }

  const check = async (
    job: Parameters<typeof checkJob>[0] & { connectionId: number; resource: string },
  ) =>
    checkJob(job, {
      resource: await resourceOf(job),
      model,
      isExportEnabled: config.enableBidirectional,
    });

  return {
    findAll: store.findAll,
    find,
    resourceOf,

    async create(input: unknown): Promise<JobRecord> {
      const job = validateInput(schema, input);
      await check(job);
      return store.create(job);
    },

    async update(id: number, input: unknown): Promise<JobRecord> {
      const changes = validateInput(jobChangesSchema, input);
      const job = { ...(await find(id)), ...changes };
      await check(job);
      return (await store.update(id, changes)) ?? find(id);
    },

    async delete(id: number): Promise<void> {
      const job = await find(id);
      await store.delete(id);
      await onDelete(job);
    },
  };
}

export type Jobs = ReturnType<typeof createJobs>;
