import * as React from 'react';

import type { ChosenRange } from '../components/range-fields';
import { TIME_RANGES } from '../components/time-range';

/**
 * The time that a wide action touches, the last 24 hours at first.
 *
 * @param hasEnd whether the end can be chosen as well; otherwise it is now
 * @returns `request` with the ends in ISO 8601, and whether they are the wrong way round
 */
export const useChosenRange = (hasEnd: boolean) => {
  // What "the last hour" is does not move on while the dialog is open.
  const [openedAt] = React.useState(() => Date.now());
  const [range, setRange] = React.useState<ChosenRange>(() => ({
    name: '24h',
    customFrom: new Date(openedAt - TIME_RANGES['24h']),
    customTo: new Date(openedAt),
  }));
  const { name, customFrom, customTo } = range;
  const from = name === 'custom' ? customFrom : new Date(openedAt - TIME_RANGES[name]);
  const to = name === 'custom' && hasEnd ? customTo : undefined;
  return {
    range,
    setRange,
    request: { from: from.toISOString(), ...(to && { to: to.toISOString() }) },
    isReversed: to !== undefined && to <= from,
  };
};
