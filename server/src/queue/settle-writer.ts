import { setTimeout as sleep } from 'node:timers/promises';

import type { Knex } from 'knex';

import type { Logger } from '../logger';
import { createBell } from './bell';
import type { ClaimedJob, QueueEngine, Settlement } from './engine';
import { createFailureSeries } from './failure-series';
import { withinMs } from './within-ms';

/** What a handler makes of a job. `record` goes to `onSettled` and nowhere else. */
export interface JobResult<R> {
  outcome: Settlement['outcome'];
  columns?: Settlement['columns'];
  record?: R;
}

export interface SettledJob<R> {
  job: ClaimedJob;
  result: JobResult<R>;
}

const MAX_BATCH = 300;
const GATHER_MS = 50;
const DRAIN_RETRY_MS = 200;

/**
 * Writes results in batches, one write at a time: up to 300 rows, or what came in within 50 ms. A result leaves memory
 * only when the database has answered. While writes fail the batch halves and goes to the end, so that a single row
 * that the database refuses ends up alone and holds up nobody else.
 */
export function createSettleWriter<R>(options: {
  engine: QueueEngine;
  log: Logger;
  onSettled?: (trx: Knex.Transaction, settled: SettledJob<R>[]) => Promise<void>;
  onWritten: (settled: SettledJob<R>[]) => void;
}) {
  const { engine, log, onSettled, onWritten } = options;
  const failures = createFailureSeries(log, 'Writing results');
  const bell = createBell();
  const draining = createBell();
  const queue: SettledJob<R>[] = [];
  let writing: SettledJob<R>[] = [];
  let batchSize = MAX_BATCH;
  let isHurried = false;
  let isDraining = false;
  let isAbandoned = false;
  let running: Promise<void> | undefined;

  async function writeAll() {
    while (queue.length > 0 && !isAbandoned) {
      if (queue.length < batchSize && !isHurried && !failures.isFailing) await bell.wait(GATHER_MS);
      isHurried = false;
      writing = queue.splice(0, batchSize);
      try {
        await write(writing);
        failures.succeeded();
        batchSize = Math.min(MAX_BATCH, batchSize * 2);
        writing = [];
      } catch (error) {
        const delayMs = failures.failed(error);
        batchSize = Math.max(1, Math.floor(writing.length / 2));
        queue.push(...writing);
        writing = [];
        await (isDraining ? sleep(DRAIN_RETRY_MS) : draining.wait(delayMs));
      }
    }
    running = undefined;
  }

  async function write(batch: SettledJob<R>[]) {
    const settlements = batch.map(({ job, result }) => ({
      id: job.id,
      leaseEpoch: job.leaseEpoch,
      outcome: result.outcome,
      ...(result.columns && { columns: result.columns }),
    }));
    const pick = (ids: Set<number>) =>
      ids.size === batch.length ? batch : batch.filter(({ job }) => ids.has(job.id));
    // Only what this write has written: after a commit whose answer got lost the same batch comes again, finds its
    // rows ended, and must not store their attempts twice.
    const afterWrite =
      onSettled && ((trx: Knex.Transaction, ids: Set<number>) => onSettled(trx, pick(ids)));
    const written = await engine.settle(settlements, afterWrite && { afterWrite });
    if (written.size < batch.length) {
      log.warn(
        `${batch.length - written.size} results came after their lease had run out; the jobs run again`,
      );
    }
    onWritten(pick(written));
  }

  return {
    add(settled: SettledJob<R>): void {
      queue.push(settled);
      if (queue.length >= batchSize) bell.ring();
      running ??= writeAll();
    },
    /** Writes what there is without waiting for more. */
    hurry(): void {
      isHurried = true;
      bell.ring();
    },
    /** Results that the database does not have yet. */
    get size(): number {
      return queue.length + writing.length;
    },
    /** The jobs of these results. */
    get ids(): number[] {
      return [...queue, ...writing].map(({ job }) => job.id);
    },
    /** Writes everything, trying for at most `ms`; returns how many results could not be written. */
    async drain(ms: number): Promise<number> {
      isDraining = true;
      draining.ring();
      this.hurry();
      await withinMs(running, ms);
      isAbandoned = true;
      return this.size;
    },
  };
}
