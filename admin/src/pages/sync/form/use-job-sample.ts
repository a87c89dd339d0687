import * as React from 'react';

import { useGetIntegrationJobSampleQuery } from '../../../api/sync-jobs';
import { useDebounced } from '../../../hooks/use-debounced';
import type { JobForm } from './job-form';
import type { KnownFields } from './pair-row';
import { sampleInput } from './sample-input';

const DELAY_MS = 600;

/** What the mapping of a form makes of real records, asked anew when the form has rested for a moment. */
export const useJobSample = (form: JobForm, known: KnownFields) => {
  // As text, so that an unchanged form does not count as a change.
  const text = useDebounced(JSON.stringify(sampleInput(form, known)), DELAY_MS);
  const settled = React.useMemo(() => JSON.parse(text) as ReturnType<typeof sampleInput>, [text]);
  const query = useGetIntegrationJobSampleQuery(
    settled ?? { connectionId: 0, resource: '', contentType: '', mapping: [] },
    { skip: settled === null },
  );
  return {
    /** Whether there is a mapping to try. */
    isPossible: settled !== null,
    /** The last answer, which stays while the next one is asked for. */
    samples: settled === null ? undefined : query.data,
    isFetching: query.isFetching,
    error: query.error,
    refetch: query.refetch,
  };
};
