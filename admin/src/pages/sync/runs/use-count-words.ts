import { useIntl } from 'react-intl';

import type { Run } from '../../../api/sync-contracts';
import { useText } from '../../../hooks/use-text';
import { toldCounts } from './run-counts';

/** A function that spells out what a run has done: "12 created, 3 changed, 0 deleted"; of a preview, what it would do. */
export const useCountWords = () => {
  const t = useText();
  const { formatList } = useIntl();
  return ({ counts, kind }: Pick<Run, 'counts' | 'kind'>): string =>
    formatList(
      toldCounts(counts).map(({ group, count }) =>
        t(kind === 'preview' ? `sync.would.${group}` : `sync.did.${group}`, { count }),
      ),
      { type: 'unit' },
    );
};
