import type {
  JobDraft,
  MappableContentType,
  ResourceParameter,
  SyncSource,
} from '../../../api/sync-contracts';
import {
  useGetIntegrationJobDraftQuery,
  useGetIntegrationSyncSourcesQuery,
  useGetIntegrationSyncTypesQuery,
} from '../../../api/sync-jobs';
import { useDebounced } from '../../../hooks/use-debounced';
import { draftKey, resourceOf, type JobForm, type Start } from './job-form';
import { missingParameters, parameterValues } from './parameter-values';
import type { KnownFields } from './pair-row';

const DELAY_MS = 600;
const NO_PARAMETERS: readonly ResourceParameter[] = [];

/** What a job's form is filled in with: what there is to choose from, and what is known of what was chosen. */
export interface JobSurroundings {
  sources: SyncSource[];
  contentTypes: MappableContentType[];
  source: SyncSource | undefined;
  resource: SyncSource['resources'][number] | undefined;
  type: MappableContentType | undefined;
  /** Undefined until it is known what is kept alike with what, and while it is loaded. */
  draft: JobDraft | undefined;
  /** Whether it is on its way: the form is about to be filled in. */
  isDrafting: boolean;
  known: KnownFields;
  draftError: unknown;
  retryDraft: () => void;
}

/**
 * Loads what a job's form needs.
 *
 * @returns `isReady` once there is something to choose from
 */
export const useJobSurroundings = (start: Start & Pick<JobForm, 'filter'>) => {
  const sources = useGetIntegrationSyncSourcesQuery();
  const types = useGetIntegrationSyncTypesQuery();
  const { connectionId, resource, contentType } = start;
  const chosen = resourceOf(start, sources.data ?? []);
  const parameters = chosen?.parameters ?? NO_PARAMETERS;
  const values = JSON.stringify(parameterValues(start.filter, parameters));
  // Not with each letter that is typed.
  const isSettled = useDebounced(values, DELAY_MS) === values;
  const isComplete =
    draftKey(start) !== '' &&
    sources.data !== undefined &&
    missingParameters(start.filter, parameters).length === 0;
  const draft = useGetIntegrationJobDraftQuery(
    {
      connectionId: connectionId ?? 0,
      resource,
      contentType,
      ...(parameters.length > 0 && { filter: JSON.parse(values) as Record<string, string> }),
    },
    { skip: !isComplete || !isSettled },
  );
  const type = types.data?.find(({ uid }) => uid === contentType);
  const surroundings: JobSurroundings = {
    sources: sources.data ?? [],
    contentTypes: types.data ?? [],
    source: sources.data?.find((source) => source.connectionId === connectionId),
    resource: chosen,
    type,
    draft: draft.currentData,
    isDrafting: isComplete && draft.currentData === undefined && draft.error === undefined,
    known: { type, parameters, resource: draft.currentData?.fields ?? null },
    draftError: draft.error,
    retryDraft: () => void draft.refetch(),
  };
  return {
    surroundings,
    isReady: sources.data !== undefined && types.data !== undefined,
    error: sources.error ?? types.error,
    retry: () => {
      void sources.refetch();
      void types.refetch();
    },
  };
};
