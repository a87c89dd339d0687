import type { Strapi } from '../../feature';
import { SYNC_JOB_UID } from '../uids';
import type { JobRecord } from './job-record';

export type NewJob = Omit<JobRecord, 'id' | 'documentId' | 'createdAt' | 'updatedAt'>;

/** The rows of `ib_sync_jobs`. There are few of them, so lists are read whole. */
export function createJobStore(strapi: Strapi) {
  const query = () => strapi.db.query(SYNC_JOB_UID);

  return {
    findAll: (): Promise<JobRecord[]> => query().findMany({ orderBy: { id: 'asc' } }),
    findOne: (id: number): Promise<JobRecord | null> => query().findOne({ where: { id } }),
    create: (job: NewJob): Promise<JobRecord> => query().create({ data: job }),
    update: (id: number, changes: Partial<NewJob>): Promise<JobRecord | null> =>
      query().update({ where: { id }, data: changes }),
    delete: (id: number) => query().delete({ where: { id } }),
  };
}

export type JobStore = ReturnType<typeof createJobStore>;
