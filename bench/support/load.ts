import { setTimeout as sleep } from 'node:timers/promises';

type Send = (n: number) => Promise<void>;

export interface Answered {
  /** All requests that were sent: the first so many, and every one was answered as it should be. */
  count: number;
  perSecond: number;
}

/** Keeps `atOnce` requests under way until `count` are answered, or for `ms`. */
export async function saturate(
  send: Send,
  { count, ms, atOnce }: { count: number; ms: number; atOnce: number },
): Promise<Answered> {
  let next = 0;
  const startedAt = performance.now();
  const client = async () => {
    while (next < count && performance.now() - startedAt < ms) {
      next += 1;
      await send(next - 1);
    }
  };
  await Promise.all(Array.from({ length: atOnce }, client));
  return { count: next, perSecond: next / ((performance.now() - startedAt) / 1000) };
}

/**
 * Sends `count` requests at an even pace, however long the answers take.
 *
 * @returns how long each took, in ms, from the moment it was to be sent: waiting for a late one before it counts
 */
export async function pace(
  send: Send,
  { count, perSecond }: { count: number; perSecond: number },
): Promise<number[]> {
  const intervalMs = 1000 / perSecond;
  const startedAt = performance.now();
  const latencies: number[] = [];
  const underWay: Promise<void>[] = [];
  const sendAndTime = async (n: number) => {
    await send(n);
    latencies.push(performance.now() - startedAt - n * intervalMs);
  };
  while (underWay.length < count) {
    const due = Math.floor((performance.now() - startedAt) / intervalMs) + 1;
    while (underWay.length < Math.min(due, count)) underWay.push(sendAndTime(underWay.length));
    await sleep(1);
  }
  await Promise.all(underWay);
  return latencies;
}
