import { shopifyConnector } from './connectors/shopify';
import { headerValue, matchedHeader, requiredHeader } from './headers';
import { identifier } from './event-fields';
import { presentBody } from './payload';
import { defineProvider, type WebhookRequest } from './provider';
import { shopifyResources } from './resources/shopify';
import { matchedHmac } from './signature';
import { shopifyAccess } from './shopify-access';
import { momentOf } from './timestamp';
import { verificationSteps } from './verification';

/** Without one of these the library of Shopify takes no delivery, however it is signed. */
const REQUIRED = ['topic', 'shop-domain', 'api-version', 'webhook-id'];

/**
 * Webhooks of Shopify and its newer Events, which are signed alike and differ in the names of their headers: `X-Shopify-…`
 * and `Shopify-…`. Where both are sent, those of Events count, as in the library of Shopify. The signature covers the exact
 * body and no time, so that a replay is known only by its id.
 *
 * @see https://shopify.dev/docs/apps/build/webhooks/verify-deliveries
 * @see https://shopify.dev/docs/apps/build/events/verify-deliveries
 */
export const shopify = defineProvider({
  id: 'shopify',
  name: 'Shopify',
  access: shopifyAccess,
  connector: shopifyConnector,
  resources: shopifyResources,
  webhook: {
    verify: (request, { secrets }) =>
      verificationSteps((takeStep) => {
        const prefix = prefixOf(request);
        const header = takeStep('header', requiredHeader(request, `${prefix}hmac-sha256`));
        for (const name of REQUIRED) {
          takeStep('header', requiredHeader(request, prefix + name));
        }
        const signature = takeStep(
          'format',
          matchedHeader(`${prefix}hmac-sha256`, header, /^([A-Za-z\d+/]{43}=)$/),
        );
        takeStep('body', presentBody(request));
        const content = [request.body];
        takeStep(
          'signature',
          matchedHmac(signature, secrets, { algorithm: 'sha256', content, encoding: 'base64' }),
        );
      }),
    eventId: (_payload, request) =>
      identifier(familyValue(request, 'webhook-id') ?? familyValue(request, 'event-id')),
    eventType(_payload, request) {
      const topic = identifier(familyValue(request, 'topic'));
      // The topic of a webhook names the action: orders/create. Events have a header for it.
      const action = identifier(familyValue(request, 'action'));
      return topic && action ? identifier(`${topic}/${action}`) : topic;
    },
    occurredAt: (_payload, request) => momentOf(familyValue(request, 'triggered-at')),
  },
});

function prefixOf(request: WebhookRequest): string {
  return request.headers.has('shopify-hmac-sha256') ? 'shopify-' : 'x-shopify-';
}

function familyValue(request: WebhookRequest, name: string): string | null {
  return headerValue(request, prefixOf(request) + name);
}
