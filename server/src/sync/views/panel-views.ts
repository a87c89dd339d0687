import { z } from 'zod';

import type { Connection } from '../../connections/contracts';
import { validateInput } from '../../validate-input';
import type { ConflictRecord, ConflictStore } from '../conflicts/conflict-store';
import type { Change, Conflict, Job, JobDetail, JobListItem, Run, RunDetail } from '../contracts';
import type { JobRecord } from '../jobs/job-record';
import type { JobStore } from '../jobs/job-store';
import type { Jobs } from '../jobs/jobs';
import type { JobRowsStore } from '../jobs/job-rows-store';
import { type Page, pageOf, pageQuery } from '../keyset-page';
import type { ChangeStore } from '../runs/change-store';
import { COUNTS } from '../runs/counted-as';
import type { RunExtent, RunKind, RunRecord } from '../runs/run-record';
import type { RunRequests } from '../runs/run-requests';
import type { RunStore } from '../runs/run-store';
import type { Runs } from '../runs/runs';
import type { JobView } from './job-view';
import { toChange, toConflict, toRun } from './run-view';

interface Dependencies {
  jobStore: JobStore;
  jobs: Jobs;
  rows: JobRowsStore;
  runStore: RunStore;
  runs: Runs;
  requests: RunRequests;
  changes: ChangeStore;
  conflicts: ConflictStore;
  findConnections: () => Promise<Connection[]>;
  toJob: JobView;
}

/** Kinds of runs that look at every record. */
const LOOKS_AT_ALL: ReadonlySet<RunKind> = new Set(['full', 'preview', 'apply']);

const changeQuery = pageQuery.extend({ group: z.enum(COUNTS).optional() });

/** What the panel shows of jobs and runs, put together from what is stored of them. */
export function createPanelViews(dependencies: Dependencies) {
  const { jobStore, jobs, rows, runStore, runs, requests, changes, conflicts } = dependencies;
  const { findConnections, toJob } = dependencies;

  /** How many records a run that is under way will probably look at, from the one before. */
  async function withExpected(run: RunRecord): Promise<Run> {
    if (run.state !== 'running' || !LOOKS_AT_ALL.has(run.kind)) return toRun(run);
    const extents: RunExtent[] = run.since === null ? ['complete'] : ['since'];
    const last = await runStore.findLastListed(run.jobId, extents);
    return toRun(run, last && last.examined > 0 ? last.examined : null);
  }

  async function jobsWithConnections(records: readonly JobRecord[]): Promise<Job[]> {
    const found = await findConnections();
    const connectionOf = new Map(found.map((connection) => [connection.id, connection]));
    return Promise.all(
      records.map((record) => toJob(record, connectionOf.get(record.connectionId))),
    );
  }

  async function jobOf(id: number): Promise<Job> {
    const [job] = await jobsWithConnections([await jobs.find(id)]);
    return job as Job;
  }

  async function listItemsOf(records: readonly JobRecord[]): Promise<JobListItem[]> {
    const [all, newest, open, held] = await Promise.all([
      jobsWithConnections(records),
      runStore.findNewest(),
      conflicts.countOpen(),
      runStore.findUndecided(),
    ]);
    return Promise.all(
      all.map(async (job) => {
        const lastRun = newest.get(job.id);
        return {
          ...job,
          lastRun: lastRun ? await withExpected(lastRun) : null,
          openConflictCount: open.get(job.id) ?? 0,
          heldRunId: held.get(job.id) ?? null,
        };
      }),
    );
  }

  return {
    jobOf,

    jobList: async (): Promise<JobListItem[]> => listItemsOf(await jobStore.findAll()),

    async job(id: number): Promise<JobDetail> {
      const [item] = await listItemsOf([await jobs.find(id)]);
      const [pairCount, awaited] = await Promise.all([rows.countLinks(id), rows.awaitedBy(id)]);
      return { ...(item as JobListItem), pairCount, awaited };
    },

    async runPage(jobId: number, input: unknown): Promise<Page<Run>> {
      const { cursor, pageSize } = validateInput(pageQuery, input);
      await jobs.find(jobId);
      const found = await runStore.findOfJob(jobId, {
        before: cursor ?? null,
        limit: pageSize + 1,
      });
      const page = pageOf(found, pageSize);
      return { ...page, data: await Promise.all(page.data.map(withExpected)) };
    },

    async run(id: number): Promise<RunDetail> {
      const run = await runs.find(id);
      const { kind, planId, state } = run;
      const job = await jobOf(run.jobId);
      const { name, contentType, contentTypeName, locale, resourceName, connection } = job;
      const isApplied = kind === 'apply' && planId !== null && state !== 'running';
      // Of a preview that was removed as too old nothing can be said any more.
      const isKnown = isApplied && (await runStore.findOne(planId)) !== null;
      return {
        ...(await withExpected(run)),
        changedSince: isKnown ? await changes.countUndone(planId, id) : null,
        job: { id: job.id, name, contentType, contentTypeName, locale, resourceName, connection },
        canApply: await requests.canApply(run),
        canDecide: await requests.canDecide(run),
        canRetry: await requests.canRetry(run),
        canGoOn: await requests.canGoOn(run),
      };
    },

    /** Conflicts with the jobs that they are of. */
    async conflicts(records: readonly ConflictRecord[]): Promise<Conflict[]> {
      const ids = [...new Set(records.map(({ jobId }) => jobId))];
      const found = await Promise.all(ids.map((id) => jobs.find(id)));
      const known = await jobsWithConnections(found);
      const jobOf = new Map(known.map((job) => [job.id, job]));
      return records.flatMap((record) => {
        const job = jobOf.get(record.jobId);
        return job ? [toConflict(record, job)] : [];
      });
    },

    async changePage(runId: number, input: unknown): Promise<Page<Change>> {
      const { cursor, pageSize, group } = validateInput(changeQuery, input);
      await runs.find(runId);
      const limit = pageSize + 1;
      const found = await changes.findByRun(runId, { after: cursor ?? 0, limit, countedAs: group });
      const page = pageOf(found, pageSize);
      return { ...page, data: page.data.map(toChange) };
    },
  };
}
