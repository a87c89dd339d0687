import {
  type Kept,
  keyOf,
  type Receipt,
} from '../../../../server/src/incoming/events/receipt-store';
import { DIGEST_WINDOW_MS } from '../../../../server/src/incoming/receiving/dedupe-key';
import { createReceiptWriter } from '../../../../server/src/incoming/receiving/receipt-writer';

const NOW = 1_700_000_000_000;

let count = 0;

/** A receipt that is like no other; give what the test is about. */
function aReceipt(receipt: Partial<Receipt> = {}): Receipt {
  count += 1;
  return {
    uid: `evt_${count}`,
    sourceId: 1,
    dedupeKey: `key-${count}`,
    eventId: `id-${count}`,
    eventType: null,
    state: 'succeeded',
    url: '/',
    headers: '[]',
    body: '{}',
    bodyEncoding: 'text',
    bodySize: 2,
    isBodyCut: false,
    isPart: false,
    verification: '[]',
    lastError: null,
    createdAt: NOW,
    occurredAt: null,
    ...receipt,
  };
}

/** A writer onto a table in memory. */
function aWriter({
  refuses = () => false,
  isGone = () => false,
  refusesLater = () => false,
}: {
  refuses?: (receipt: Receipt) => boolean;
  isGone?: () => boolean;
  /** Of what is written once the batch is committed. */
  refusesLater?: () => boolean;
} = {}) {
  const table = new Map<string, Kept & { repeats: number }>();
  const batches: Receipt[][] = [];
  const counted: string[] = [];
  const byUid = (uid: string) => [...table.values()].find((row) => row.uid === uid);
  let wakes = 0;

  function insertOnce(receipts: Receipt[]): Promise<Map<string, Kept>> {
    batches.push(receipts);
    if (isGone() || receipts.some(refuses)) return Promise.reject(new Error('refused'));
    for (const receipt of receipts) {
      const row = table.get(keyOf(receipt));
      if (row) row.repeats += 1;
      else table.set(keyOf(receipt), { ...receipt, repeats: 0 });
    }
    return Promise.resolve(new Map(receipts.map((one) => [keyOf(one), table.get(keyOf(one))!])));
  }

  const writer = createReceiptWriter({
    store: {
      insertOnce,
      async replaceLate(_older, receipt) {
        if (refusesLater()) throw new Error('refused');
        table.delete(keyOf(receipt));
        return (await insertOnce([receipt])).get(keyOf(receipt))!;
      },
      addRepeats(uid, more) {
        if (refusesLater()) return Promise.reject(new Error('refused'));
        byUid(uid)!.repeats += more;
        return Promise.resolve();
      },
    },
    counter: { add: (sourceId, kind) => void counted.push(`${sourceId} ${kind}`) },
    wake: () => (wakes += 1),
  });
  return {
    add: (receipt: Receipt) => writer.add(receipt),
    settled: () => writer.settled(),
    batches,
    counted,
    repeatsOf: (receipt: Receipt) => table.get(keyOf(receipt))?.repeats,
    get wakes() {
      return wakes;
    },
  };
}

test('receipts that come together are written together, and those that come meanwhile next', async () => {
  const { add, batches } = aWriter();
  const first = Promise.all(Array.from({ length: 100 }, () => add(aReceipt())));
  expect(await first).toEqual(Array.from({ length: 100 }, () => true));
  expect(batches.map((batch) => batch.length)).toEqual([100]);
  await Promise.all([add(aReceipt()), add(aReceipt())]);
  expect(batches.map((batch) => batch.length)).toEqual([100, 2]);
});

test('a batch has at most 500 receipts, and 4 MiB unless one alone is larger', async () => {
  const { add, batches } = aWriter();
  await Promise.all(Array.from({ length: 1_001 }, () => add(aReceipt())));
  expect(batches.map((batch) => batch.length)).toEqual([500, 500, 1]);

  const bySize = aWriter();
  const megabytes = (size: number) => aReceipt({ body: 'x'.repeat(size * 1024 * 1024) });
  await Promise.all([1, 2, 3, 9, 1].map((size) => bySize.add(megabytes(size))));
  expect(bySize.batches.map((batch) => batch.length)).toEqual([2, 1, 1, 1]);
});

test('the same event within a batch is new once, and counted as often as it came', async () => {
  const { add, counted, repeatsOf } = aWriter();
  const same = Array.from({ length: 5 }, () => aReceipt({ dedupeKey: 'same' }));
  const other = aReceipt({ dedupeKey: 'same', sourceId: 2 });
  const isNew = await Promise.all([...same, other].map(add));
  expect(isNew).toEqual([true, false, false, false, false, true]);
  expect(repeatsOf(same[0]!)).toBe(4);
  expect(repeatsOf(other)).toBe(0);

  expect(
    await Promise.all(
      [...same.slice(0, 2)].map((one) => add(aReceipt({ dedupeKey: one.dedupeKey }))),
    ),
  ).toEqual([false, false]);
  expect(repeatsOf(same[0]!)).toBe(6);
  expect(counted.filter((line) => line === '1 accepted')).toHaveLength(1);
  expect(counted.filter((line) => line === '1 repeated')).toHaveLength(6);
});

test('what has no id is new again when its window is over, and what has one never is', async () => {
  const { add } = aWriter();
  const at = (createdAt: number, eventId: string | null) =>
    add(aReceipt({ createdAt, eventId, dedupeKey: `of ${eventId}` }));
  expect(await at(NOW, null)).toBe(true);
  expect(await at(NOW + DIGEST_WINDOW_MS, null)).toBe(false);
  expect(await at(NOW + DIGEST_WINDOW_MS + 1, null)).toBe(true);
  // The window is that of the new one now.
  expect(await at(NOW + 2 * DIGEST_WINDOW_MS + 1, null)).toBe(false);
  expect(await at(NOW, 'id')).toBe(true);
  expect(await at(NOW + 1_000 * DIGEST_WINDOW_MS, 'id')).toBe(false);
});

test('a receipt that the database refuses fails alone', async () => {
  const { add } = aWriter({ refuses: ({ body }) => body === 'bad' });
  const receipts = Array.from({ length: 20 }, (_, n) =>
    aReceipt({ body: n === 7 ? 'bad' : 'good' }),
  );
  const results = await Promise.allSettled(receipts.map(add));
  const failed = results.flatMap(({ status }, n) => (status === 'rejected' ? [n] : []));
  expect(failed).toEqual([7]);
});

test('what is committed is not inserted again where a repetition beside it cannot be counted', async () => {
  let isRefusing = true;
  const writer = aWriter({ refusesLater: () => isRefusing });
  const earlier = aReceipt({ dedupeKey: 'earlier' });
  const twice = Array.from({ length: 2 }, () => aReceipt({ state: 'pending', dedupeKey: 'twice' }));
  const once = aReceipt();
  await writer.add(earlier);
  const results = await Promise.allSettled(
    [...twice, once, aReceipt({ dedupeKey: 'earlier' })].map(writer.add),
  );
  expect(results.map((result) => ('value' in result ? result.value : result.status))).toEqual([
    true,
    'rejected',
    true,
    false,
  ]);
  expect([earlier, twice[0]!, once].map(writer.repeatsOf)).toEqual([1, 0, 0]);
  expect(writer.wakes).toBe(1);
  expect(writer.batches.map((batch) => batch.length)).toEqual([1, 3]);

  // Whoever was told nothing comes again.
  isRefusing = false;
  expect(await writer.add(twice[1]!)).toBe(false);
  expect(writer.repeatsOf(twice[0]!)).toBe(1);
});

test('one that cannot take the place of a late one fails alone', async () => {
  let isRefusing = true;
  const { add, repeatsOf } = aWriter({ refusesLater: () => isRefusing });
  const late = () => aReceipt({ eventId: null, dedupeKey: 'late', createdAt: 2 * NOW });
  await add(aReceipt({ eventId: null, dedupeKey: 'late' }));
  const other = aReceipt();
  const results = await Promise.allSettled([add(late()), add(late()), add(other)]);
  expect(results.map(({ status }) => status)).toEqual(['rejected', 'rejected', 'fulfilled']);
  expect(repeatsOf(other)).toBe(0);
  isRefusing = false;
  expect(await add(late())).toBe(true);
});

test('a database that is gone once a batch is committed is not asked again for the rest of it', async () => {
  const clock = jest.spyOn(performance, 'now');
  let asked = 0;
  const { add } = aWriter({
    refusesLater() {
      asked += 1;
      clock.mockReturnValue(performance.now() + 3_000);
      return true;
    },
  });
  const keys = Array.from({ length: 10 }, (_, n) => `key ${n}`);
  const results = await Promise.allSettled(
    [...keys, ...keys].map((dedupeKey) => add(aReceipt({ dedupeKey }))),
  );
  clock.mockRestore();
  expect(asked).toBe(1);
  expect(results.map(({ status }) => status).filter((one) => one === 'fulfilled')).toHaveLength(1);
});

test('a database that is gone is not asked again for every receipt', async () => {
  const clock = jest.spyOn(performance, 'now');
  let isGone = true;
  const { add, batches } = aWriter({
    isGone() {
      if (isGone) clock.mockReturnValue(performance.now() + 3_000);
      return isGone;
    },
  });
  const results = await Promise.allSettled(Array.from({ length: 20 }, () => add(aReceipt())));
  expect(results.every(({ status }) => status === 'rejected')).toBe(true);
  expect(batches).toHaveLength(1);
  isGone = false;
  clock.mockRestore();
  expect(await add(aReceipt())).toBe(true);
});

test('the queue is woken by new work alone', async () => {
  const writer = aWriter();
  await writer.add(aReceipt({ state: 'succeeded' }));
  expect(writer.wakes).toBe(0);
  const work = aReceipt({ state: 'pending', dedupeKey: 'work' });
  await writer.add(work);
  expect(writer.wakes).toBe(1);
  await writer.add(aReceipt({ state: 'pending', dedupeKey: 'work' }));
  expect(writer.wakes).toBe(1);
});

test('it is settled when everything was written', async () => {
  const { add, settled, batches } = aWriter();
  await settled();
  void add(aReceipt());
  await settled();
  expect(batches).toHaveLength(1);
});
