import { createMessageCache } from '../../../../server/src/outgoing/deliveries/message-cache';

const MEGABYTE = 1024 * 1024;

function cacheOver(bodyOf: (id: number) => string | null) {
  const loads: number[][] = [];
  const cache = createMessageCache(async (ids) => {
    loads.push([...ids]);
    return ids.flatMap((id) => {
      const full = bodyOf(id);
      return full === null ? [] : [{ id, uid: `msg_${id}`, bodies: { full } }];
    });
  });
  return { cache, loads };
}

describe('the cache of messages', () => {
  it('loads together what is asked for in one turn, and each once', async () => {
    const { cache, loads } = cacheOver((id) => `body ${id}`);
    const found = await Promise.all([1, 2, 1, 3].map((id) => cache.get(id)));
    expect(found.map((message) => String(message?.bodies.full))).toEqual([
      'body 1',
      'body 2',
      'body 1',
      'body 3',
    ]);
    await cache.get(2);
    expect(loads).toEqual([[1, 2, 3]]);
  });

  it('answers null for a message that is gone', async () => {
    const { cache } = cacheOver(() => null);
    expect(await cache.get(1)).toBeNull();
  });

  it('asks again after a failure', async () => {
    let isBroken = true;
    const cache = createMessageCache(async (ids) => {
      if (isBroken) throw new Error('busy');
      return ids.map((id) => ({ id, uid: 'u', bodies: {} }));
    });
    await expect(cache.get(1)).rejects.toThrow('busy');
    isBroken = false;
    expect(await cache.get(1)).toMatchObject({ uid: 'u' });
  });

  it('keeps 32 MiB, and lets go of the oldest first', async () => {
    const { cache, loads } = cacheOver(() => 'x'.repeat(10 * MEGABYTE));
    for (const id of [1, 2, 3, 4]) await cache.get(id);
    loads.length = 0;
    for (const id of [4, 3, 2]) await cache.get(id);
    expect(loads).toEqual([]);
    await cache.get(1);
    expect(loads).toEqual([[1]]);
  });

  it('still keeps messages after some were dropped while they were loaded', async () => {
    const large = 'x'.repeat(20 * MEGABYTE);
    let isHeld = true;
    let release: () => void = () => {};
    const held = new Promise<void>((resolve) => (release = resolve));
    const loads: number[] = [];
    const cache = createMessageCache(async (ids) => {
      loads.push(...ids);
      if (isHeld && ids.includes(1)) await held;
      return ids.map((id) => ({ id, uid: 'u', bodies: { full: id === 99 ? 'small' : large } }));
    });
    const slow = cache.get(1);
    await new Promise((resolve) => setImmediate(resolve));
    await cache.get(2);
    // Too much together: the oldest, which is still being loaded, is dropped.
    await cache.get(3);
    isHeld = false;
    release();
    await slow;

    await cache.get(99);
    await cache.get(99);
    await cache.get(3);
    expect(loads.filter((id) => id === 99)).toHaveLength(1);
    expect(loads.filter((id) => id === 3)).toHaveLength(1);
  });
});
