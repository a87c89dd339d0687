/** Milliseconds; beyond them a timer of Node runs out at once. */
export const LONGEST_TIMER_MS = 2 ** 31 - 1;
