import {
  childAt,
  CHUNK,
  stepsOf,
  stretchesOf,
} from '../../../admin/src/components/json-tree-parts';

describe('what is folded in a tree', () => {
  it('a hundred children stand side by side', () => {
    expect(stretchesOf({ from: 0, to: CHUNK })).toBeNull();
  });

  it('one more is folded into stretches of a hundred', () => {
    expect(stretchesOf({ from: 0, to: CHUNK + 1 })).toEqual([
      { from: 0, to: 100 },
      { from: 100, to: 101 },
    ]);
  });

  it.each([10_000, 10_001, 1_000_000, 1_234_567])(
    'of %d children no level has more than a hundred, and none is lost',
    (count) => {
      const shownIn = (stretch: { from: number; to: number }): number => {
        const parts = stretchesOf(stretch);
        if (!parts) return stretch.to - stretch.from;
        expect(parts.length).toBeLessThanOrEqual(CHUNK);
        expect(parts[0]?.from).toBe(stretch.from);
        expect(parts.at(-1)?.to).toBe(stretch.to);
        // The parts of a level are alike, so the first and the last stand for all.
        const between = parts.slice(1, -1).reduce((sum, { from, to }) => sum + to - from, 0);
        return shownIn(parts[0]!) + between + shownIn(parts.at(-1)!);
      };
      expect(shownIn({ from: 0, to: count })).toBe(count);
    },
  );

  it('the places of a list are numbers, the fields of an object names, and neither is inherited', () => {
    expect(stepsOf(['a', 'b']).stepAt(1)).toBe(1);
    const object = JSON.parse('{"__proto__":1,"b":2}') as object;
    const { count, stepAt } = stepsOf(object);
    expect(count).toBe(2);
    expect([stepAt(0), stepAt(1)]).toEqual(['__proto__', 'b']);
    expect(childAt(object, 'b')).toBe(2);
  });
});
