import { createEventWorker } from '../../../../server/src/incoming/actions/event-worker';
import type { NewActionResult } from '../../../../server/src/incoming/actions/action-result-store';
import { createHandlers } from '../../../../server/src/incoming/actions/handlers';
import type { Action } from '../../../../server/src/incoming/contracts';
import type { WholeEventRow } from '../../../../server/src/incoming/events/event-store';
import type { SourceRecord } from '../../../../server/src/incoming/sources/source-record';
import { createProviderRegistry } from '../../../../server/src/providers/registry';
import type { ClaimedJob, QueueEngine, Settlement } from '../../../../server/src/queue/engine';
import { recordingLogger } from '../../../support/recording-logger';

const ACTIONS: Action[] = ['first', 'second'].map((id) => ({
  id,
  kind: 'handler',
  eventTypes: ['*'],
}));

/** A source as far as a worker looks at it. */
const SOURCE = {
  id: 1,
  slug: 'shop',
  provider: 'generic-hmac',
  isActive: true,
  isOrdered: false,
  actions: ACTIONS,
} as unknown as SourceRecord;

const ROW: WholeEventRow = {
  id: 7,
  uid: 'evt_1',
  sourceId: 1,
  eventId: 'a',
  eventType: 'b',
  state: 'running',
  repeatCount: 0,
  replayCount: 0,
  recoverCount: 0,
  attempts: 1,
  dueAt: 0,
  lastError: null,
  durationMs: null,
  verification: '[]',
  createdAt: 0,
  occurredAt: null,
  finishedAt: null,
  url: '',
  headers: '[]',
  body: '{"n":1}',
  bodyEncoding: 'text',
  bodySize: 7,
  isBodyCut: false,
  isPart: false,
};
const JOB: ClaimedJob = { id: 7, key: 1, attempts: 1, leaseEpoch: 1, leaseLosses: 0, columns: {} };

/** A worker with one claimed event, and what it writes of it. */
function aWorker(
  runAction: (id: string, signal: AbortSignal) => Promise<void>,
  { providers = createProviderRegistry(), source = SOURCE, row = ROW, done = [] as string[] } = {},
) {
  const settled: Settlement[] = [];
  const firstRuns: boolean[] = [];
  const stored: Pick<NewActionResult, 'actionId' | 'state'>[] = [];
  const jobs = [JOB];
  const engine = {
    claim: () => Promise.resolve(jobs.splice(0)),
    renew: () => Promise.resolve(0),
    sweep: () => Promise.resolve({ returned: 0, quarantined: 0 }),
    async settle(
      settlements: Settlement[],
      options: { afterWrite?: (trx: object, written: Set<number>) => Promise<void> },
    ) {
      const ids = new Set(settlements.map(({ id }) => id));
      settled.push(...settlements);
      await options.afterWrite?.({}, ids);
      return ids;
    },
  } as unknown as QueueEngine;
  const worker = createEventWorker({
    engine,
    owner: 'test',
    registry: {
      findAll: () => Promise.resolve([source]),
      findBySlug: () => Promise.resolve(source),
      known: () => source,
      invalidate: () => Promise.resolve(),
    },
    providers,
    events: { findOne: () => Promise.resolve(row) },
    results: {
      insertAll(results) {
        stored.push(...results);
        return Promise.resolve();
      },
      findByEvent: () => Promise.resolve([]),
      findDone: () => Promise.resolve(new Set(done)),
      deleteByEvents: () => Promise.resolve(),
    },
    handlers: createHandlers(),
    async runAction({ id }, { signal, isFirstRun }) {
      firstRuns.push(isFirstRun);
      await runAction(id, signal);
      return { effect: 'handled' };
    },
    retry: { scheduleMs: [1_000], retryAttempts: 2, jitter: 0 },
    isReady: () => true,
    concurrency: 4,
    whenQuiet: () => Promise.resolve(),
    now: () => 0,
    random: () => 0.5,
    log: recordingLogger(),
  });
  return { worker, settled, stored, firstRuns };
}

const untilAborted = (signal: AbortSignal) =>
  new Promise<void>((_resolve, reject) =>
    signal.addEventListener('abort', () => reject(new Error('told to end'))),
  );
const soon = () => new Promise((resolve) => setTimeout(resolve, 100));

test('a handler that is cut short by the end of the process is charged, and those before it stay done', async () => {
  const { worker, settled, stored } = aWorker((id, signal) =>
    id === 'second' ? untilAborted(signal) : Promise.resolve(),
  );
  worker.start();
  await soon();
  await worker.stop({ graceMs: 10 });
  // Charged: `attempts` is what tells the handler whether it may have run before.
  expect(settled).toMatchObject([{ id: 7, outcome: { kind: 'retry', delayMs: 0 } }]);
  expect(stored.map(({ actionId, state }) => [actionId, state])).toEqual([['first', 'succeeded']]);
});

test('an event whose actions are through is settled with what each of them did', async () => {
  const { worker, settled, stored } = aWorker(() => Promise.resolve());
  worker.start();
  await soon();
  await worker.stop();
  expect(settled).toMatchObject([
    { outcome: { kind: 'succeeded' }, columns: { last_error: null } },
  ]);
  expect(stored.map(({ actionId }) => actionId)).toEqual(['first', 'second']);
});

test.each([
  ['goes on where it was given up once it is recovered', { recoverCount: 1 }, ['second']],
  ['begins anew once it is replayed', { replayCount: 1 }, ['first', 'second']],
])(
  'an event %s, and its handlers are told that it is not the first time',
  async (_name, change, ran) => {
    const row = { ...ROW, ...change };
    // Of the replay nothing is done.
    const done = row.replayCount === 0 ? ['first'] : [];
    const { worker, stored, firstRuns } = aWorker(() => Promise.resolve(), { row, done });
    worker.start();
    await soon();
    await worker.stop();
    expect(stored.map(({ actionId }) => actionId)).toEqual(ran);
    expect(new Set(firstRuns)).toEqual(new Set([false]));
  },
);

test('a failure waits as long as the schedule says', async () => {
  const { worker, settled } = aWorker(() => Promise.reject(new Error('Not yet.')));
  worker.start();
  await soon();
  await worker.stop();
  expect(settled).toMatchObject([
    { outcome: { kind: 'retry', delayMs: 1_000 }, columns: { last_error: 'Not yet.' } },
  ]);
});

/** One of the site's own that breaks over every body. */
function brokenProviders() {
  const providers = createProviderRegistry();
  providers.register({
    id: 'broken',
    name: 'Broken',
    webhook: {
      verify: () => [],
      eventId: () => null,
      eventType: () => null,
      payloads() {
        throw new Error('It never could.');
      },
    },
  });
  return providers;
}

async function outcomeWith(provider: string) {
  const source = { ...SOURCE, provider };
  const providers = brokenProviders();
  const { worker, settled, stored } = aWorker(() => Promise.resolve(), { providers, source });
  worker.start();
  await soon();
  await worker.stop();
  expect(stored).toEqual([]);
  return settled;
}

test('an event whose service breaks over it fails with a sentence, and nothing is done about it', async () => {
  expect(await outcomeWith('broken')).toMatchObject([
    { outcome: { kind: 'failed' }, columns: { last_error: expect.stringContaining('"broken"') } },
  ]);
});

test('an event whose service nobody has registered waits uncharged', async () => {
  expect(await outcomeWith('gone')).toMatchObject([{ outcome: { kind: 'release' } }]);
});
