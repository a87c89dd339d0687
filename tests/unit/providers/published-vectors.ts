import { genericHmac } from '../../../server/src/providers/generic-hmac';
import { github } from '../../../server/src/providers/github';
import type { Provider } from '../../../server/src/providers/provider';
import { shopify } from '../../../server/src/providers/shopify';
import { slack } from '../../../server/src/providers/slack';
import { standardWebhooks } from '../../../server/src/providers/standard-webhooks';
import { stripe } from '../../../server/src/providers/stripe';
import type { RequestParts, VerifyOptions } from '../../support/webhook-request';

export interface Vector extends RequestParts, Omit<VerifyOptions, 'secrets'> {
  secret: string;
  body: string;
  headers: Record<string, string>;
}

export type PublishedVector = [name: string, provider: Provider, vector: Vector];

const FORM = { 'content-type': 'application/x-www-form-urlencoded' };

const standardHeaders = (id: string, timestamp: number, signature: string) => ({
  'webhook-id': id,
  'webhook-timestamp': String(timestamp),
  'webhook-signature': signature,
});

const shopifyHeaders = (prefix: string) => ({
  [`${prefix}hmac-sha256`]: 'plW8VGqq0nDMIEhDqaNNW99asdUCy7EIqLZVcQwtAZ0=',
  [`${prefix}topic`]: 'orders/create',
  [`${prefix}shop-domain`]: 'shop.example',
  [`${prefix}api-version`]: '2026-10',
  [`${prefix}webhook-id`]: 'b54557e4-bdd9-4b37-8a5f-bf7d70bcd043',
  [`${prefix}event-id`]: '98880550-7158-44d4-b7cd-2c97c8a091b5',
});

const SLACK_BODY =
  'token=xyzz0WbapA4vBCDEFasx0q6G&team_id=T1DC2JH3J&team_domain=testteamnow&channel_id=G8PSS9T3V&channel_name=foobar&user_id=U2CERLKJA&user_name=roadrunner&command=%2Fwebhook-collect&text=&response_url=https%3A%2F%2Fhooks.slack.com%2Fcommands%2FT1DC2JH3J%2F397700885554%2F96rGlfmibIGlgcZRskXaIFfN&trigger_id=398738663015.47445629121.803a0bc887a14d10d2c447fce8b6703c';

/** What vendors print in their documentation and in the tests of their libraries. */
export const publishedVectors: PublishedVector[] = [
  [
    'Standard Webhooks, its specification',
    standardWebhooks,
    {
      secret: 'whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw',
      body: '{"test": 2432232314}',
      headers: standardHeaders(
        'msg_p5jXN8AQM9LWM0D4loKWxJek',
        1614265330,
        'v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=',
      ),
      now: 1614265330_000,
    },
  ],
  [
    'Standard Webhooks, its server',
    standardWebhooks,
    {
      secret: 'whsec_C2FVsBQIhrscChlQIMV+b5sSYspob7oD',
      body: '{"email":"test@example.com","username":"test_user"}',
      headers: standardHeaders(
        'msg_27UH4WbU6Z5A5EzD8u03UvzRbpk',
        1649367553,
        'v1,tZ1I4/hDygAJgO5TYxiSd6Sd0kDW6hPenDe+bTa3Kkw=',
      ),
      now: 1649367553_000,
    },
  ],
  [
    'Standard Webhooks, an 18 byte key',
    standardWebhooks,
    {
      secret: 'whsec_plJ3nmyCDGBKInavdOK15jsl',
      body: '{"event_type":"ping","data":{"success":true}}',
      headers: standardHeaders(
        'msg_loFOjxBNrRLzqYUf',
        1731705121,
        'v1,rAvfW3dJ/X/qxhsaXPOyyCGmRKsaKWcsNccKXlIktD0=',
      ),
      now: 1731705121_000,
    },
  ],
  [
    'Standard Webhooks, ed25519',
    standardWebhooks,
    {
      secret: 'whpk_1SiA4o9hyqTCpIqC5V9HUakiiaeACeqfZTInDBbOir4=',
      body: '{"test": 2432232314}',
      headers: standardHeaders(
        'msg_p5jXN8AQM9LWM0D4loKWxJek',
        1614265330,
        'v1a,hnO3f9T8Ytu9HwrXslvumlUpqtNVqkhqw/enGzPCXe5BdqzCInXqYXFymVJaA7AZdpXwVLPo3mNl8EM+m7TBAg==',
      ),
      now: 1614265330_000,
    },
  ],
  [
    'Stripe',
    stripe,
    {
      secret: 'whsec_test_secret',
      body: JSON.stringify({ id: 'evt_test_webhook', object: 'event' }, null, 2),
      headers: {
        'stripe-signature':
          't=1614265330,v1=af4ead0627a34a8cca29808e8de9ada8e41a92e6237c63cef6eacf51d36cca34',
      },
      now: 1614265330_000,
    },
  ],
  [
    'GitHub, its documentation',
    github,
    {
      secret: "It's a Secret to Everybody",
      body: 'Hello, World!',
      headers: {
        'x-hub-signature-256':
          'sha256=757107ea0eb2509fc211221cce984b8a37570b6d7586c22c46f4379c8b043e17',
      },
    },
  ],
  [
    'GitHub, its library',
    github,
    {
      secret: 'mysecret',
      body: '{"foo":"bar"}',
      headers: {
        'x-hub-signature-256':
          'sha256=4864d2759938a15468b5df9ade20bf161da9b4f737ea61794142f3484236bda3',
      },
    },
  ],
  [
    'GitHub, characters beyond ASCII and an escape that other JSON would write otherwise',
    github,
    {
      secret: 'development',
      body: String.raw`{"foo":"Foo\n\u001B[34mbar: ♥♥♥♥♥♥♥♥\nthis-is-lost\u001B[0m\u001B[2K"}`,
      headers: {
        'x-hub-signature-256':
          'sha256=afecc3caa27548bb90d51a50384cb2868b9a3327b4ad6a01c9bd4ed0f8b0b12c',
      },
    },
  ],
  [
    'GitHub, an escaped escape',
    github,
    {
      secret: 'development',
      body: String.raw`{"foo":"\\u001b"}`,
      headers: {
        'x-hub-signature-256':
          'sha256=6f8326efbacfbd04e870cea25b5652e635be8c9807f2fd5348ef60753c9e96ed',
      },
    },
  ],
  [
    'Shopify',
    shopify,
    { secret: 'shop-secret', body: '{"id":1}', headers: shopifyHeaders('x-shopify-') },
  ],
  [
    'Shopify Events',
    shopify,
    { secret: 'shop-secret', body: '{"id":1}', headers: shopifyHeaders('shopify-') },
  ],
  [
    'Slack',
    slack,
    {
      secret: '8f742231b10e8888abcd99yyyzzz85a5',
      body: SLACK_BODY,
      headers: {
        ...FORM,
        'x-slack-request-timestamp': '1531420618',
        'x-slack-signature': 'v0=a2114d57b48eac39b9ad189dd8316235a7b4a8d21a10bd27519666489c69b503',
      },
      now: 1531420618_000,
    },
  ],
  [
    'generic HMAC',
    genericHmac,
    {
      secret: 'test_secret',
      body: '{"obj1":"hello","obj2":"world"}',
      headers: {
        'x-signature': 'bebb1a643997f419b315ddba19e6f5411e1ce7f810ba6d3617ce72823092f363',
      },
      settings: { header: 'X-Signature' },
    },
  ],
  [
    'generic HMAC of an empty body',
    genericHmac,
    {
      secret: 'test_secret',
      body: '',
      headers: {
        'x-signature': 'f7f9bd47fb987337b5796fdc1fdb9ba221d0d5396814bfcaf9521f43fd8927fd',
      },
      settings: { header: 'X-Signature' },
    },
  ],
];
