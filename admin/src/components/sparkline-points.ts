/** Points of a line through the values, scaled to the given size; a flat line where nothing happened. */
export const sparklinePoints = (values: number[], width: number, height: number): string => {
  const highest = Math.max(1, ...values);
  const step = values.length > 1 ? width / (values.length - 1) : 0;
  return values
    .map(
      (value, index) =>
        `${(index * step).toFixed(1)},${((1 - value / highest) * height).toFixed(1)}`,
    )
    .join(' ');
};
