import type { Logger } from '../logger';
import type { QueueEngine } from './engine';
import { createFailureSeries, type FailureSeries } from './failure-series';

export interface LeaseTiming {
  leaseMs: number;
  renewEveryMs: number;
  sweepEveryMs: number;
}

/** A lease outlives two missed renewals; a killed instance is noticed after 50 s at the latest. */
export const LEASE_TIMING: LeaseTiming = {
  leaseMs: 45_000,
  renewEveryMs: 15_000,
  sweepEveryMs: 5_000,
};

/** Renews this instance's leases and returns those of others that ran out, until stopped. */
export function startLeaseKeeper(options: {
  engine: QueueEngine;
  owner: string;
  log: Logger;
  timing: LeaseTiming;
  /** The jobs that this process knows of. */
  heldIds: () => number[];
  onReturned: () => void;
}) {
  const { engine, owner, log, timing, heldIds, onReturned } = options;

  const renewal = repeat(
    timing.renewEveryMs,
    createFailureSeries(log, 'Renewing leases'),
    async () => {
      const ids = heldIds();
      if (ids.length > 0) await engine.renew({ owner, ids, leaseMs: timing.leaseMs });
    },
  );
  const sweep = repeat(
    timing.sweepEveryMs,
    createFailureSeries(log, 'Sweeping leases'),
    async () => {
      const { returned, quarantined } = await engine.sweep();
      if (returned > 0)
        log.warn(`${returned} jobs of an instance that stopped answering run again`);
      if (quarantined > 0)
        log.error(`${quarantined} jobs ended their instance on three trials and were set aside`);
      if (returned > 0) onReturned();
    },
  );

  return {
    stop(): void {
      renewal.stop();
      sweep.stop();
    },
  };
}

/** Runs a step again and again, never twice at once; sooner than its turn after a failure. */
function repeat(everyMs: number, failures: FailureSeries, step: () => Promise<void>) {
  let timer: NodeJS.Timeout;
  let isStopped = false;
  const schedule = (ms: number) => {
    if (isStopped) return;
    timer = setTimeout(() => void run(), ms);
    timer.unref();
  };
  async function run() {
    let waitMs = everyMs;
    try {
      await step();
      failures.succeeded();
    } catch (error) {
      waitMs = Math.min(everyMs, failures.failed(error));
    }
    schedule(waitMs);
  }
  schedule(everyMs);
  return {
    stop() {
      isStopped = true;
      clearTimeout(timer);
    },
  };
}
