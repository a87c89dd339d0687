import type { Connection as ConnectionView } from '../../connections/contracts';
import type { ContentModel } from '../../content/content-model';
import type { ProviderRegistry } from '../../providers/registry';
import type { Job } from '../contracts';
import type { JobRecord } from '../jobs/job-record';
import type { Jobs } from '../jobs/jobs';
import { nextTimes, readCron, ScheduleError } from '../schedule/cron';

const SHOWN_RUNS = 3;

type Connection = Pick<ConnectionView, 'id' | 'name' | 'provider'>;

interface Dependencies {
  jobs: Pick<Jobs, 'problemsOf'>;
  model: ContentModel;
  providers: ProviderRegistry;
  now: () => number;
}

/**
 * What the API says of a job.
 *
 * @param connection of the job; undefined once it was deleted
 */
export function createJobView({ jobs, model, providers, now }: Dependencies) {
  function nextRunsOf({ schedule, isActive }: JobRecord): string[] {
    if (!schedule || !isActive) return [];
    try {
      const times = nextTimes(readCron(schedule), now(), SHOWN_RUNS);
      return times.map((at) => new Date(at).toISOString());
    } catch (error) {
      // A zone that this machine does not know, or a year in which the day never comes again.
      if (error instanceof ScheduleError) return [];
      throw error;
    }
  }

  return async function toJob(record: JobRecord, connection: Connection | undefined): Promise<Job> {
    const provider = connection && providers.find(connection.provider);
    const { resources } = provider ?? {};
    const { schedule } = record;
    return {
      id: record.id,
      documentId: record.documentId,
      name: record.name,
      connectionId: record.connectionId,
      resource: record.resource,
      contentType: record.contentType,
      locale: record.locale,
      direction: record.direction,
      mapping: record.mapping,
      matchField: record.matchField,
      strategy: record.strategy,
      deletes: record.deletes,
      brake: record.brake,
      filter: record.filter,
      batchSize: record.batchSize,
      publication: record.publication ?? 'draft',
      writing: record.writing ?? 'documents',
      schedule: schedule && {
        cron: schedule.cron,
        timeZone: schedule.timeZone,
        missed: schedule.missed,
      },
      wholeEveryHours: record.wholeEveryHours,
      failureStop: record.failureStop,
      followsChanges: record.followsChanges,
      isActive: record.isActive,
      connection: connection
        ? {
            id: connection.id,
            name: connection.name,
            provider: connection.provider,
            providerName: provider?.name ?? connection.provider,
          }
        : null,
      resourceName: resources?.find(({ id }) => id === record.resource)?.name ?? null,
      contentTypeName: model.find(record.contentType)?.displayName ?? null,
      problems: await jobs.problemsOf(record, connection),
      nextRuns: nextRunsOf(record),
      createdAt: new Date(record.createdAt).toISOString(),
      updatedAt: new Date(record.updatedAt).toISOString(),
    };
  };
}

export type JobView = ReturnType<typeof createJobView>;
