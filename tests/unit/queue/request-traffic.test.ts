import { setTimeout as sleep } from 'node:timers/promises';

import { createRequestTraffic } from '../../../server/src/queue/request-traffic';

describe('work that gives way to requests', () => {
  const waitedFor = async (waiting: Promise<void>) => {
    const startedAt = performance.now();
    await waiting;
    return performance.now() - startedAt;
  };

  /** A request that is answered when `answer` is called. */
  function requestTo({ observe }: ReturnType<typeof createRequestTraffic>) {
    let answer: () => void = () => {};
    const answered = new Promise<void>((resolve) => (answer = resolve));
    return { done: observe({}, () => answered), answer };
  }

  it('goes on at once where there is none', async () => {
    expect(await waitedFor(createRequestTraffic().whenQuiet(60_000))).toBeLessThan(5_000);
  });

  it('waits until the last one is answered', async () => {
    const traffic = createRequestTraffic();
    const requests = [
      requestTo(traffic),
      requestTo(traffic),
      requestTo(traffic),
      requestTo(traffic),
    ];
    const order: string[] = [];
    const waiting = traffic.whenQuiet(60_000).then(() => order.push('work'));
    for (const { answer, done } of requests) {
      answer();
      await done;
      order.push('answered');
      await sleep(10);
    }
    await waiting;
    // Had the pause of 20 ms begun with the first answer, it would be over before the last one.
    expect(order).toEqual(['answered', 'answered', 'answered', 'answered', 'work']);
  });

  it('does not begin between two requests of one client', async () => {
    const traffic = createRequestTraffic();
    const first = requestTo(traffic);
    const waiting = traffic.whenQuiet(60_000);
    first.answer();
    await first.done;
    const second = requestTo(traffic);
    expect(await waitedFor(Promise.race([waiting, sleep(100)]))).toBeGreaterThan(90);
    second.answer();
    await second.done;
    await waiting;
  });

  it('waits no longer than it said', async () => {
    const traffic = createRequestTraffic();
    const { answer, done } = requestTo(traffic);
    expect(await waitedFor(traffic.whenQuiet(50))).toBeGreaterThanOrEqual(49);
    answer();
    await done;
  });

  it('does not wait for an upload that takes minutes', async () => {
    const traffic = createRequestTraffic();
    const { answer, done } = requestTo(traffic);
    expect(await waitedFor(traffic.whenQuiet(60_000))).toBeLessThan(5_000);
    answer();
    await done;
  });

  it('goes on after a request that failed, and the failure is passed on', async () => {
    const traffic = createRequestTraffic();
    const failing = traffic.observe({}, () => Promise.reject(new Error('refused')));
    await expect(failing).rejects.toThrow('refused');
    expect(await waitedFor(traffic.whenQuiet(60_000))).toBeLessThan(5_000);
  });
});
