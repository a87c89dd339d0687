import type { PlanStep } from '../plan/change';

/** How much may fail before a run stops: more records than `count`, and a larger share of them than `percent`. */
export interface FailureStop {
  count: number;
  percent: number;
}

/** So much has failed that something else than the records must be wrong. */
export class TooManyFailuresError extends Error {
  readonly code = 'too-many-failures';

  constructor(failed: number, examined: number) {
    super(
      `${failed} of ${examined} records failed, so it was stopped. Look at the reasons; then go on, or run it again.`,
    );
  }
}

/**
 * The steps of a plan, up to the checkpoint at which too much has failed.
 *
 * @param countFailed how much has failed of what was taken so far
 * @throws {TooManyFailuresError} once all before the checkpoint is done
 */
export async function* untilTooManyFail(
  steps: AsyncIterable<PlanStep>,
  { count, percent }: FailureStop,
  countFailed: () => number,
): AsyncGenerator<PlanStep> {
  let examined = 0;
  for await (const step of steps) {
    yield step;
    if (step.kind !== 'checkpoint') continue;
    examined += step.examined;
    const failed = countFailed();
    if (failed > count && failed > (examined * percent) / 100) {
      throw new TooManyFailuresError(failed, examined);
    }
  }
}
