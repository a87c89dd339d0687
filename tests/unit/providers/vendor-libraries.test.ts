import { sign as signForGithub, verify as verifyForGithub } from '@octokit/webhooks-methods';
import fc from 'fast-check';
import { Webhook as StandardWebhook } from 'standardwebhooks';
import Stripe from 'stripe';
import { Webhook as SvixWebhook } from 'svix';
import {
  getExpectedBodyHash,
  getExpectedTwilioSignature,
  validateRequest,
  validateRequestWithBody,
} from 'twilio/lib/webhooks/webhooks';

import { github } from '../../../server/src/providers/github';
import type { Provider } from '../../../server/src/providers/provider';
import { standardWebhooks } from '../../../server/src/providers/standard-webhooks';
import { stripe } from '../../../server/src/providers/stripe';
import { twilio } from '../../../server/src/providers/twilio';
import { isGenuine, verifyWith, type RequestParts } from '../../support/webhook-request';

const SECRET = 'whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw';
const ADDRESS = 'https://site.example/api/integration-builder/in/source';

/** What a library of a vendor signs, and whether it takes a request for genuine. */
interface VendorLibrary {
  provider: Provider;
  sign: (body: string) => RequestParts | Promise<RequestParts>;
  verify: (request: RequestParts & { body: string }) => unknown;
  /** Whether its verification parses what it verifies, so that it takes nothing but JSON. */
  isJsonOnly?: true;
}

const header = ({ headers = {} }: RequestParts, name: string) => String(headers[name]);
const seconds = () => Math.floor(Date.now() / 1000);

const libraries: Record<string, VendorLibrary> = {
  stripe: {
    provider: stripe,
    sign: (payload) => ({
      headers: {
        'stripe-signature': Stripe.webhooks.generateTestHeaderString({ payload, secret: SECRET }),
      },
    }),
    verify: (request) =>
      Stripe.webhooks.signature?.verifyHeader(
        request.body,
        header(request, 'stripe-signature'),
        SECRET,
        300,
      ) ?? false,
  },
  '@octokit/webhooks-methods': {
    provider: github,
    sign: async (body) => ({
      headers: { 'x-hub-signature-256': await signForGithub(SECRET, body) },
    }),
    verify: (request) =>
      verifyForGithub(SECRET, request.body, header(request, 'x-hub-signature-256')),
  },
  svix: {
    provider: standardWebhooks,
    sign: (body) => ({
      headers: {
        'svix-id': 'msg_1',
        'svix-timestamp': String(seconds()),
        'svix-signature': new SvixWebhook(SECRET).sign('msg_1', new Date(), body),
      },
    }),
    isJsonOnly: true,
    verify: ({ body, headers }) => [
      new SvixWebhook(SECRET).verify(body, headers as Record<string, string>),
    ],
  },
  standardwebhooks: {
    provider: standardWebhooks,
    sign: (body) => ({
      headers: {
        'webhook-id': 'msg_1',
        'webhook-timestamp': String(seconds()),
        'webhook-signature': new StandardWebhook(SECRET).sign('msg_1', new Date(), body),
      },
    }),
    isJsonOnly: true,
    verify: ({ body, headers }) => [
      new StandardWebhook(SECRET).verify(body, headers as Record<string, string>),
    ],
  },
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
    verify: (request) =>
      validateRequestWithBody(
        SECRET,
        header(request, 'x-twilio-signature'),
        request.url ?? ADDRESS,
        request.body,
      ),
  },
};

async function isAcceptedBy({ verify }: VendorLibrary, request: RequestParts & { body: string }) {
  try {
    return (await verify(request)) !== false;
  } catch {
    return false;
  }
}

const isAcceptedByUs = ({ provider }: VendorLibrary, request: RequestParts) =>
  isGenuine(verifyWith(provider, request, { secrets: [SECRET] }));

/** JSON, and where a library takes it, whatever else a sender may post. */
const bodiesFor = ({ isJsonOnly }: VendorLibrary) =>
  isJsonOnly ? fc.json() : fc.oneof(fc.json(), fc.string({ unit: 'grapheme', minLength: 1 }));

describe.each(Object.entries(libraries))('what the library %s', (_name, library) => {
  const bodies = bodiesFor(library);

  it('signs is accepted', async () => {
    await fc.assert(
      fc.asyncProperty(bodies, async (body) => {
        const request = { ...(await library.sign(body)), body };
        expect(await isAcceptedBy(library, request)).toBe(true);
        expect(isAcceptedByUs(library, request)).toBe(true);
      }),
    );
  });

  it('refuses is refused, and neither takes a changed body', async () => {
    await fc.assert(
      fc.asyncProperty(bodies, fc.nat(), fc.integer({ min: 1, max: 127 }), async (body, n, xor) => {
        const signed = await library.sign(body);
        const bytes = Buffer.from(body);
        bytes[n % bytes.length]! ^= xor;
        const changed = bytes.toString();
        fc.pre(changed !== body);
        const request = { ...signed, body: changed };
        expect(await isAcceptedBy(library, request)).toBe(false);
        expect(isAcceptedByUs(library, { ...signed, body: bytes })).toBe(false);
      }),
    );
  });

  it('says of a changed header is what we say', async () => {
    const anyText = fc.string({
      unit: fc.integer({ min: 0x20, max: 0x7e }).map((c) => String.fromCharCode(c)),
    });
    await fc.assert(
      fc.asyncProperty(bodies, fc.nat(), anyText, async (body, n, text) => {
        const { headers = {}, ...signed } = await library.sign(body);
        const names = Object.keys(headers);
        const name = names[n % names.length] ?? '';
        const request = { ...signed, headers: { ...headers, [name]: text }, body };
        // Stricter is allowed where a library trims or skips; more lenient never.
        if (!(await isAcceptedBy(library, request)) && name !== 'content-type') {
          expect(isAcceptedByUs(library, request)).toBe(false);
        }
      }),
    );
  });
});

describe('a form that the library twilio', () => {
  const names = fc.stringMatching(/^[A-Za-z.]{1,20}$/);
  const values = fc.string({ unit: 'grapheme' });
  const forms = fc.array(fc.tuple(names, values), { minLength: 1, maxLength: 20 });
  const queries = fc.array(fc.tuple(names, values), { maxLength: 3 });

  const paramsOf = (pairs: [string, string][]) => {
    const params = new Map<string, string[]>();
    for (const [name, value] of pairs) params.set(name, [...(params.get(name) ?? []), value]);
    return Object.fromEntries(params);
  };

  it('signs is accepted, with a query and with a port too', () => {
    fc.assert(
      fc.property(forms, queries, fc.constantFrom('', ':443', ':1337'), (pairs, query, port) => {
        const search = query.length > 0 ? `?${new URLSearchParams(query)}` : '';
        const url = `https://site.example${port}/in/source${search}`;
        const signature = getExpectedTwilioSignature(SECRET, url, paramsOf(pairs));
        const request = {
          url,
          body: new URLSearchParams(pairs).toString(),
          headers: {
            'content-type': 'application/x-www-form-urlencoded; charset=utf-8',
            'x-twilio-signature': signature,
          },
        };
        expect(validateRequest(SECRET, signature, url, paramsOf(pairs))).toBe(true);
        expect(isGenuine(verifyWith(twilio, request, { secrets: [SECRET] }))).toBe(true);
      }),
    );
  });

  it('refuses is refused', () => {
    fc.assert(
      fc.property(forms, fc.nat(), values, (pairs, n, value) => {
        const signature = getExpectedTwilioSignature(SECRET, ADDRESS, paramsOf(pairs));
        const changed = pairs.map(([name, old], at): [string, string] => [
          name,
          at === n % pairs.length ? value : old,
        ]);
        const request = {
          url: ADDRESS,
          body: new URLSearchParams(changed).toString(),
          headers: {
            'content-type': 'application/x-www-form-urlencoded',
            'x-twilio-signature': signature,
          },
        };
        const theirs = validateRequest(SECRET, signature, ADDRESS, paramsOf(changed));
        expect(isGenuine(verifyWith(twilio, request, { secrets: [SECRET] }))).toBe(theirs);
      }),
    );
  });
});
