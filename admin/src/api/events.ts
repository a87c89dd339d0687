import type {
  Api,
  EventDetail,
  EventListItem,
  EventQuery,
  EventRun,
  KeysetMeta,
} from './incoming-contracts';
import { INCOMING, integrationApi, unwrap } from './base';

type EventRunRequest = Api['POST /sources/:id/runs']['body'] & { sourceId: number };

const LIST = { type: 'IntegrationEvent' as const, id: 'LIST' };
const tagsOf = (id: number) => [LIST, { type: 'IntegrationEvent' as const, id }];

const eventsApi = integrationApi.injectEndpoints({
  endpoints: (build) => ({
    getIntegrationEvents: build.query<{ data: EventListItem[]; meta: KeysetMeta }, EventQuery>({
      query: (params) => ({ url: `${INCOMING}/events`, config: { params } }),
      providesTags: [LIST],
    }),
    getIntegrationEventTypesOfAll: build.query<string[], void>({
      query: () => `${INCOMING}/event-types`,
      transformResponse: unwrap,
    }),
    getIntegrationEvent: build.query<EventDetail, number>({
      query: (id) => `${INCOMING}/events/${id}`,
      transformResponse: unwrap,
      providesTags: (_result, _error, id) => [{ type: 'IntegrationEvent', id }],
    }),
    replayIntegrationEvent: build.mutation<EventListItem, number>({
      query: (id) => ({ url: `${INCOMING}/events/${id}/replay`, method: 'POST', data: {} }),
      transformResponse: unwrap,
      invalidatesTags: (_result, _error, id) => tagsOf(id),
    }),
    discardIntegrationEvent: build.mutation<EventListItem, number>({
      query: (id) => ({ url: `${INCOMING}/events/${id}/discard`, method: 'POST', data: {} }),
      transformResponse: unwrap,
      invalidatesTags: (_result, _error, id) => tagsOf(id),
    }),
    getIntegrationEventRuns: build.query<EventRun[], number>({
      query: (sourceId) => `${INCOMING}/sources/${sourceId}/runs`,
      transformResponse: unwrap,
      providesTags: ['IntegrationEventRun'],
    }),
    previewIntegrationEventRun: build.query<{ count: number }, EventRunRequest>({
      query: ({ sourceId, ...data }) => ({
        url: `${INCOMING}/sources/${sourceId}/runs/preview`,
        method: 'POST',
        data,
      }),
      transformResponse: unwrap,
      keepUnusedDataFor: 0,
    }),
    startIntegrationEventRun: build.mutation<EventRun, EventRunRequest>({
      query: ({ sourceId, ...data }) => ({
        url: `${INCOMING}/sources/${sourceId}/runs`,
        method: 'POST',
        data,
      }),
      transformResponse: unwrap,
      invalidatesTags: ['IntegrationEventRun', LIST],
    }),
    cancelIntegrationEventRun: build.mutation<EventRun, number>({
      query: (id) => ({ url: `${INCOMING}/runs/${id}/cancel`, method: 'POST', data: {} }),
      transformResponse: unwrap,
      invalidatesTags: ['IntegrationEventRun'],
    }),
  }),
});

export const {
  useGetIntegrationEventsQuery,
  useLazyGetIntegrationEventsQuery,
  useGetIntegrationEventQuery,
  useGetIntegrationEventTypesOfAllQuery,
  useLazyGetIntegrationEventQuery,
  useReplayIntegrationEventMutation,
  useDiscardIntegrationEventMutation,
  useGetIntegrationEventRunsQuery,
  usePreviewIntegrationEventRunQuery,
  useStartIntegrationEventRunMutation,
  useCancelIntegrationEventRunMutation,
} = eventsApi;
