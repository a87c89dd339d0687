import type { Api, EndpointInput } from './outgoing-contracts';
import { integrationApi, OUTGOING, unwrap } from './base';

type Data<Route extends keyof Api> = Api[Route]['response'] extends { data: infer T } ? T : never;

const tagOf = (id: number) => ({ type: 'IntegrationEndpoint' as const, id });
const LIST = { type: 'IntegrationEndpoint' as const, id: 'LIST' };

const endpointsApi = integrationApi.injectEndpoints({
  endpoints: (build) => ({
    getIntegrationEndpoints: build.query<Data<'GET /endpoints'>, void>({
      query: () => `${OUTGOING}/endpoints`,
      transformResponse: unwrap,
      providesTags: (endpoints = []) => [LIST, ...endpoints.map(({ id }) => tagOf(id))],
    }),
    getIntegrationEndpoint: build.query<Data<'GET /endpoints/:id'>, number>({
      query: (id) => `${OUTGOING}/endpoints/${id}`,
      transformResponse: unwrap,
      providesTags: (_result, _error, id) => [tagOf(id)],
    }),
    createIntegrationEndpoint: build.mutation<Data<'POST /endpoints'>, EndpointInput>({
      query: (data) => ({ url: `${OUTGOING}/endpoints`, method: 'POST', data }),
      transformResponse: unwrap,
      invalidatesTags: [LIST],
    }),
    updateIntegrationEndpoint: build.mutation<
      Data<'PUT /endpoints/:id'>,
      { id: number; changes: Partial<EndpointInput> }
    >({
      query: ({ id, changes }) => ({
        url: `${OUTGOING}/endpoints/${id}`,
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
            endpointsApi.util.updateQueryData('getIntegrationEndpoints', undefined, (endpoints) => {
              const endpoint = endpoints.find((candidate) => candidate.id === id);
              if (endpoint) endpoint.isActive = isActive;
            }),
          ),
          dispatch(
            endpointsApi.util.updateQueryData('getIntegrationEndpoint', id, (endpoint) => {
              endpoint.isActive = isActive;
            }),
          ),
        ];
        await queryFulfilled.catch(() => patches.forEach((patch) => patch.undo()));
      },
    }),
    deleteIntegrationEndpoint: build.mutation<Data<'DELETE /endpoints/:id'>, number>({
      query: (id) => ({ url: `${OUTGOING}/endpoints/${id}`, method: 'DELETE' }),
      transformResponse: unwrap,
      // The list only: the page of the deleted endpoint may still be open and would ask for it in vain.
      invalidatesTags: [LIST],
    }),
    getIntegrationEndpointImpact: build.query<Data<'GET /endpoints/:id/impact'>, number>({
      query: (id) => `${OUTGOING}/endpoints/${id}/impact`,
      transformResponse: unwrap,
      keepUnusedDataFor: 0,
    }),
    revealIntegrationSecret: build.mutation<Data<'POST /endpoints/:id/secret/reveal'>, number>({
      query: (id) => ({
        url: `${OUTGOING}/endpoints/${id}/secret/reveal`,
        method: 'POST',
        data: {},
      }),
      transformResponse: unwrap,
    }),
    rotateIntegrationSecret: build.mutation<
      Data<'POST /endpoints/:id/secret/rotate'>,
      { id: number; overlapMs: number }
    >({
      query: ({ id, overlapMs }) => ({
        url: `${OUTGOING}/endpoints/${id}/secret/rotate`,
        method: 'POST',
        data: { overlapMs },
      }),
      transformResponse: unwrap,
      invalidatesTags: (_result, _error, { id }) => [tagOf(id)],
    }),
    getIntegrationStatistics: build.query<
      Data<'GET /endpoints/:id/statistics'>,
      { id: number; from: string; to: string }
    >({
      query: ({ id, from, to }) => ({
        url: `${OUTGOING}/endpoints/${id}/statistics`,
        config: { params: { from, to } },
      }),
      transformResponse: unwrap,
    }),
  }),
});

export const {
  useGetIntegrationEndpointsQuery,
  useGetIntegrationEndpointQuery,
  useCreateIntegrationEndpointMutation,
  useUpdateIntegrationEndpointMutation,
  useDeleteIntegrationEndpointMutation,
  useGetIntegrationEndpointImpactQuery,
  useLazyGetIntegrationEndpointImpactQuery,
  useRevealIntegrationSecretMutation,
  useRotateIntegrationSecretMutation,
  useGetIntegrationStatisticsQuery,
} = endpointsApi;
