import { mergeFields } from '../../../../server/src/sync/plan/merge-fields';
import type { ConflictStrategy, Flow, Policy } from '../../../../server/src/sync/plan/policy';
import type { Side } from '../../../../server/src/sync/plan/record-state';

const policyOf = (changes: Partial<Policy> & { flow?: Flow; owner?: Side } = {}): Policy => {
  const { flow = 'both', owner = 'external', ...policy } = changes;
  return {
    direction: 'two-way',
    fields: [{ field: 'name', flow, owner }],
    strategy: 'latest-wins',
    deletes: { document: 'ignore', external: 'ignore' },
    brake: { count: 100, percent: 20 },
    ...policy,
  };
};

const merge = (
  base: unknown,
  there: unknown,
  here: unknown,
  policy = policyOf(),
  times: { external: number | null; document: number } = { external: 2, document: 1 },
) =>
  mergeFields(
    base === undefined ? null : { external: { name: base }, document: { name: base } },
    { values: { name: there }, changedAt: times.external },
    { values: { name: here }, changedAt: times.document },
    policy,
  );

const afterOf = (changes: { after: unknown }[]) => changes.map(({ after }) => after);

describe('a field', () => {
  it('that nobody has touched needs nothing', () => {
    expect(merge('a', 'a', 'a')).toEqual({
      toExternal: [],
      toDocument: [],
      conflicts: [],
      base: { external: { name: 'a' }, document: { name: 'a' } },
    });
  });

  it('that was changed on one side goes to the other', () => {
    expect(merge('a', 'b', 'a')).toMatchObject({
      toDocument: [{ field: 'name', before: 'a', after: 'b' }],
      toExternal: [],
      base: { external: { name: 'b' }, document: { name: 'b' } },
    });
    expect(merge('a', 'a', 'b')).toMatchObject({
      toDocument: [],
      toExternal: [{ field: 'name', before: 'a', after: 'b' }],
      base: { external: { name: 'b' }, document: { name: 'b' } },
    });
  });

  it('that was changed on both sides to the same is agreed on', () => {
    expect(merge('a', 'b', 'b')).toMatchObject({ toDocument: [], toExternal: [], conflicts: [] });
    expect(merge('a', 'b', 'b').base.external).toEqual({ name: 'b' });
  });

  it('that was emptied on one side is emptied on the other', () => {
    expect(merge('a', null, 'a').toDocument).toEqual([{ field: 'name', before: 'a', after: null }]);
    expect(merge('a', undefined, 'a').toDocument).toHaveLength(1);
  });

  it('is compared by what it holds, not by how it is written', () => {
    expect(merge({ a: 1, b: [2] }, { b: [2], a: 1 }, { a: 1, b: [2] }).toDocument).toEqual([]);
    expect(merge([1, 2], [2, 1], [1, 2]).toDocument).toHaveLength(1);
    expect(merge(null, 0, null).toDocument).toHaveLength(1);
    expect(merge(null, '', null).toDocument).toHaveLength(1);
  });
});

describe('a field that was changed on both sides', () => {
  it.each<[string, Partial<Policy> & { owner?: Side }, Side | null]>([
    ['the later one', { strategy: 'latest-wins' }, 'external'],
    ['the source', { strategy: 'source-wins' }, 'external'],
    ['the source of an export', { strategy: 'source-wins', direction: 'export' }, 'document'],
    ['the destination', { strategy: 'destination-wins' }, 'document'],
    ['its owner', { strategy: 'field-owner', owner: 'document' }, 'document'],
    ['a person', { strategy: 'manual' }, null],
  ])('is decided by %s, and the decision is kept', (_name, changes, winner) => {
    const merged = merge('a', 'b', 'c', policyOf(changes));
    expect(merged.conflicts).toEqual([
      { field: 'name', base: 'a', external: 'b', document: 'c', winner },
    ]);
    expect(afterOf(merged.toDocument)).toEqual(winner === 'external' ? ['b'] : []);
    expect(afterOf(merged.toExternal)).toEqual(winner === 'document' ? ['c'] : []);
    const value = { external: 'b', document: 'c', none: 'a' }[winner ?? 'none'];
    expect(merged.base).toEqual({ external: { name: value }, document: { name: value } });
  });

  it.each<[string, number | null, number, Side]>([
    ['the entry, if it is the later one', 1, 2, 'document'],
    ['the source, if both are as old', 2, 2, 'external'],
    ['the source, if nobody knows', null, 2, 'external'],
  ])('is decided for %s', (_name, external, document, winner) => {
    const { conflicts } = merge('a', 'b', 'c', policyOf(), { external, document });
    expect(conflicts[0]?.winner).toBe(winner);
  });
});

describe('a field that only comes in', () => {
  const policy = policyOf({ flow: 'import', strategy: 'destination-wins' });

  it('is left as an editor has it while the service has nothing new', () => {
    expect(merge('a', 'a', 'b', policy)).toMatchObject({ toDocument: [], toExternal: [] });
    expect(merge('a', 'a', 'b', policy).base.document).toEqual({ name: 'a' });
  });

  it('is a conflict once both have changed it, and then not again', () => {
    const first = merge('a', 'b', 'c', policy);
    expect(first).toMatchObject({
      toDocument: [],
      toExternal: [],
      conflicts: [{ winner: 'document' }],
    });
    const again = mergeFields(
      first.base,
      { values: { name: 'b' }, changedAt: 2 },
      { values: { name: 'c' }, changedAt: 1 },
      policy,
    );
    expect(again).toMatchObject({ conflicts: [], toDocument: [], base: first.base });
  });

  it('never goes out', () => {
    for (const strategy of [
      'latest-wins',
      'source-wins',
      'destination-wins',
    ] as ConflictStrategy[]) {
      expect(merge('a', 'b', 'c', policyOf({ flow: 'import', strategy })).toExternal).toEqual([]);
    }
  });
});

describe('a field that only goes out', () => {
  const policy = policyOf({ flow: 'export', direction: 'export', strategy: 'source-wins' });

  it('goes when the entry has changed', () => {
    expect(afterOf(merge('a', 'a', 'b', policy).toExternal)).toEqual(['b']);
  });

  it('is left as the service has it while the entry has nothing new', () => {
    expect(merge('a', 'b', 'a', policy)).toMatchObject({ toDocument: [], toExternal: [] });
  });

  it('never comes in', () => {
    expect(merge('a', 'b', 'c', policyOf({ flow: 'export' })).toDocument).toEqual([]);
  });
});

it('a field that goes one way has its origin for its source', () => {
  const out = policyOf({ flow: 'export', strategy: 'source-wins' });
  expect(merge('a', 'b', 'c', out).conflicts[0]?.winner).toBe('document');
});

it('what a side has made of a value is no change by anybody', () => {
  const base = { external: { name: 'A ' }, document: { name: 'a' } };
  const merged = mergeFields(
    base,
    { values: { name: 'A ' }, changedAt: 1 },
    { values: { name: 'a' }, changedAt: 2 },
    policyOf(),
  );
  expect(merged).toEqual({ toDocument: [], toExternal: [], conflicts: [], base });
});

describe('two that meet for the first time', () => {
  it('fill each other where one of them has nothing', () => {
    expect(afterOf(merge(undefined, 'b', null).toDocument)).toEqual(['b']);
    expect(afterOf(merge(undefined, null, 'c').toExternal)).toEqual(['c']);
  });

  it('differ as a conflict without a base', () => {
    expect(merge(undefined, 'b', 'c').conflicts).toEqual([
      { field: 'name', base: null, external: 'b', document: 'c', winner: 'external' },
    ]);
  });
});
