/** Counts calls in fixed windows; a window begins with its first call. */
export function createRateLimit(now) {
  let endsAt = 0;
  let used = 0;

  /** How the window stands, and whether there is a call left in it. */
  function look({ calls, perMs }) {
    const at = now();
    if (at >= endsAt) {
      endsAt = at + perMs;
      used = 0;
    }
    return { isAllowed: used < calls, limit: calls, used, remaining: calls - used, endsAt };
  }

  return {
    look,
    /** Takes one call of `calls` in `perMs`, if one is left. */
    take(allowance) {
      const { isAllowed } = look(allowance);
      if (isAllowed) used += 1;
      return { ...look(allowance), isAllowed };
    },
  };
}

/** Whole seconds are rounded up, so that who waits as long as told does find the window over. */
export const limitHeaders = ({ limit, remaining, endsAt }) => ({
  'x-ratelimit-limit': String(limit),
  'x-ratelimit-remaining': String(remaining),
  'x-ratelimit-reset': String(Math.ceil(endsAt / 1000)),
});

/** @param now milliseconds since 1970 */
export const retryAfter = ({ endsAt }, now) => ({
  'retry-after': String(Math.max(1, Math.ceil((endsAt - now) / 1000))),
});
