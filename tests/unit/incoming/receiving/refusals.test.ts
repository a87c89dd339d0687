import type { Receipt } from '../../../../server/src/incoming/events/receipt-store';
import { createRefusals } from '../../../../server/src/incoming/receiving/refusals';
import { recordingLogger } from '../../../support/recording-logger';

const aReceipt = (sourceId: number, uid = 'evt_1') => ({ sourceId, uid }) as Receipt;

/** Refusals that are written into a list. */
function someRefusals() {
  const stored: Receipt[] = [];
  const counted: number[] = [];
  const pruned: number[] = [];
  const log = recordingLogger();
  let now = 0;
  const refusals = createRefusals({
    store: {
      insertAll: async (receipts) => {
        stored.push(...receipts);
      },
    },
    counter: { add: (sourceId) => void counted.push(sourceId) },
    prune: async (sourceId) => void pruned.push(sourceId),
    log,
    now: () => now,
  });
  const pass = (ms: number) => {
    now += ms;
  };
  return { refusals, stored, counted, pruned, log, pass };
}

beforeEach(() => jest.useFakeTimers());
afterEach(() => jest.useRealTimers());

test('a refused request is counted at once, and described when it is written down', async () => {
  const { refusals, stored, counted, pruned } = someRefusals();
  const toReceipt = jest.fn(() => aReceipt(1));
  refusals.add(1, toReceipt);
  expect(counted).toEqual([1]);
  expect(toReceipt).not.toHaveBeenCalled();
  await jest.advanceTimersByTimeAsync(1_000);
  expect(stored).toEqual([aReceipt(1)]);
  expect(pruned).toEqual([1]);
  await refusals.stop();
  expect(toReceipt).toHaveBeenCalledTimes(1);
});

test('what waits is written down at the end', async () => {
  const { refusals, stored } = someRefusals();
  refusals.add(1, () => aReceipt(1));
  await refusals.stop();
  expect(stored).toEqual([aReceipt(1)]);
});

test('of one source twenty a minute are described, and all are counted', async () => {
  const { refusals, stored, counted, pass } = someRefusals();
  const toReceipt = jest.fn(() => aReceipt(1));
  for (let n = 0; n < 50; n += 1) refusals.add(1, toReceipt);
  refusals.add(2, () => aReceipt(2));
  refusals.add(2, undefined);
  pass(60_001);
  refusals.add(1, toReceipt);
  await refusals.stop();
  expect(toReceipt).toHaveBeenCalledTimes(21);
  expect(stored).toHaveLength(22);
  expect(counted).toHaveLength(53);
});

test('one that cannot be described costs the others nothing', async () => {
  const { refusals, stored, log } = someRefusals();
  refusals.add(1, () => {
    throw new Error('broken');
  });
  refusals.add(2, () => aReceipt(2));
  await refusals.stop();
  expect(stored).toEqual([aReceipt(2)]);
  expect(log.lines).toEqual(['warn: a refused request could not be described']);
});
