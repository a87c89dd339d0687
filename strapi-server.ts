export { default } from './server/src';
// For providers and handlers of the site's own code.
export type {
  EventHandler,
  HandledEvent,
  HandlerContext,
} from './server/src/incoming/actions/handlers';
export { requiredHeader } from './server/src/providers/headers';
export {
  defineProvider,
  type Provider,
  type ProviderWebhook,
  type VerificationStep,
  type WebhookRequest,
} from './server/src/providers/provider';
export { matchedHmac } from './server/src/providers/signature';
export { currentTimestamp } from './server/src/providers/timestamp';
export { verificationSteps } from './server/src/providers/verification';
