const UNITS = [
  ['day', 86_400_000],
  ['hour', 3_600_000],
  ['minute', 60_000],
  ['second', 1000],
] as const;

/**
 * How a distance in time is said: the greatest unit that fills at least one, rounded towards now.
 * @param distanceMs negative for the past
 */
export const relativeParts = (distanceMs: number) => {
  const [unit, lengthMs] = UNITS.find(([, length]) => Math.abs(distanceMs) >= length) ?? UNITS[3];
  return { unit, value: Math.trunc(distanceMs / lengthMs) };
};
