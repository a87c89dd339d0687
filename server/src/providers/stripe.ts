import { stripeConnector } from './connectors/stripe';
import { malformedHeader, requiredHeader } from './headers';
import { identifier } from './event-fields';
import { fieldAt, presentBody } from './payload';
import { defineProvider } from './provider';
import { hmac, isSame, matchedSecret } from './signature';
import { stripeAccess } from './stripe-access';
import { currentTimestamp, momentOf } from './timestamp';
import { type Checked, verificationSteps } from './verification';

const HEADER = 'stripe-signature';

interface SignatureHeader {
  timestamp: string;
  signatures: string[];
}

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
  webhook: {
    verify: (request, { secrets, now }) =>
      verificationSteps((takeStep) => {
        const header = takeStep('header', requiredHeader(request, HEADER));
        const { timestamp, signatures } = takeStep('format', parseSignatureHeader(header));
        takeStep('timestamp', currentTimestamp(timestamp, now));
        takeStep('body', presentBody(request));
        const content = [`${timestamp}.`, request.body];
        takeStep(
          'signature',
          matchedSecret(secrets, (key) => {
            const expected = hmac({ algorithm: 'sha256', key, content, encoding: 'hex' });
            return signatures.map((signature) => isSame(signature, expected)).includes(true);
          }),
        );
      }),
    eventId: (payload) => identifier(fieldAt(payload, ['id'])),
    eventType: (payload) => identifier(fieldAt(payload, ['type'])),
    occurredAt: (payload) => momentOf(fieldAt(payload, ['created'])),
  },
});

/** `t=1492774577,v1=5257a8…,v1=…`: one time, and at least one signature, none of them empty. */
function parseSignatureHeader(header: string): Checked<SignatureHeader> {
  const items = header.split(',').map((item) => item.split('='));
  const valuesOf = (name: string) =>
    items.filter(([key]) => key === name).map(([, ...value]) => value.join('='));
  const [timestamp, ...otherTimestamps] = valuesOf('t');
  const signatures = valuesOf('v1');
  const isReadable = signatures.length > 0 && !signatures.includes('');
  if (timestamp === undefined || otherTimestamps.length > 0 || !isReadable) {
    return malformedHeader(HEADER);
  }
  return { value: { timestamp, signatures } };
}
