import { Typography, VisuallyHidden } from '@strapi/design-system';
import { useIntl } from 'react-intl';

import type { Run } from '../../../api/sync-contracts';
import { shortCounts } from './run-counts';
import { useCountWords } from './use-count-words';

/** What a run has done in the size of a word, spelled out on hover and for screen readers. */
export const ShortCounts = ({ run }: { run: Pick<Run, 'counts' | 'kind'> }) => {
  const { formatNumber } = useIntl();
  const words = useCountWords()(run);
  return (
    <Typography textColor="neutral800" title={words}>
      <span aria-hidden>{shortCounts(run.counts, (count) => formatNumber(count))}</span>
      <VisuallyHidden tag="span">{words}</VisuallyHidden>
    </Typography>
  );
};
