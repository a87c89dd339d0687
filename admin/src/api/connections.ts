import type { Api, CredentialsInput } from './connection-contracts';
import { CONNECTIONS, integrationApi, unwrap } from './base';

type Data<Route extends keyof Api> = Api[Route]['response'] extends { data: infer T } ? T : never;
type Body<Route extends keyof Api> = Api[Route] extends { body: infer T } ? T : never;

interface CallQuery {
  connectionId: number;
  cursor?: string | undefined;
  onlyFailed?: boolean | undefined;
}

const tagOf = (id: number) => ({ type: 'IntegrationConnection' as const, id });
const LIST = { type: 'IntegrationConnection' as const, id: 'LIST' };

const connectionsApi = integrationApi.injectEndpoints({
  endpoints: (build) => ({
    getIntegrationCatalogue: build.query<Data<'GET /catalogue'>, void>({
      query: () => `${CONNECTIONS}/catalogue`,
      transformResponse: unwrap,
      providesTags: ['IntegrationCatalogue'],
    }),
    setIntegrationOAuthClient: build.mutation<
      Data<'PUT /providers/:id/client'>,
      { provider: string } & Body<'PUT /providers/:id/client'>
    >({
      query: ({ provider, ...data }) => ({
        url: `${CONNECTIONS}/providers/${provider}/client`,
        method: 'PUT',
        data,
      }),
      transformResponse: unwrap,
      invalidatesTags: ['IntegrationCatalogue'],
    }),
    deleteIntegrationOAuthClient: build.mutation<Data<'DELETE /providers/:id/client'>, string>({
      query: (provider) => ({
        url: `${CONNECTIONS}/providers/${provider}/client`,
        method: 'DELETE',
      }),
      transformResponse: unwrap,
      invalidatesTags: ['IntegrationCatalogue'],
    }),
    getIntegrationConnections: build.query<Data<'GET /accounts'>, void>({
      query: () => `${CONNECTIONS}/accounts`,
      transformResponse: unwrap,
      providesTags: (connections = []) => [LIST, ...connections.map(({ id }) => tagOf(id))],
    }),
    getIntegrationConnection: build.query<Data<'GET /accounts/:id'>, number>({
      query: (id) => `${CONNECTIONS}/accounts/${id}`,
      transformResponse: unwrap,
      providesTags: (_result, _error, id) => [tagOf(id)],
    }),
    createIntegrationConnection: build.mutation<Data<'POST /accounts'>, Body<'POST /accounts'>>({
      query: (data) => ({ url: `${CONNECTIONS}/accounts`, method: 'POST', data }),
      transformResponse: unwrap,
      invalidatesTags: [LIST],
    }),
    renameIntegrationConnection: build.mutation<
      Data<'PUT /accounts/:id'>,
      { id: number } & Body<'PUT /accounts/:id'>
    >({
      query: ({ id, ...data }) => ({ url: `${CONNECTIONS}/accounts/${id}`, method: 'PUT', data }),
      transformResponse: unwrap,
      invalidatesTags: (_result, _error, { id }) => [tagOf(id)],
    }),
    deleteIntegrationConnection: build.mutation<Data<'DELETE /accounts/:id'>, number>({
      query: (id) => ({ url: `${CONNECTIONS}/accounts/${id}`, method: 'DELETE' }),
      transformResponse: unwrap,
      // The list only: the page of the deleted connection may still be open and would ask for it in vain.
      invalidatesTags: [LIST],
    }),
    setIntegrationCredentials: build.mutation<
      Data<'POST /accounts/:id/credentials'>,
      { id: number; credentials: CredentialsInput }
    >({
      query: ({ id, ...data }) => ({
        url: `${CONNECTIONS}/accounts/${id}/credentials`,
        method: 'POST',
        data,
      }),
      transformResponse: unwrap,
      invalidatesTags: (_result, _error, { id }) => [tagOf(id)],
    }),
    testIntegrationConnection: build.mutation<Data<'POST /accounts/:id/test'>, number>({
      query: (id) => ({ url: `${CONNECTIONS}/accounts/${id}/test`, method: 'POST', data: {} }),
      transformResponse: unwrap,
      invalidatesTags: (_result, _error, id) => [tagOf(id)],
    }),
    disconnectIntegrationConnection: build.mutation<Data<'POST /accounts/:id/disconnect'>, number>({
      query: (id) => ({
        url: `${CONNECTIONS}/accounts/${id}/disconnect`,
        method: 'POST',
        data: {},
      }),
      transformResponse: unwrap,
      invalidatesTags: (_result, _error, id) => [tagOf(id)],
    }),
    getIntegrationConnectionUses: build.query<Data<'GET /accounts/:id/uses'>, number>({
      query: (id) => `${CONNECTIONS}/accounts/${id}/uses`,
      transformResponse: unwrap,
      keepUnusedDataFor: 0,
    }),
    getIntegrationConnectionHistory: build.query<Data<'GET /accounts/:id/history'>, number>({
      query: (id) => `${CONNECTIONS}/accounts/${id}/history`,
      transformResponse: unwrap,
      providesTags: (_result, _error, id) => [tagOf(id)],
    }),
    getIntegrationCalls: build.query<Api['GET /accounts/:id/calls']['response'], CallQuery>({
      query: ({ connectionId, cursor, onlyFailed }) => ({
        url: `${CONNECTIONS}/accounts/${connectionId}/calls`,
        config: { params: { cursor, ...(onlyFailed && { onlyFailed }) } },
      }),
      providesTags: (_result, _error, { connectionId }) => [tagOf(connectionId)],
    }),
    getIntegrationCallStatistics: build.query<Data<'GET /accounts/:id/statistics'>, number>({
      query: (id) => `${CONNECTIONS}/accounts/${id}/statistics`,
      transformResponse: unwrap,
      providesTags: (_result, _error, id) => [tagOf(id)],
    }),
    beginIntegrationAuthorization: build.mutation<
      Data<'POST /authorizations'>,
      Body<'POST /authorizations'>
    >({
      query: (data) => ({ url: `${CONNECTIONS}/authorizations`, method: 'POST', data }),
      transformResponse: unwrap,
    }),
    completeIntegrationAuthorization: build.mutation<
      Data<'POST /authorizations/complete'>,
      Body<'POST /authorizations/complete'>
    >({
      query: (data) => ({ url: `${CONNECTIONS}/authorizations/complete`, method: 'POST', data }),
      transformResponse: unwrap,
      invalidatesTags: (result) => [LIST, ...(result ? [tagOf(result.connection.id)] : [])],
    }),
    getIntegrationEncryption: build.query<Data<'GET /encryption'>, void>({
      query: () => `${CONNECTIONS}/encryption`,
      transformResponse: unwrap,
      providesTags: ['IntegrationEncryption'],
    }),
    rotateIntegrationEncryption: build.mutation<Data<'POST /encryption/rotate'>, void>({
      query: () => ({ url: `${CONNECTIONS}/encryption/rotate`, method: 'POST', data: {} }),
      transformResponse: unwrap,
      invalidatesTags: ['IntegrationEncryption'],
    }),
    cancelIntegrationRotation: build.mutation<Data<'POST /encryption/rotate/cancel'>, void>({
      query: () => ({ url: `${CONNECTIONS}/encryption/rotate/cancel`, method: 'POST', data: {} }),
      transformResponse: unwrap,
      invalidatesTags: ['IntegrationEncryption'],
    }),
  }),
});

export const {
  useGetIntegrationCatalogueQuery,
  useSetIntegrationOAuthClientMutation,
  useDeleteIntegrationOAuthClientMutation,
  useGetIntegrationConnectionsQuery,
  useGetIntegrationConnectionQuery,
  useCreateIntegrationConnectionMutation,
  useRenameIntegrationConnectionMutation,
  useDeleteIntegrationConnectionMutation,
  useSetIntegrationCredentialsMutation,
  useTestIntegrationConnectionMutation,
  useDisconnectIntegrationConnectionMutation,
  useGetIntegrationConnectionUsesQuery,
  useGetIntegrationConnectionHistoryQuery,
  useGetIntegrationCallsQuery,
  useGetIntegrationCallStatisticsQuery,
  useBeginIntegrationAuthorizationMutation,
  useCompleteIntegrationAuthorizationMutation,
  useGetIntegrationEncryptionQuery,
  useRotateIntegrationEncryptionMutation,
  useCancelIntegrationRotationMutation,
} = connectionsApi;
