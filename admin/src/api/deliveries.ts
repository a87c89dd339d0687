import type {
  Api,
  DeliveryDetail,
  DeliveryListItem,
  DeliveryQuery,
  KeysetMeta,
  Replay,
} from './outgoing-contracts';
import { integrationApi, OUTGOING, unwrap } from './base';

type ReplayRequest = Api['POST /endpoints/:id/replays']['body'] & { endpointId: number };

const LIST = { type: 'IntegrationDelivery' as const, id: 'LIST' };

const deliveriesApi = integrationApi.injectEndpoints({
  endpoints: (build) => ({
    getIntegrationDeliveries: build.query<
      { data: DeliveryListItem[]; meta: KeysetMeta },
      DeliveryQuery
    >({
      query: (params) => ({ url: `${OUTGOING}/deliveries`, config: { params } }),
      providesTags: [LIST],
    }),
    getIntegrationDelivery: build.query<DeliveryDetail, number>({
      query: (id) => `${OUTGOING}/deliveries/${id}`,
      transformResponse: unwrap,
      providesTags: (_result, _error, id) => [{ type: 'IntegrationDelivery', id }],
    }),
    resendIntegrationDelivery: build.mutation<DeliveryListItem, number>({
      query: (id) => ({ url: `${OUTGOING}/deliveries/${id}/resend`, method: 'POST', data: {} }),
      transformResponse: unwrap,
      invalidatesTags: [LIST],
    }),
    testIntegrationEndpoint: build.mutation<DeliveryDetail, number>({
      query: (id) => ({ url: `${OUTGOING}/endpoints/${id}/test`, method: 'POST', data: {} }),
      transformResponse: unwrap,
      invalidatesTags: (_result, _error, id) => [LIST, { type: 'IntegrationEndpoint', id }],
    }),
    sendIntegrationExample: build.mutation<DeliveryListItem, { id: number; eventType: string }>({
      query: ({ id, eventType }) => ({
        url: `${OUTGOING}/endpoints/${id}/example`,
        method: 'POST',
        data: { eventType },
      }),
      transformResponse: unwrap,
      invalidatesTags: [LIST],
    }),
    getIntegrationReplays: build.query<Replay[], number>({
      query: (endpointId) => `${OUTGOING}/endpoints/${endpointId}/replays`,
      transformResponse: unwrap,
      providesTags: ['IntegrationReplay'],
    }),
    previewIntegrationReplay: build.query<{ count: number }, ReplayRequest>({
      query: ({ endpointId, ...data }) => ({
        url: `${OUTGOING}/endpoints/${endpointId}/replays/preview`,
        method: 'POST',
        data,
      }),
      transformResponse: unwrap,
      keepUnusedDataFor: 0,
    }),
    startIntegrationReplay: build.mutation<Replay, ReplayRequest>({
      query: ({ endpointId, ...data }) => ({
        url: `${OUTGOING}/endpoints/${endpointId}/replays`,
        method: 'POST',
        data,
      }),
      transformResponse: unwrap,
      invalidatesTags: ['IntegrationReplay', LIST],
    }),
    cancelIntegrationReplay: build.mutation<Replay, number>({
      query: (id) => ({ url: `${OUTGOING}/replays/${id}/cancel`, method: 'POST', data: {} }),
      transformResponse: unwrap,
      invalidatesTags: ['IntegrationReplay'],
    }),
  }),
});

export const {
  useGetIntegrationDeliveriesQuery,
  useGetIntegrationDeliveryQuery,
  useResendIntegrationDeliveryMutation,
  useTestIntegrationEndpointMutation,
  useSendIntegrationExampleMutation,
  useGetIntegrationReplaysQuery,
  usePreviewIntegrationReplayQuery,
  useStartIntegrationReplayMutation,
  useCancelIntegrationReplayMutation,
} = deliveriesApi;
