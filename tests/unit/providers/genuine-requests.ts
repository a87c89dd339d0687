import { createHash, createHmac, generateKeyPairSync, sign, type KeyObject } from 'node:crypto';

import { basicAuth } from '../../../server/src/providers/basic-auth';
import { genericHmac } from '../../../server/src/providers/generic-hmac';
import { github } from '../../../server/src/providers/github';
import type { Provider } from '../../../server/src/providers/provider';
import { salesforce } from '../../../server/src/providers/salesforce';
import { shopify } from '../../../server/src/providers/shopify';
import { slack } from '../../../server/src/providers/slack';
import { standardWebhooks } from '../../../server/src/providers/standard-webhooks';
import { staticToken } from '../../../server/src/providers/static-token';
import { stripe } from '../../../server/src/providers/stripe';
import { twilio } from '../../../server/src/providers/twilio';
import type { RequestParts, VerifyOptions } from '../../support/webhook-request';

/** A body, signed by node:crypto as the documentation of the service says, and what it takes to verify it. */
export interface GenuineRequest extends RequestParts, VerifyOptions {
  provider: Provider;
  headers: Record<string, string>;
  body: string;
  now: number;
  /** The headers that hold the signature and what is signed besides the body. */
  signing: string[];
}

export const NOW = 1_700_000_000_000;
export const JSON_BODY = '{"a": [1, 2.50, "ü"]}';
export const FORM_BODY = 'Body=caf%C3%A9+%26+tea&From=%2B14158675309';
const ADDRESS = 'https://site.example/api/integration-builder/in/source';
const ORGANIZATION = '00D000000000062EAA';
const SECONDS = String(NOW / 1000);

export const SECRET = 'whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw';
const KEY = Buffer.from(SECRET.slice('whsec_'.length), 'base64');

const hmac = (content: string, key: string | Buffer = SECRET, algorithm = 'sha256') =>
  createHmac(algorithm, key).update(content);
const common = { secrets: [SECRET], now: NOW };

const { publicKey, privateKey } = generateKeyPairSync('ed25519');
const publicSecret = (key: KeyObject) =>
  `whpk_${Buffer.from(key.export({ format: 'jwk' }).x ?? '', 'base64url').toString('base64')}`;

const standardHeaders = (signature: string) => ({
  'webhook-id': 'msg_1',
  'webhook-timestamp': SECONDS,
  'webhook-signature': signature,
});

const shopifyRequest = (prefix: string) => (body: string) => ({
  ...common,
  provider: shopify,
  body,
  signing: [`${prefix}hmac-sha256`],
  headers: {
    [`${prefix}hmac-sha256`]: hmac(body).digest('base64'),
    [`${prefix}topic`]: 'orders/create',
    [`${prefix}shop-domain`]: 'shop.example',
    [`${prefix}api-version`]: '2026-10',
    [`${prefix}webhook-id`]: 'w-1',
    [`${prefix}event-id`]: 'e-1',
  },
});

/** By the way of signing. Each signs the exact bytes of its body. */
export const signExactBytes: Record<string, (body: string) => GenuineRequest> = {
  Stripe: (body) => ({
    ...common,
    provider: stripe,
    body,
    signing: ['stripe-signature'],
    headers: {
      'stripe-signature': `t=${SECONDS},v1=${hmac(`${SECONDS}.${body}`).digest('hex')}`,
    },
  }),
  GitHub: (body) => ({
    ...common,
    provider: github,
    body,
    signing: ['x-hub-signature-256'],
    headers: { 'x-hub-signature-256': `sha256=${hmac(body).digest('hex')}` },
  }),
  Shopify: shopifyRequest('x-shopify-'),
  'Shopify Events': shopifyRequest('shopify-'),
  'Twilio, JSON': (body) => {
    const url = `${ADDRESS}?bodySHA256=${createHash('sha256').update(body).digest('hex')}`;
    return {
      ...common,
      provider: twilio,
      url,
      body,
      signing: ['x-twilio-signature'],
      headers: {
        'content-type': 'application/json',
        'x-twilio-signature': hmac(url, SECRET, 'sha1').digest('base64'),
      },
    };
  },
  Slack: (body) => ({
    ...common,
    provider: slack,
    body,
    signing: ['x-slack-request-timestamp', 'x-slack-signature'],
    headers: {
      'x-slack-request-timestamp': SECONDS,
      'x-slack-signature': `v0=${hmac(`v0:${SECONDS}:${body}`).digest('hex')}`,
    },
  }),
  'Standard Webhooks': (body) => ({
    ...common,
    provider: standardWebhooks,
    body,
    signing: ['webhook-id', 'webhook-timestamp', 'webhook-signature'],
    headers: standardHeaders(`v1,${hmac(`msg_1.${SECONDS}.${body}`, KEY).digest('base64')}`),
  }),
  'Standard Webhooks, ed25519': (body) => ({
    ...common,
    secrets: [publicSecret(publicKey)],
    provider: standardWebhooks,
    body,
    signing: ['webhook-id', 'webhook-timestamp', 'webhook-signature'],
    headers: standardHeaders(
      `v1a,${sign(null, Buffer.from(`msg_1.${SECONDS}.${body}`), privateKey).toString('base64')}`,
    ),
  }),
  'generic HMAC': (body) => ({
    ...common,
    provider: genericHmac,
    settings: {
      header: 'x-signature',
      encoding: 'base64',
      timestampHeader: 'x-time',
      idHeader: 'x-id',
      signedContent: '{id}.{timestamp},{body}',
    },
    body,
    signing: ['x-id', 'x-time', 'x-signature'],
    headers: {
      'x-id': 'id-1',
      'x-time': SECONDS,
      'x-signature': hmac(`id-1.${SECONDS},${body}`).digest('base64'),
    },
  }),
  'generic HMAC, in a list': (body) => ({
    ...common,
    provider: genericHmac,
    settings: {
      header: 'x-signature',
      encoding: 'base64',
      timestampPart: 't',
      signaturePart: 'v1',
      signedContent: '{timestamp}.{body}',
    },
    body,
    signing: ['x-signature'],
    headers: {
      'x-signature': `t=${SECONDS},v1=${hmac(`${SECONDS}.${body}`).digest('base64')}`,
    },
  }),
};

/** Signs the fields that the form holds, whatever its spelling. */
export function signForm(body: string): GenuineRequest {
  const pairs = [...new Map(new URLSearchParams(body))].sort(([a], [b]) => (a < b ? -1 : 1));
  return {
    ...common,
    provider: twilio,
    url: ADDRESS,
    body,
    signing: ['x-twilio-signature'],
    headers: {
      'content-type': 'application/x-www-form-urlencoded',
      'x-twilio-signature': hmac(ADDRESS + pairs.flat().join(''), SECRET, 'sha1').digest('base64'),
    },
  };
}

/** What proves the sender and nothing about the body. */
export const unsigned: Record<string, GenuineRequest> = {
  Salesforce: {
    provider: salesforce,
    secrets: [ORGANIZATION],
    now: NOW,
    signing: [],
    headers: { 'content-type': 'text/xml' },
    body: `<Envelope><Body><notifications><OrganizationId>${ORGANIZATION}</OrganizationId><Notification><Id>1</Id></Notification></notifications></Body></Envelope>`,
  },
  'a static token': {
    ...common,
    provider: staticToken,
    settings: { header: 'X-Token', prefix: '' },
    signing: ['x-token'],
    headers: { 'x-token': SECRET },
    body: JSON_BODY,
  },
  'basic auth': {
    provider: basicAuth,
    secrets: ['user:pass'],
    now: NOW,
    signing: ['authorization'],
    headers: { authorization: `Basic ${Buffer.from('user:pass').toString('base64')}` },
    body: JSON_BODY,
  },
};

/** One of each way in which a request can be genuine. */
export const genuineRequests: [name: string, request: GenuineRequest][] = [
  ...Object.entries(signExactBytes).map(([name, signed]): [string, GenuineRequest] => [
    name,
    signed(JSON_BODY),
  ]),
  ['Twilio, a form', signForm(FORM_BODY)],
  ...Object.entries(unsigned),
];
