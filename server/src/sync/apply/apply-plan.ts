import type { Change, Hold, PlanStep, SkipReason } from '../plan/change';
import { applyBatch } from './apply-batch';
import type { ApplyPorts } from './apply-ports';
import type { ChangeOutcome, ChangeResult } from './change-result';

/** What a run has come to so far. */
export interface RunTally {
  examined: number;
  skipped: Record<SkipReason, number>;
  outcomes: Record<ChangeOutcome, number>;
  hold: Hold | null;
}

interface Options {
  /** Changes that are written in one transaction. */
  batchSize: number;
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
  { batchSize, onProgress, signal }: Options,
): Promise<RunTally> {
  const tally = emptyTally();
  let batch: Change[] = [];

  async function applyGathered(position: string | null | undefined): Promise<void> {
    signal?.throwIfAborted();
    const changes = batch;
    batch = [];
    const results = await applyBatch(changes, ports, position);
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
      if (batch.length > 0) await applyGathered(step.position);
      else await ports.passCheckpoint(step.position);
    } else {
      batch.push(step);
      if (batch.length >= batchSize) await applyGathered(undefined);
    }
  }
  return tally;
}

function emptyTally(): RunTally {
  return {
    examined: 0,
    skipped: { unchanged: 0, repeated: 0, 'left-alone': 0, 'other-direction': 0 },
    outcomes: { applied: 0, held: 0, outdated: 0, failed: 0 },
    hold: null,
  };
}
