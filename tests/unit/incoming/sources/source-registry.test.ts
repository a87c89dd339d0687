import type { SourceRecord } from '../../../../server/src/incoming/sources/source-record';
import { createSourceRegistry } from '../../../../server/src/incoming/sources/source-registry';
import type { SourceStore } from '../../../../server/src/incoming/sources/source-store';

/** A table of sources, and how often it was asked for what. */
function aTable() {
  const rows = new Map<number, SourceRecord>();
  const asked = { revisions: 0, ids: [] as number[][] };
  let broken: Error | null = null;
  const store = {
    revisions() {
      asked.revisions += 1;
      if (broken) return Promise.reject(broken);
      return Promise.resolve([...rows.values()].map(({ id, revision }) => ({ id, revision })));
    },
    findByIds(ids: number[]) {
      asked.ids.push(ids);
      return Promise.resolve(ids.flatMap((id) => rows.get(id) ?? []));
    },
  } as SourceStore;
  const put = (id: number, slug: string, revision: number) =>
    void rows.set(id, { id, slug, revision } as SourceRecord);
  return {
    store,
    rows,
    asked,
    put,
    breakWith: (error: Error | null) => (broken = error),
  };
}

test('reads what has changed and keeps the rest, which stays the same object', async () => {
  const { store, put, asked, rows } = aTable();
  const registry = createSourceRegistry(store, 0);
  put(1, 'a', 1);
  put(2, 'b', 1);
  const first = await registry.findBySlug('a');
  put(2, 'c', 2);
  expect((await registry.findAll()).map(({ slug }) => slug)).toEqual(['a', 'c']);
  expect(await registry.findBySlug('b')).toBeUndefined();
  expect(registry.known(1)).toBe(first);
  expect(asked.ids).toEqual([[1, 2], [2]]);
  rows.delete(1);
  expect(await registry.findBySlug('a')).toBeUndefined();
  expect(registry.known(1)).toBeUndefined();
});

test('asks once for all the requests of a moment, and not again before its time', async () => {
  const { store, put, asked } = aTable();
  const registry = createSourceRegistry(store, 60_000);
  put(1, 'a', 1);
  const found = await Promise.all(Array.from({ length: 50 }, () => registry.findBySlug('a')));
  expect(found.every((source) => source?.id === 1)).toBe(true);
  await registry.findAll();
  expect(asked.revisions).toBe(1);
});

test('sees at once what this instance has changed', async () => {
  const { store, put } = aTable();
  const registry = createSourceRegistry(store, 60_000);
  await registry.findAll();
  put(1, 'a', 1);
  await registry.invalidate();
  expect((await registry.findBySlug('a'))?.id).toBe(1);
});

test('does not take what was read before a change for what is there after it', async () => {
  const { store, put } = aTable();
  const registry = createSourceRegistry(store, 60_000);
  const underWay = registry.findAll();
  put(1, 'a', 1);
  const invalidated = registry.invalidate();
  await underWay;
  await invalidated;
  expect((await registry.findBySlug('a'))?.id).toBe(1);
});

test('rejects while the database does not answer, and recovers', async () => {
  const { store, put, breakWith } = aTable();
  const registry = createSourceRegistry(store, 0);
  put(1, 'a', 1);
  breakWith(new Error('gone'));
  await expect(registry.findBySlug('a')).rejects.toThrow('gone');
  breakWith(null);
  expect((await registry.findBySlug('a'))?.id).toBe(1);
});
