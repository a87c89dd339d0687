import type { Api, ConsoleInput, SourceInput } from './incoming-contracts';
import { INCOMING, integrationApi, unwrap } from './base';

type Data<Route extends keyof Api> = Api[Route]['response'] extends { data: infer T } ? T : never;

const tagOf = (id: number) => ({ type: 'IntegrationSource' as const, id });
const LIST = { type: 'IntegrationSource' as const, id: 'LIST' };

const sourcesApi = integrationApi.injectEndpoints({
  endpoints: (build) => ({
    getIntegrationProviders: build.query<Data<'GET /providers'>, void>({
      query: () => `${INCOMING}/providers`,
      transformResponse: unwrap,
    }),
    getIntegrationMappableTypes: build.query<Data<'GET /content-types'>, void>({
      query: () => `${INCOMING}/content-types`,
      transformResponse: unwrap,
    }),
    getIntegrationLocales: build.query<Data<'GET /locales'>, void>({
      query: () => `${INCOMING}/locales`,
      transformResponse: unwrap,
    }),
    getIntegrationSources: build.query<Data<'GET /sources'>, void>({
      query: () => `${INCOMING}/sources`,
      transformResponse: unwrap,
      providesTags: (sources = []) => [LIST, ...sources.map(({ id }) => tagOf(id))],
    }),
    getIntegrationSource: build.query<Data<'GET /sources/:id'>, number>({
      query: (id) => `${INCOMING}/sources/${id}`,
      transformResponse: unwrap,
      providesTags: (_result, _error, id) => [tagOf(id)],
    }),
    createIntegrationSource: build.mutation<Data<'POST /sources'>, SourceInput>({
      query: (data) => ({ url: `${INCOMING}/sources`, method: 'POST', data }),
      transformResponse: unwrap,
      invalidatesTags: [LIST],
    }),
    updateIntegrationSource: build.mutation<
      Data<'PUT /sources/:id'>,
      { id: number; changes: Partial<SourceInput> }
    >({
      query: ({ id, changes }) => ({
        url: `${INCOMING}/sources/${id}`,
        method: 'PUT',
        data: changes,
      }),
      transformResponse: unwrap,
      invalidatesTags: (_result, _error, { id }) => [tagOf(id)],
      // A switch that waits for the server before it moves feels broken; a refusal moves it back.
      async onQueryStarted({ id, changes: { isActive } }, { dispatch, queryFulfilled }) {
        if (isActive === undefined) return;
        const patches = [
          dispatch(
            sourcesApi.util.updateQueryData('getIntegrationSources', undefined, (sources) => {
              const source = sources.find((candidate) => candidate.id === id);
              if (source) source.isActive = isActive;
            }),
          ),
          dispatch(
            sourcesApi.util.updateQueryData('getIntegrationSource', id, (source) => {
              source.isActive = isActive;
            }),
          ),
        ];
        await queryFulfilled.catch(() => patches.forEach((patch) => patch.undo()));
      },
    }),
    deleteIntegrationSource: build.mutation<Data<'DELETE /sources/:id'>, number>({
      query: (id) => ({ url: `${INCOMING}/sources/${id}`, method: 'DELETE' }),
      transformResponse: unwrap,
      // The list only: the page of the deleted source may still be open and would ask for it in vain.
      invalidatesTags: [LIST],
    }),
    getIntegrationSourceImpact: build.query<Data<'GET /sources/:id/impact'>, number>({
      query: (id) => `${INCOMING}/sources/${id}/impact`,
      transformResponse: unwrap,
      keepUnusedDataFor: 0,
    }),
    setIntegrationSourceSecret: build.mutation<
      Data<'POST /sources/:id/secret'>,
      { id: number } & Api['POST /sources/:id/secret']['body']
    >({
      query: ({ id, ...data }) => ({
        url: `${INCOMING}/sources/${id}/secret`,
        method: 'POST',
        data,
      }),
      transformResponse: unwrap,
      invalidatesTags: (_result, _error, { id }) => [tagOf(id)],
    }),
    getIntegrationSeenEventTypes: build.query<Data<'GET /sources/:id/event-types'>, number>({
      query: (id) => `${INCOMING}/sources/${id}/event-types`,
      transformResponse: unwrap,
    }),
    getIntegrationSourceStatistics: build.query<
      Data<'GET /sources/:id/statistics'>,
      { id: number; from: string; to: string }
    >({
      query: ({ id, from, to }) => ({
        url: `${INCOMING}/sources/${id}/statistics`,
        config: { params: { from, to } },
      }),
      transformResponse: unwrap,
    }),
    checkIntegrationRequest: build.mutation<
      Data<'POST /sources/:id/console'>,
      { id: number; request: ConsoleInput }
    >({
      query: ({ id, request }) => ({
        url: `${INCOMING}/sources/${id}/console`,
        method: 'POST',
        data: request,
      }),
      transformResponse: unwrap,
    }),
    previewIntegrationMapping: build.query<
      Data<'POST /sources/:id/mapping-preview'>,
      { id: number } & Api['POST /sources/:id/mapping-preview']['body']
    >({
      query: ({ id, ...data }) => ({
        url: `${INCOMING}/sources/${id}/mapping-preview`,
        method: 'POST',
        data,
      }),
      transformResponse: unwrap,
      keepUnusedDataFor: 0,
    }),
  }),
});

export const {
  useGetIntegrationProvidersQuery,
  useGetIntegrationMappableTypesQuery,
  useGetIntegrationLocalesQuery,
  useGetIntegrationSourcesQuery,
  useGetIntegrationSourceQuery,
  useCreateIntegrationSourceMutation,
  useUpdateIntegrationSourceMutation,
  useDeleteIntegrationSourceMutation,
  useGetIntegrationSourceImpactQuery,
  useSetIntegrationSourceSecretMutation,
  useGetIntegrationSeenEventTypesQuery,
  useGetIntegrationSourceStatisticsQuery,
  useCheckIntegrationRequestMutation,
  usePreviewIntegrationMappingQuery,
} = sourcesApi;
