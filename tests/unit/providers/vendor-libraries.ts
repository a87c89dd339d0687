import { createHmac } from 'node:crypto';

import { sign as signForGithub, verify as verifyForGithub } from '@octokit/webhooks-methods';
import { shopifyApi, type ApiVersion } from '@shopify/shopify-api';
import '@shopify/shopify-api/adapters/node';
import { isValidSlackRequest } from '@slack/bolt';
import { Webhook as StandardWebhook } from 'standardwebhooks';
import Stripe from 'stripe';
import { Webhook as SvixWebhook } from 'svix';
import {
  getExpectedBodyHash,
  getExpectedTwilioSignature,
  validateRequestWithBody,
} from 'twilio/lib/webhooks/webhooks';

import { github } from '../../../server/src/providers/github';
import type { Provider } from '../../../server/src/providers/provider';
import { shopify } from '../../../server/src/providers/shopify';
import { slack } from '../../../server/src/providers/slack';
import { standardWebhooks } from '../../../server/src/providers/standard-webhooks';
import { stripe } from '../../../server/src/providers/stripe';
import { twilio } from '../../../server/src/providers/twilio';
import type { RequestParts } from '../../support/webhook-request';

export interface LibraryRequest extends RequestParts {
  headers: Record<string, string>;
  body: string;
}

/** What a library of a vendor signs, and whether it takes a request for genuine now. */
export interface VendorLibrary {
  provider: Provider;
  /** By the library itself; for Slack and Shopify, whose libraries only verify, by node:crypto. */
  sign: (
    body: string,
    at: Date,
  ) => Omit<LibraryRequest, 'body'> | Promise<Omit<LibraryRequest, 'body'>>;
  /** Throws, or gives false, for what is not genuine. */
  verify: (request: LibraryRequest) => unknown;
  /** Whether its verification parses what it verifies, so that it takes nothing but JSON. */
  isJsonOnly?: true;
  /** What we refuse a header for that the library lets pass. */
  stricterOn: string[];
  /** Which times the library checks; none without it. */
  times?: 'old' | 'old and future';
}

export const SECRET = 'whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw';
const ADDRESS = 'https://site.example/api/integration-builder/in/source';

const secondsOf = (at: Date) => Math.floor(at.getTime() / 1000);

type StandardLibrary = Pick<StandardWebhook, 'sign' | 'verify'>;

const standardLibrary = (library: StandardLibrary, prefix: string): VendorLibrary => ({
  provider: standardWebhooks,
  sign: (body, at) => ({
    headers: {
      [`${prefix}id`]: 'msg_1',
      [`${prefix}timestamp`]: String(secondsOf(at)),
      [`${prefix}signature`]: library.sign('msg_1', at, body),
    },
  }),
  // In a list, for it gives back what it has parsed, which may be false.
  verify: ({ body, headers }) => [library.verify(body, headers)],
  isJsonOnly: true,
  // Of a time it takes the digits that it begins with, and of a signature what stands before a second comma.
  stricterOn: ['header-malformed', 'timestamp-malformed', 'signature-differs'],
  times: 'old and future',
});

export const ofShopify = shopifyApi({
  apiKey: 'key',
  apiSecretKey: SECRET,
  apiVersion: '2026-01' as ApiVersion,
  hostName: 'site.example',
  isEmbeddedApp: false,
  logger: { level: 0 },
});

const shopifyLibrary = (prefix: string): VendorLibrary => ({
  provider: shopify,
  sign: (body) => ({
    headers: {
      [`${prefix}hmac-sha256`]: createHmac('sha256', SECRET).update(body).digest('base64'),
      [`${prefix}topic`]: 'orders/create',
      [`${prefix}shop-domain`]: 'shop.example',
      [`${prefix}api-version`]: '2026-10',
      [`${prefix}webhook-id`]: 'w-1',
      // Newer versions of the library do without.
      [`${prefix}event-id`]: 'e-1',
    },
  }),
  verify: async ({ body, headers }) => {
    const rawRequest = { method: 'POST', url: '/', headers };
    return (await ofShopify.webhooks.validate({ rawBody: body, rawRequest, rawResponse: {} }))
      .valid;
  },
  stricterOn: [],
});

export const vendorLibraries: Record<string, VendorLibrary> = {
  stripe: {
    provider: stripe,
    sign: (payload, at) => ({
      headers: {
        'stripe-signature': Stripe.webhooks.generateTestHeaderString({
          payload,
          secret: SECRET,
          timestamp: secondsOf(at),
        }),
      },
    }),
    verify: ({ body, headers }) =>
      Stripe.webhooks.signature?.verifyHeader(body, headers['stripe-signature'] ?? '', SECRET, 300),
    // Of several times it takes the last, and of a time the digits that it begins with.
    stricterOn: [
      'header-malformed',
      'timestamp-malformed',
      'timestamp-future',
      'signature-differs',
    ],
    times: 'old',
  },
  '@octokit/webhooks-methods': {
    provider: github,
    sign: async (body) => ({
      headers: { 'x-hub-signature-256': await signForGithub(SECRET, body) },
    }),
    verify: ({ body, headers }) =>
      verifyForGithub(SECRET, body, headers['x-hub-signature-256'] ?? ''),
    stricterOn: [],
  },
  '@shopify/shopify-api': shopifyLibrary('x-shopify-'),
  '@shopify/shopify-api, Events': shopifyLibrary('shopify-'),
  'twilio, JSON': {
    provider: twilio,
    sign(body) {
      const url = `${ADDRESS}?bodySHA256=${getExpectedBodyHash(body)}`;
      return {
        url,
        headers: {
          'content-type': 'application/json',
          'x-twilio-signature': getExpectedTwilioSignature(SECRET, url, {}),
        },
      };
    },
    verify: ({ url = '', body, headers }) =>
      validateRequestWithBody(SECRET, headers['x-twilio-signature'] ?? '', url, body),
    stricterOn: [],
  },
  '@slack/bolt': {
    provider: slack,
    sign(body, at) {
      const content = `v0:${secondsOf(at)}:${body}`;
      return {
        headers: {
          'x-slack-request-timestamp': String(secondsOf(at)),
          'x-slack-signature': `v0=${createHmac('sha256', SECRET).update(content).digest('hex')}`,
        },
      };
    },
    verify: ({ body, headers }) =>
      isValidSlackRequest({
        signingSecret: SECRET,
        body,
        headers: {
          'x-slack-signature': headers['x-slack-signature'] ?? '',
          'x-slack-request-timestamp': Number(headers['x-slack-request-timestamp']),
        },
      }),
    // Of a signature it takes what stands before a second equals sign, and of a time whatever is the same number.
    stricterOn: [
      'header-malformed',
      'timestamp-malformed',
      'timestamp-future',
      'signature-differs',
    ],
    times: 'old',
  },
  svix: standardLibrary(new SvixWebhook(SECRET), 'svix-'),
  standardwebhooks: standardLibrary(new StandardWebhook(SECRET), 'webhook-'),
};
