import { stripeConnector } from './connectors/stripe';
import { requiredHeader } from './headers';
import { identifier } from './event-fields';
import { fieldAt, presentBody } from './payload';
import { defineProvider } from './provider';
import { stripeResources } from './resources/stripe';
import { matchedHmac } from './signature';
import { signatureList } from './signature-list';
import { stripeAccess } from './stripe-access';
import { currentTimestamp, momentOf } from './timestamp';
import { verificationSteps } from './verification';

const HEADER = 'stripe-signature';
const PARTS = { timestamp: 't', signature: 'v1' };

/**
 * Events of Stripe. The secret of an endpoint is used whole, with its `whsec_`, and signs the timestamp and the exact body.
 * During a rotation Stripe signs with both secrets, one `v1` each; `v0` is for its test events only and proves nothing.
 *
 * Stricter than the library of Stripe, which accepts any timestamp of the future, reads one out of digits with other
 * characters behind them, and of several takes the last.
 *
 * @see https://docs.stripe.com/webhooks/signature
 */
export const stripe = defineProvider({
  id: 'stripe',
  name: 'Stripe',
  access: stripeAccess,
  connector: stripeConnector,
  resources: stripeResources,
  webhook: {
    verify: (request, { secrets, now }) =>
      verificationSteps((takeStep) => {
        const header = takeStep('header', requiredHeader(request, HEADER));
        const { timestamp, signatures } = takeStep('format', signatureList(HEADER, header, PARTS));
        takeStep('timestamp', currentTimestamp(timestamp, now));
        takeStep('body', presentBody(request));
        const content = [`${timestamp}.`, request.body];
        takeStep(
          'signature',
          matchedHmac(signatures, secrets, { algorithm: 'sha256', content, encoding: 'hex' }),
        );
      }),
    eventId: (payload) => identifier(fieldAt(payload, ['id'])),
    eventType: (payload) => identifier(fieldAt(payload, ['type'])),
    occurredAt: (payload) => momentOf(fieldAt(payload, ['created'])),
    // Every text could sign, but only one of this kind does: an API key or the id of the endpoint is pasted by mistake.
    secretProblem: (secret) =>
      secret.startsWith('whsec_')
        ? null
        : 'Enter the signing secret of the event destination, which begins with whsec_.',
  },
});
