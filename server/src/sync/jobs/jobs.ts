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
  /** Ends what a job does, and removes it with everything that is known of it. */
  onDelete: (id: number) => Promise<void>;
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

  async function check(
    job: Parameters<typeof checkJob>[0] & Pick<JobRecord, 'connectionId' | 'resource'>,
  ): Promise<Resource> {
    const resource = await resourceOf(job);
    return checkJob(job, { resource, model, isExportEnabled: config.enableBidirectional });
  }

  return {
    findAll: store.findAll,
    find,
    /**
     * A job as it may be run now: the site's configuration, its types and its services may have changed since it was saved.
     *
     * @throws {errors.ValidationError} saying what no longer holds
     */
    async findRunnable(id: number): Promise<{ job: JobRecord; resource: Resource }> {
      const job = await find(id);
      const resource = await check(job);
      return { job, resource };
    },

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
      await find(id);
      await onDelete(id);
    },
  };
}

export type Jobs = ReturnType<typeof createJobs>;
