import { randomUUID } from 'node:crypto';

import { getExpectedBodyHash, getExpectedTwilioSignature } from 'twilio/lib/webhooks/webhooks.js';

import { access } from './access.mjs';
import { randomHexId } from './random-id.mjs';

const ACCOUNT = 'ACdem0dem0dem0dem0dem0dem0dem00000';
const SHOP = '+15550100100';
const CUSTOMER = '+15550100142';

const message = (status, fields) => ({
  ApiVersion: '2010-04-01',
  AccountSid: ACCOUNT,
  MessageSid: randomHexId('SM', 32),
  SmsStatus: status,
  ...fields,
});

/** CloudEvents, of which Event Streams send several at once. */
const delivered = (now) => ({
  specversion: '1.0',
  type: 'com.twilio.messaging.message.delivered',
  source: `/2010-04-01/Accounts/${ACCOUNT}/Messages/${randomHexId('SM', 32)}.json`,
  id: randomHexId('EZ', 32),
  dataschema: 'https://events-schemas.twilio.com/Messaging.MessageStatus/3',
  datacontenttype: 'application/json',
  time: new Date(now).toISOString(),
  data: { accountSid: ACCOUNT, from: SHOP, to: CUSTOMER, messageStatus: 'DELIVERED' },
});

/** Messages and calls as forms, Event Streams as a list in JSON; signed by the library of Twilio. */
export const twilio = {
  id: 'twilio',
  ...access.twilio,
  signsBody: true,
  events: {
    'message.received': () =>
      message('received', {
        From: CUSTOMER,
        To: SHOP,
        Body: 'Is the mug back in stock? – Inês',
        NumMedia: '0',
        NumSegments: '1',
      }),
    'message.delivered': () =>
      message('delivered', { MessageStatus: 'delivered', From: SHOP, To: CUSTOMER }),
    'call.completed': () => ({
      ApiVersion: '2010-04-01',
      AccountSid: ACCOUNT,
      CallSid: randomHexId('CA', 32),
      CallStatus: 'completed',
      Direction: 'inbound',
      From: CUSTOMER,
      To: SHOP,
      CallDuration: '42',
    }),
    'com.twilio.messaging.message.delivered': (now) => [delivered(now), delivered(now)],
  },

  request(eventName, { url, secret, now }) {
    const payload = this.events[eventName](now);
    return Array.isArray(payload)
      ? jsonRequest(payload, { url, secret })
      : formRequest(payload, { url, secret });
  },
};

function formRequest(fields, { url, secret }) {
  return {
    url,
    method: 'POST',
    headers: {
      ...commonHeaders(secret, url, fields),
      'Content-Type': 'application/x-www-form-urlencoded; charset=UTF-8',
    },
    body: new URLSearchParams(fields).toString(),
  };
}

/** What is no form is signed by its digest in the address. */
function jsonRequest(payload, { url, secret }) {
  const body = JSON.stringify(payload);
  const address = new URL(url);
  address.searchParams.set('bodySHA256', getExpectedBodyHash(body));
  return {
    url: address.href,
    method: 'POST',
    headers: {
      ...commonHeaders(secret, address.href, {}),
      'Content-Type': 'application/json; charset=UTF-8',
    },
    body,
  };
}

function commonHeaders(secret, url, fields) {
  return {
    Accept: '*/*',
    'User-Agent': 'TwilioProxy/1.1',
    'I-Twilio-Idempotency-Token': randomUUID(),
    'X-Twilio-Signature': getExpectedTwilioSignature(secret, url, fields),
  };
}
