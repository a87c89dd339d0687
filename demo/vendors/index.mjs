import { basicAuth } from './basic-auth.mjs';
import { genericHmac } from './generic-hmac.mjs';
import { github } from './github.mjs';
import { salesforce } from './salesforce.mjs';
import { shopify } from './shopify.mjs';
import { slack } from './slack.mjs';
import { standardWebhooks } from './standard-webhooks.mjs';
import { staticToken } from './static-token.mjs';
import { stripe } from './stripe.mjs';
import { twilio } from './twilio.mjs';

/**
 * The services of which the demo can send events. Each has
 *
 * - `id`: that of its provider, which is also the slug of its source in the demo,
 * - `name`, `secret`, and `settings` where a source of its provider has any,
 * - `signsBody`: whether a changed body is noticed,
 * - `events`: name → payload at a time (milliseconds since 1970); the name is the type that the panel shows,
 * - `effects`: what the demo's source does with an event, where it does more than keep it,
 * - `request(eventName, { url, secret, now })`: `{ url, method, headers, body }` of a new event, with a new id.
 */
export const vendors = [
  stripe,
  github,
  shopify,
  twilio,
  slack,
  salesforce,
  standardWebhooks,
  genericHmac,
  staticToken,
  basicAuth,
];
