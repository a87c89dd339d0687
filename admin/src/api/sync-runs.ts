import type { Api, ChangeQuery, Run } from './sync-contracts';
import { integrationApi, SYNC, unwrap } from './base';

type Data<Route extends keyof Api> = Api[Route]['response'] extends { data: infer T } ? T : never;
type Body<Route extends keyof Api> = Api[Route] extends { body: infer T } ? T : never;

interface RunQuery {
  jobId: number;
  cursor?: string | undefined;
}

const LIST = { type: 'IntegrationSyncRun' as const, id: 'LIST' };
const tagOf = (id: number) => ({ type: 'IntegrationSyncRun' as const, id });

/** What a run changes besides itself: its job, the history of that, and the run that it follows from. */
const touchedBy = (run: Run | undefined) => [
  LIST,
  { type: 'IntegrationSyncJob' as const, id: 'LIST' },
  ...(run
    ? [
        tagOf(run.id),
        { type: 'IntegrationSyncJob' as const, id: run.jobId },
        ...(run.planId === null ? [] : [tagOf(run.planId)]),
      ]
    : []),
];

const runsApi = integrationApi.injectEndpoints({
  endpoints: (build) => {
    const act = (action: 'cancel' | 'apply' | 'retry' | 'go-on') =>
      build.mutation<Run, number>({
        query: (id) => ({ url: `${SYNC}/runs/${id}/${action}`, method: 'POST', data: {} }),
        transformResponse: unwrap,
        invalidatesTags: (run, _error, id) => [...touchedBy(run), tagOf(id)],
      });
    return {
      startIntegrationRun: build.mutation<
        Data<'POST /jobs/:id/runs'>,
        { jobId: number } & Body<'POST /jobs/:id/runs'>
      >({
        query: ({ jobId, ...data }) => ({
          url: `${SYNC}/jobs/${jobId}/runs`,
          method: 'POST',
          data,
        }),
        transformResponse: unwrap,
        invalidatesTags: touchedBy,
      }),
      getIntegrationRuns: build.query<Api['GET /jobs/:id/runs']['response'], RunQuery>({
        query: ({ jobId, cursor }) => ({
          url: `${SYNC}/jobs/${jobId}/runs`,
          config: { params: { cursor } },
        }),
        providesTags: [LIST],
      }),
      getIntegrationRun: build.query<Data<'GET /runs/:id'>, number>({
        query: (id) => `${SYNC}/runs/${id}`,
        transformResponse: unwrap,
        providesTags: (_result, _error, id) => [tagOf(id)],
      }),
      cancelIntegrationRun: act('cancel'),
      applyIntegrationRun: act('apply'),
      retryIntegrationRun: act('retry'),
      goOnIntegrationRun: act('go-on'),
      decideIntegrationDeletions: build.mutation<
        Run,
        { id: number } & Body<'POST /runs/:id/deletions'>
      >({
        query: ({ id, ...data }) => ({
          url: `${SYNC}/runs/${id}/deletions`,
          method: 'POST',
          data,
        }),
        transformResponse: unwrap,
        invalidatesTags: (run, _error, { id }) => [...touchedBy(run), tagOf(id)],
      }),
      getIntegrationChanges: build.query<
        Api['GET /runs/:id/changes']['response'],
        { runId: number } & ChangeQuery
      >({
        query: ({ runId, ...params }) => ({
          url: `${SYNC}/runs/${runId}/changes`,
          config: { params },
        }),
        providesTags: (_result, _error, { runId }) => [tagOf(runId)],
      }),
    };
  },
});

export const {
  useStartIntegrationRunMutation,
  useGetIntegrationRunsQuery,
  useGetIntegrationRunQuery,
  useCancelIntegrationRunMutation,
  useApplyIntegrationRunMutation,
  useRetryIntegrationRunMutation,
  useGoOnIntegrationRunMutation,
  useDecideIntegrationDeletionsMutation,
  useGetIntegrationChangesQuery,
} = runsApi;
