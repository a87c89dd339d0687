import { AsyncLocalStorage } from 'node:async_hooks';

/** The id of the job that writes; null within what others do because of it. */
const writers = new AsyncLocalStorage<number | null>();

/** Runs what writes entries for a job, so that the job does not take them for changes by somebody else. */
export function asWritesOf<T>(jobId: number, write: () => Promise<T>): Promise<T> {
  return writers.run(jobId, write);
}

/** Runs what a site's own code may do because of a write: that is nobody's echo. */
export function asWritesOfOthers<T>(write: () => Promise<T>): Promise<T> {
  return writers.run(null, write);
}

/** The job that writes now; null where it is somebody else. */
export function writingJob(): number | null {
  return writers.getStore() ?? null;
}
