/** From here on a number of events is only known to be at least this: the server counts no further. */
export const COUNT_LIMIT = 10_000;
