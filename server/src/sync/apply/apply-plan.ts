import {
  type Change,
  type Hold,
  noneSkipped,
  type PlanStep,
  type SkipReason,
} from '../plan/change';
import { applyBatch } from './apply-batch';
import { type ApplyPorts, NOT_REACHED, type Reached } from './apply-ports';
import type { ChangeOutcome, ChangeResult } from './change-result';

/** What a run has come to so far. */
export interface RunTally {
  examined: number;
  skipped: Record<SkipReason, number>;
  outcomes: Record<ChangeOutcome, number>;
  hold: Hold | null;
}

/** What is to be done of some changes, and what has become of the others. */
export interface Judgement {
  todo: readonly Change[];
  results: readonly ChangeResult[];
}

interface Options {
  /** Changes that are written in one transaction. */
  batchSize: number;
  /** Who says what of a batch is done. By default all of it is. */
  judge?: ((changes: readonly Change[]) => Promise<Judgement>) | undefined;
  /** After every batch. */
  onProgress?: (tally: RunTally, results: readonly ChangeResult[]) => void;
  /** Ends the run between two batches; what was done stays done. */
  signal?: AbortSignal;
}

/**
 * Takes the steps of a plan as they come and does them, batch by batch. A checkpoint is written with the last batch before
 * it, so that a run that is cut short goes on from there.
 */
export async function applyPlan(
  steps: AsyncIterable<PlanStep>,
  ports: ApplyPorts,
  { batchSize, judge = doAll, onProgress, signal }: Options,
): Promise<RunTally> {
  const tally = emptyTally();
  let batch: Change[] = [];

  async function applyGathered(at: Reached): Promise<void> {
    signal?.throwIfAborted();
    const changes = batch;
    batch = [];
    const results = await applyBatch(await judge(changes), ports, at);
    for (const { outcome } of results) tally.outcomes[outcome] += 1;
    onProgress?.(tally, results);
  }

  for await (const step of steps) {
    if (step.kind === 'hold') {
      tally.hold = step;
    } else if (step.kind === 'checkpoint') {
      tally.examined += step.examined;
      for (const reason of Object.keys(tally.skipped) as SkipReason[]) {
        tally.skipped[reason] += step.skipped[reason];
      }
      const { phase, examined, position } = step;
      if (batch.length > 0) await applyGathered({ phase, examined, position });
      else await ports.passCheckpoint({ phase, examined, position });
    } else {
      batch.push(step);
      if (batch.length >= batchSize) await applyGathered(NOT_REACHED);
    }
  }
  return tally;
}

const doAll = (changes: readonly Change[]): Promise<Judgement> =>
  Promise.resolve({ todo: changes, results: [] });

function emptyTally(): RunTally {
  return {
    examined: 0,
    skipped: noneSkipped(),
    outcomes: { applied: 0, held: 0, outdated: 0, failed: 0, planned: 0 },
    hold: null,
  };
}
