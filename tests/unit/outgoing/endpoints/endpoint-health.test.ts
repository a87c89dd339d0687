import { createEndpointHealth } from '../../../../server/src/outgoing/endpoints/endpoint-health';
import type { EndpointRecord } from '../../../../server/src/outgoing/endpoints/endpoint-record';
import type { EndpointStore } from '../../../../server/src/outgoing/endpoints/endpoint-store';
import { recordingLogger } from '../../../support/recording-logger';

const DISABLE_AFTER_MS = 60_000;

/** What an instance knows of one endpoint, and the row that the instances share. */
function watch() {
  const row = { isActive: true, reason: null as string | null };
  const health = createEndpointHealth({
    store: {
      disable: async (
        _id: number,
        { reason }: { reason: string },
        announce: () => Promise<void>,
      ) => {
        Object.assign(row, { isActive: false, reason });
        await announce();
        return true;
      },
      writeStreak: () => Promise.resolve(),
    } as unknown as EndpointStore,
    disableAfterMs: DISABLE_AFTER_MS,
    hasSucceededSince: () => Promise.resolve(false),
    announce: () => Promise.resolve(),
    log: recordingLogger(),
  });
  return {
    row,
    async attempt(isSuccess: boolean, at: number, revision = 1) {
      const endpoint = { id: 1, revision, failureStreak: null } as EndpointRecord;
      health.observe({ endpoint, isSuccess, isGone: false, at });
      await health.settled();
    },
  };
}

describe('the health of an endpoint', () => {
  it('ends with failures for the whole of `disableAfter`', async () => {
    const { row, attempt } = watch();
    for (const at of [0, 30_000, 59_999]) await attempt(false, at);
    expect(row.isActive).toBe(true);
    await attempt(false, 60_000);
    expect(row).toEqual({ isActive: false, reason: 'failing' });
  });

  it('survives sporadic failure for ever', async () => {
    const { row, attempt } = watch();
    for (let n = 0; n < 100; n += 1) await attempt(n % 3 === 0, n * 50_000);
    expect(row.isActive).toBe(true);
  });

  it('starts anew for an endpoint that was turned on again, also where another instance had turned it off', async () => {
    const { row, attempt } = watch();
    await attempt(false, 0);
    await attempt(false, 59_000);
    await attempt(false, 70_000, 3);
    expect(row.isActive).toBe(true);
  });

  it('takes in an attempt that ends while the one before is being written', async () => {
    const { row, attempt } = watch();
    await Promise.all([attempt(false, 0), attempt(false, 1)]);
    await Promise.all([
      attempt(false, 60_000),
      Promise.resolve().then(() => attempt(false, 60_001)),
    ]);
    expect(row.isActive).toBe(false);
  });
});
