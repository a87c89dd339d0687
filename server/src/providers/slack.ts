import { slackConnector } from './connectors/slack';
import { matchedHeader, requiredHeader } from './headers';
import { identifier } from './event-fields';
import { fieldAt, readPayloadField } from './payload';
import { defineProvider } from './provider';
import { slackResources } from './resources/slack';
import { matchedHmac } from './signature';
import { slackAccess } from './slack-access';
import { currentTimestamp, momentOf } from './timestamp';
import { verificationSteps } from './verification';

const SIGNATURE = 'x-slack-signature';
const TIMESTAMP = 'x-slack-request-timestamp';
const NOTHING = { contentType: 'text/plain', body: '' };

/**
 * Events, slash commands and interactions of Slack. An interaction is a form with the JSON in its field `payload`, a slash
 * command a plain form. The `ssl_check` that Slack may send without a signature proves nothing and is refused like anything
 * unsigned.
 *
 * @see https://docs.slack.dev/authentication/verifying-requests-from-slack
 * @see https://docs.slack.dev/reference/events/url_verification
 */
export const slack = defineProvider({
  id: 'slack',
  name: 'Slack',
  access: slackAccess,
  connector: slackConnector,
  resources: slackResources,
  webhook: {
    verify: (request, { secrets, now }) =>
      verificationSteps((takeStep) => {
        const header = takeStep('header', requiredHeader(request, SIGNATURE));
        const timestamp = takeStep('header', requiredHeader(request, TIMESTAMP));
        const signature = takeStep(
          'format',
          matchedHeader(SIGNATURE, header, /^v0=([\da-f]{64})$/),
        );
        takeStep('timestamp', currentTimestamp(timestamp, now));
        const content = [`v0:${timestamp}:`, request.body];
        takeStep(
          'signature',
          matchedHmac(signature, secrets, { algorithm: 'sha256', content, encoding: 'hex' }),
        );
      }),
    payloads: (request) => readPayloadField(request, 'payload'),
    eventId: (payload) => identifier(fieldAt(payload, ['event_id'])),
    eventType: (payload) =>
      identifier(fieldAt(payload, ['event', 'type'])) ??
      identifier(fieldAt(payload, ['type'])) ??
      identifier(fieldAt(payload, ['command'])),
    occurredAt: (payload) => momentOf(fieldAt(payload, ['event_time'])),
    handshake(request) {
      const payload = readPayloadField(request, 'payload')?.[0];
      const challenge = fieldAt(payload, ['challenge']);
      if (fieldAt(payload, ['type']) === 'url_verification' && typeof challenge === 'string') {
        return { contentType: 'text/plain', body: challenge };
      }
      const isSslCheck = fieldAt(payload, ['ssl_check']) === '1';
      return isSslCheck ? NOTHING : null;
    },
    /**
     * Slack takes what is answered for a message or an instruction: a slash command posts it, and a dialog that was sent off
     * stays open with an error.
     */
    acknowledge: () => NOTHING,
  },
});
