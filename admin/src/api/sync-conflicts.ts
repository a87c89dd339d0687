import type { Api, Conflict, ConflictAnswer, ConflictQuery } from './sync-contracts';
import { integrationApi, SYNC, unwrap } from './base';

const LIST = { type: 'IntegrationSyncConflict' as const, id: 'LIST' };
const tagOf = (id: number) => ({ type: 'IntegrationSyncConflict' as const, id });

/** An answer is carried out by a run of its own, and its job has one question less. */
const touchedBy = (id: number, conflict: Conflict | undefined) => [
  LIST,
  tagOf(id),
  { type: 'IntegrationSyncRun' as const, id: 'LIST' },
  { type: 'IntegrationSyncJob' as const, id: 'LIST' },
  ...(conflict ? [{ type: 'IntegrationSyncJob' as const, id: conflict.jobId }] : []),
];

const conflictsApi = integrationApi.injectEndpoints({
  endpoints: (build) => ({
    getIntegrationConflicts: build.query<Api['GET /conflicts']['response'], ConflictQuery>({
      query: (params) => ({ url: `${SYNC}/conflicts`, config: { params } }),
      providesTags: [LIST],
    }),
    getIntegrationConflict: build.query<Conflict, number>({
      query: (id) => `${SYNC}/conflicts/${id}`,
      transformResponse: unwrap,
      providesTags: (_result, _error, id) => [tagOf(id)],
    }),
    answerIntegrationConflict: build.mutation<Conflict, { id: number; answer: ConflictAnswer }>({
      query: ({ id, answer }) => ({
        url: `${SYNC}/conflicts/${id}/answer`,
        method: 'POST',
        data: answer,
      }),
      transformResponse: unwrap,
      invalidatesTags: (conflict, _error, { id }) => touchedBy(id, conflict),
    }),
    undoIntegrationConflict: build.mutation<Conflict, number>({
      query: (id) => ({ url: `${SYNC}/conflicts/${id}/undo`, method: 'POST', data: {} }),
      transformResponse: unwrap,
      invalidatesTags: (conflict, _error, id) => touchedBy(id, conflict),
    }),
  }),
});

export const {
  useGetIntegrationConflictsQuery,
  useGetIntegrationConflictQuery,
  useAnswerIntegrationConflictMutation,
  useUndoIntegrationConflictMutation,
} = conflictsApi;
