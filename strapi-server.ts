export { default } from './server/src';
// For providers, handlers and calls of the site's own code.
export type { ApiClient } from './server/src/http/client/api-client';
export { ApiError } from './server/src/http/client/api-error';
export type { ApiResponse, CallOptions, Interceptor } from './server/src/http/client/api-request';
export type { PageOptions } from './server/src/http/client/read-pages';
export type {
  EventHandler,
  HandledEvent,
  HandlerContext,
} from './server/src/incoming/actions/handlers';
export type { AccountAccess } from './server/src/providers/account-access';
export { requiredHeader } from './server/src/providers/headers';
export {
  defineProvider,
  type Provider,
  type ProviderWebhook,
  type VerificationStep,
  type WebhookReply,
  type WebhookRequest,
} from './server/src/providers/provider';
export { readPayload } from './server/src/providers/payload';
export {
  defineResource,
  type ParameterValues,
  type Resource,
  type ResourceField,
  type ResourceParameter,
} from './server/src/providers/resources/resource';
export { restResource, type RestResource } from './server/src/providers/resources/rest-resource';
export { isSame, matchedHmac, matchedSecret } from './server/src/providers/signature';
export { currentTimestamp } from './server/src/providers/timestamp';
export { verificationSteps } from './server/src/providers/verification';
