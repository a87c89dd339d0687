import { errors } from '@strapi/utils';

import type { PluginConfig } from '../../config/schema';
import type { ProviderRegistry } from '../../providers/registry';
import { withParameters } from '../../providers/resources/parameters';
import type { Resource } from '../../providers/resources/resource';
import { invalidInput, validateInput } from '../../validate-input';
import type { FieldModel } from '../fields/field-model';
import type { ExpressionReader } from './expression-rules';
import { jobChangesSchema, newJobSchema, type ParsedJob } from './job-input';
import type { JobRecord, StoredSchedule } from './job-record';
import { type Problem, problemsOf } from './job-rules';
import type { JobStore } from './job-store';

interface Dependencies {
  store: JobStore;
  model: FieldModel;
  providers: ProviderRegistry;
  /** @throws {errors.NotFoundError} */
  findConnection: (id: number) => Promise<{ provider: string }>;
  config: PluginConfig['sync'];
  expressions: ExpressionReader;
  /** A job is there, or is another one now. */
  onChange: () => void;
  /** Ends what a job does, and removes it with everything that is known of it. */
  onDelete: (id: number) => Promise<void>;
  now: () => number;
}

/** Sync jobs: making, reading, changing and deleting them. */
export function createJobs(dependencies: Dependencies) {
  const { store, model, providers, findConnection, config, onChange, onDelete, now } = dependencies;
  const { expressions } = dependencies;
  const schema = newJobSchema(config);
  const surroundings = {
    model,
    isExportEnabled: config.enableBidirectional,
    findJob: (id: number) => store.findOne(id),
    expressions,
  };
  /** What is stored was read when it was saved. */
  const alreadyRead: ExpressionReader = expressions && { problemIn: () => Promise.resolve(null) };

  async function find(id: number): Promise<JobRecord> {
    const job = await store.findOne(id);
    if (job) return job;
    throw new errors.NotFoundError('There is no such sync job.', { code: 'sync-job-not-found' });
  }

  const resourceAt = (provider: string, resource: string): Resource | undefined =>
    providers.find(provider)?.resources?.find(({ id }) => id === resource);

  /** Undefined where the connection's service has no such resource. */
  async function resourceOf({
    connectionId,
    resource,
  }: Pick<JobRecord, 'connectionId' | 'resource'>): Promise<Resource | undefined> {
    const { provider } = await findConnection(connectionId);
    return resourceAt(provider, resource);
  }

  type Checked = Parameters<typeof problemsOf>[0] & Pick<JobRecord, 'connectionId' | 'resource'>;

  /** @throws {errors.ValidationError} naming the wrong fields */
  async function check(job: Checked): Promise<Resource> {
    const resource = await resourceOf(job);
    const problems = await problemsOf(job, { ...surroundings, resource });
    if (problems.length > 0 || !resource) throw invalidInput(problems);
    return resource;
  }

  /**
   * What the resource is read from stays: what is known of pairs would not hold for the records of another place.
   *
   * @throws {errors.ValidationError}
   */
  async function refuseOtherParameters(
    job: JobRecord,
    filter: JobRecord['filter'] = job.filter,
  ): Promise<void> {
    const { parameters = [] } = (await resourceOf(job)) ?? {};
    const changed = parameters.filter(({ name }) => filter[name] !== job.filter[name]);
    if (changed.length === 0) return;
    const message = 'This stays as it is. Make a new job for other records.';
    throw invalidInput(changed.map(({ name }) => ({ path: ['filter', name], message })));
  }

  /** A schedule that was not there before is followed from now on: what was due earlier is none of its. */
  function following(
    schedule: ParsedJob['schedule'],
    before: Pick<JobRecord, 'schedule' | 'isActive'> | null,
  ): StoredSchedule | null {
    if (!schedule) return null;
    const isSame =
      before?.isActive === true &&
      before.schedule?.cron === schedule.cron &&
      before.schedule.timeZone === schedule.timeZone;
    return { ...schedule, since: isSame ? (before.schedule?.since ?? now()) : now() };
  }

  return {
    findAll: store.findAll,
    find,
    resourceOf,

    /**
     * What keeps a job from running now, with its connection if that is still there: the site, its types and its services
     * may have changed since it was saved.
     */
    async problemsOf(
      job: JobRecord,
      connection: { provider: string } | undefined,
    ): Promise<Problem[]> {
      if (!connection) {
        return [{ path: ['connectionId'], message: 'The connection was deleted.' }];
      }
      const resource = resourceAt(connection.provider, job.resource);
      return problemsOf(job, { ...surroundings, resource, expressions: alreadyRead });
    },

    /**
     * A job as it may be run now.
     *
     * @throws {errors.ValidationError} saying what no longer holds
     */
    async findRunnable(id: number): Promise<{ job: JobRecord; resource: Resource }> {
      const job = await find(id);
      const resource = await check(job);
      return { job, resource: withParameters(resource, job.filter) };
    },

    async create(input: unknown): Promise<JobRecord> {
      const job = validateInput(schema, input);
      await check(job);
      const created = await store.create({ ...job, schedule: following(job.schedule, null) });
      onChange();
      return created;
    },

    async update(id: number, input: unknown): Promise<JobRecord> {
      const changes = validateInput(jobChangesSchema, input);
      const before = await find(id);
      const { schedule, ...others } = changes;
      await refuseOtherParameters(before, others.filter);
      await check({ ...before, ...others });
      // What was left out while the job was paused is not made up for.
      const isAnew = schedule !== undefined || others.isActive === true;
      const followed = following(schedule === undefined ? before.schedule : schedule, before);
      const stored = isAnew ? { ...others, schedule: followed } : others;
      const updated = (await store.update(id, stored)) ?? (await find(id));
      onChange();
      return updated;
    },

    async delete(id: number): Promise<void> {
      await find(id);
      await onDelete(id);
    },
  };
}

export type Jobs = ReturnType<typeof createJobs>;
