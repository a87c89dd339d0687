import { BUILDER, integrationApi, unwrap } from './base';
import type { Api, Trial } from './builder-contracts';

type Data<Route extends keyof Api> = Api[Route]['response'] extends { data: infer T } ? T : never;
type Body<Route extends keyof Api> = Api[Route] extends { body: infer T } ? T : never;

const builderApi = integrationApi.injectEndpoints({
  endpoints: (build) => ({
    getIntegrationCustomProvider: build.query<Data<'GET /providers/:id'>, string>({
      query: (id) => `${BUILDER}/providers/${id}`,
      transformResponse: unwrap,
      keepUnusedDataFor: 0,
    }),
    createIntegrationCustomProvider: build.mutation<
      Data<'POST /providers'>,
      Body<'POST /providers'>
    >({
      query: (data) => ({ url: `${BUILDER}/providers`, method: 'POST', data }),
      transformResponse: unwrap,
      invalidatesTags: ['IntegrationCatalogue'],
    }),
    updateIntegrationCustomProvider: build.mutation<
      Data<'PUT /providers/:id'>,
      { id: string } & Body<'PUT /providers/:id'>
    >({
      query: ({ id, ...data }) => ({ url: `${BUILDER}/providers/${id}`, method: 'PUT', data }),
      transformResponse: unwrap,
      invalidatesTags: ['IntegrationCatalogue'],
    }),
    deleteIntegrationCustomProvider: build.mutation<Data<'DELETE /providers/:id'>, string>({
      query: (id) => ({ url: `${BUILDER}/providers/${id}`, method: 'DELETE' }),
      transformResponse: unwrap,
      invalidatesTags: ['IntegrationCatalogue'],
    }),
    tryIntegrationRequest: build.mutation<Data<'POST /trials'>, Body<'POST /trials'>>({
      query: (data) => ({ url: `${BUILDER}/trials`, method: 'POST', data }),
      transformResponse: unwrap,
    }),
    tryIntegrationConnection: build.mutation<
      Data<'POST /connections/:id/trials'>,
      { connectionId: number; trial: Trial }
    >({
      query: ({ connectionId, trial }) => ({
        url: `${BUILDER}/connections/${connectionId}/trials`,
        method: 'POST',
        data: trial,
      }),
      transformResponse: unwrap,
    }),
  }),
});

export const {
  useGetIntegrationCustomProviderQuery,
  useCreateIntegrationCustomProviderMutation,
  useUpdateIntegrationCustomProviderMutation,
  useDeleteIntegrationCustomProviderMutation,
  useTryIntegrationRequestMutation,
  useTryIntegrationConnectionMutation,
} = builderApi;
