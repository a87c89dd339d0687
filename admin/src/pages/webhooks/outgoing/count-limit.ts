import type { CountLimit } from '../../../api/outgoing-contracts';

/** From here on a number of waiting deliveries is only known to be at least this: the server counts no further. */
export const COUNT_LIMIT: CountLimit = 10_000;
