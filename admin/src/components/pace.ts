/**
 * Rate and remaining time of work that goes on evenly.
 * @returns null before anything is done, when nothing can be foretold
 */
export const paceOf = (done: number, total: number, elapsedMs: number) => {
  if (done <= 0 || elapsedMs <= 0) return null;
  const perSecond = (done / elapsedMs) * 1000;
  return { perSecond, remainingMs: ((total - done) / perSecond) * 1000 };
};
