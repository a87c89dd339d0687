import type { SystemStatus } from './connection-contracts';
import type { Api, ContentTypeInfo, EventTypeInfo } from './outgoing-contracts';
import { type CONNECTIONS, type INCOMING, integrationApi, OUTGOING, unwrap } from './base';

const catalogueApi = integrationApi.injectEndpoints({
  endpoints: (build) => ({
    getIntegrationEventTypes: build.query<EventTypeInfo[], void>({
      query: () => `${OUTGOING}/event-types`,
      transformResponse: unwrap,
    }),
    getIntegrationContentTypes: build.query<ContentTypeInfo[], void>({
      query: () => `${OUTGOING}/content-types`,
      transformResponse: unwrap,
    }),
    previewIntegrationPayload: build.query<
      { payload: string },
      Api['POST /payload-preview']['body']
    >({
      query: (data) => ({ url: `${OUTGOING}/payload-preview`, method: 'POST', data }),
      transformResponse: unwrap,
    }),
    getIntegrationOpenApi: build.query<Api['GET /event-types/openapi']['response'], void>({
      query: () => `${OUTGOING}/event-types/openapi`,
    }),
    /** The same from each feature, each of which takes a right of its own. */
    getIntegrationStatus: build.query<
      SystemStatus,
      typeof OUTGOING | typeof INCOMING | typeof CONNECTIONS
    >({
      query: (feature) => `${feature}/status`,
      transformResponse: unwrap,
    }),
  }),
});

export const {
  useGetIntegrationEventTypesQuery,
  useGetIntegrationContentTypesQuery,
  usePreviewIntegrationPayloadQuery,
  useGetIntegrationStatusQuery,
  useLazyGetIntegrationOpenApiQuery,
} = catalogueApi;
