import * as React from 'react';

import type { MappableContentType } from '../../../../api/incoming-contracts';
import { usePreviewIntegrationMappingQuery } from '../../../../api/sources';
import { useDebounced } from '../../../../hooks/use-debounced';
import { useRights } from '../../../../hooks/use-rights';
import type { ActionForm } from './action-form';
import { previewInput } from './preview-input';

const DELAY_MS = 400;

/**
 * What the action of a form would do with an event, asked anew when the form has rested for a moment.
 *
 * @param eventId the event to try it with; the newest matching one without it
 */
export const useMappingPreview = (
  sourceId: number,
  form: ActionForm,
  contentTypes: MappableContentType[],
  eventId: number | undefined,
) => {
  const { canReadEvents } = useRights();
  const input = previewInput(form, contentTypes);
  // As text, so that an unchanged form does not count as a change.
  const text = useDebounced(JSON.stringify(input), DELAY_MS);
  const settled = React.useMemo(() => JSON.parse(text) as ReturnType<typeof previewInput>, [text]);
  const query = usePreviewIntegrationMappingQuery(
    {
      id: sourceId,
      action: settled?.action ?? { kind: 'handler', eventTypes: [] },
      ...(eventId !== undefined && { eventId }),
    },
    { skip: settled === null || !canReadEvents },
  );
  return {
    /** Whether the administrator may see what an event holds. */
    isAllowed: canReadEvents,
    /** Whether there is anything to try the form on: not without a content type. */
    isPossible: settled !== null,
    /** Null where no event has come in yet; undefined until one is loaded. */
    preview: settled === null ? undefined : query.data,
    isComplete: settled?.isComplete ?? false,
    isFetching: query.isFetching,
    error: query.error,
    refetch: query.refetch,
  };
};

export type MappingPreviewState = ReturnType<typeof useMappingPreview>;
