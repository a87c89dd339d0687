import { githubConnector } from './connectors/github';
import { matchedHeader, headerValue, requiredHeader } from './headers';
import { identifier } from './event-fields';
import { fieldAt, presentBody, readPayloadField } from './payload';
import { defineProvider } from './provider';
import { githubResources } from './resources/github';
import { matchedHmac } from './signature';
import { githubAccess } from './github-access';
import { verificationSteps } from './verification';

const HEADER = 'x-hub-signature-256';

/**
 * Webhooks of GitHub repositories, organisations and apps, as JSON or as a form with the JSON in its field `payload`. The
 * signature covers the exact body and no time, so that a replay is known only by the id of its delivery.
 *
 * @see https://docs.github.com/en/webhooks/using-webhooks/validating-webhook-deliveries
 * @see https://docs.github.com/en/webhooks/webhook-events-and-payloads#delivery-headers
 */
export const github = defineProvider({
  id: 'github',
  name: 'GitHub',
  access: githubAccess,
  connector: githubConnector,
  resources: githubResources,
  webhook: {
    verify: (request, { secrets }) =>
      verificationSteps((takeStep) => {
        const header = takeStep('header', requiredHeader(request, HEADER));
        const signature = takeStep(
          'format',
          matchedHeader(HEADER, header, /^sha256=([\da-f]{64})$/),
        );
        takeStep('body', presentBody(request));
        const content = [request.body];
        takeStep(
          'signature',
          matchedHmac(signature, secrets, { algorithm: 'sha256', content, encoding: 'hex' }),
        );
      }),
    payloads: (request) => readPayloadField(request, 'payload'),
    eventId: (_payload, request) => identifier(headerValue(request, 'x-github-delivery')),
    eventType(payload, request) {
      const event = identifier(headerValue(request, 'x-github-event'));
      const action = identifier(fieldAt(payload, ['action']));
      return event && action ? identifier(`${event}.${action}`) : event;
    },
  },
});
