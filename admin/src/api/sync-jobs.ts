import type { Api, JobChanges } from './sync-contracts';
import { integrationApi, SYNC, unwrap } from './base';

type Data<Route extends keyof Api> = Api[Route]['response'] extends { data: infer T } ? T : never;
type Body<Route extends keyof Api> = Api[Route] extends { body: infer T } ? T : never;

const tagOf = (id: number) => ({ type: 'IntegrationSyncJob' as const, id });
const LIST = { type: 'IntegrationSyncJob' as const, id: 'LIST' };

const jobsApi = integrationApi.injectEndpoints({
  endpoints: (build) => ({
    getIntegrationSyncSources: build.query<Data<'GET /sources'>, void>({
      query: () => `${SYNC}/sources`,
      transformResponse: unwrap,
    }),
    getIntegrationSyncTypes: build.query<Data<'GET /content-types'>, void>({
      query: () => `${SYNC}/content-types`,
      transformResponse: unwrap,
    }),
    getIntegrationSyncLocales: build.query<Data<'GET /locales'>, void>({
      query: () => `${SYNC}/locales`,
      transformResponse: unwrap,
    }),
    getIntegrationJobDraft: build.query<Data<'POST /draft'>, Body<'POST /draft'>>({
      query: (data) => ({ url: `${SYNC}/draft`, method: 'POST', data }),
      transformResponse: unwrap,
    }),
    getIntegrationJobSample: build.query<Data<'POST /sample'>, Body<'POST /sample'>>({
      query: (data) => ({ url: `${SYNC}/sample`, method: 'POST', data }),
      transformResponse: unwrap,
      keepUnusedDataFor: 0,
    }),
    getIntegrationNextRuns: build.query<Data<'POST /schedule'>, Body<'POST /schedule'>>({
      query: (data) => ({ url: `${SYNC}/schedule`, method: 'POST', data }),
      transformResponse: unwrap,
      keepUnusedDataFor: 0,
    }),
    getIntegrationJobs: build.query<Data<'GET /jobs'>, void>({
      query: () => `${SYNC}/jobs`,
      transformResponse: unwrap,
      providesTags: (jobs = []) => [LIST, ...jobs.map(({ id }) => tagOf(id))],
    }),
    getIntegrationJob: build.query<Data<'GET /jobs/:id'>, number>({
      query: (id) => `${SYNC}/jobs/${id}`,
      transformResponse: unwrap,
      providesTags: (_result, _error, id) => [tagOf(id)],
    }),
    createIntegrationJob: build.mutation<Data<'POST /jobs'>, Body<'POST /jobs'>>({
      query: (data) => ({ url: `${SYNC}/jobs`, method: 'POST', data }),
      transformResponse: unwrap,
      invalidatesTags: [LIST],
    }),
    updateIntegrationJob: build.mutation<
      Data<'PUT /jobs/:id'>,
      { id: number; changes: JobChanges }
    >({
      query: ({ id, changes }) => ({ url: `${SYNC}/jobs/${id}`, method: 'PUT', data: changes }),
      transformResponse: unwrap,
      invalidatesTags: (_result, _error, { id }) => [tagOf(id)],
    }),
    deleteIntegrationJob: build.mutation<Data<'DELETE /jobs/:id'>, number>({
      query: (id) => ({ url: `${SYNC}/jobs/${id}`, method: 'DELETE' }),
      transformResponse: unwrap,
      // The list only: the page of the deleted job may still be open and would ask for it in vain.
      invalidatesTags: [LIST, 'IntegrationSyncConflict'],
    }),
  }),
});

export const {
  useGetIntegrationSyncSourcesQuery,
  useGetIntegrationSyncTypesQuery,
  useGetIntegrationSyncLocalesQuery,
  useGetIntegrationJobDraftQuery,
  useGetIntegrationJobSampleQuery,
  useGetIntegrationNextRunsQuery,
  useGetIntegrationJobsQuery,
  useGetIntegrationJobQuery,
  useCreateIntegrationJobMutation,
  useUpdateIntegrationJobMutation,
  useDeleteIntegrationJobMutation,
} = jobsApi;
