import { paceOf } from '../../../admin/src/components/pace';
import { prettyText } from '../../../admin/src/components/pretty-text';
import { relativeParts } from '../../../admin/src/components/relative-parts';
import { sparklinePoints } from '../../../admin/src/components/sparkline-points';
import { barsOf } from '../../../admin/src/components/time-bars-shape';

describe('figures of the panel', () => {
  it.each([
    [-59_999, { value: -59, unit: 'second' }],
    [-60_000, { value: -1, unit: 'minute' }],
    [4.9 * 60_000, { value: 4, unit: 'minute' }],
    [-26 * 3_600_000, { value: -1, unit: 'day' }],
    [0, { value: 0, unit: 'second' }],
  ])('%d ms from now is %j', (distance, expected) => {
    const { value, unit } = relativeParts(distance);
    expect({ value: value + 0, unit }).toEqual(expected);
  });

  it('progress foretells its end from what is done, and nothing before that', () => {
    expect(paceOf(0, 100, 1000)).toBeNull();
    expect(paceOf(25, 100, 1000)).toEqual({ perSecond: 25, remainingMs: 3000 });
  });

  it('a bar stands where its time is, and the highest fills the chart', () => {
    const point = (at: string, ...values: number[]) => ({ at, values });
    const bars = barsOf(
      {
        from: '2026-01-01T00:00:00Z',
        to: '2026-01-01T10:00:00Z',
        bucketMs: 3_600_000,
        points: [point('2026-01-01T00:00:00Z', 1, 0), point('2026-01-01T05:00:00Z', 2, 2)],
      },
      1000,
      100,
    );
    expect(bars).toEqual([
      {
        x: 0,
        width: 80,
        parts: [
          { bottom: 0, height: 25 },
          { bottom: 25, height: 0 },
        ],
      },
      {
        x: 500,
        width: 80,
        parts: [
          { bottom: 0, height: 50 },
          { bottom: 50, height: 50 },
        ],
      },
    ]);
  });

  it('a day without deliveries is a flat line', () => {
    expect(sparklinePoints([0, 0, 0], 10, 5)).toBe('0.0,5.0 5.0,5.0 10.0,5.0');
  });

  it('JSON is indented, anything else and anything huge stays as it came', () => {
    expect(prettyText('{"a":1}')).toBe('{\n  "a": 1\n}');
    expect(prettyText('<img>')).toBe('<img>');
    const huge = JSON.stringify({ text: 'x'.repeat(600_000) });
    expect(prettyText(huge)).toBe(huge);
  });
});
