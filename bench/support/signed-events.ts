import { createHmac } from 'node:crypto';

import type { ActionInput, SourceInput } from '../../server/src/incoming/contracts';

const SLUG = 'bench';
const SECRET = 'whsec_of_the_benchmarks_0123456789';
const DESCRIPTION = 'What a product is good for, told in some words. '.repeat(11);

/** The source that all events are posted to: one of Stripe, with no limit that a benchmark could reach. */
export const sourceWith = (actions: ActionInput[]): SourceInput => ({
  name: 'Benchmark',
  slug: SLUG,
  provider: 'stripe',
  secret: SECRET,
  rateLimit: 100_000,
  actions,
});

export const RECEIVE_PATH = `/api/integration-builder/in/${SLUG}`;

export const eventIdOf = (n: number): string => `evt_bench_${n}`;
/** What the event says of its product. */
export const productName = (n: number): string => `Product as of event ${n}`;

/** An event as Stripe sends it, about 1 KB, the same bytes whenever it is asked for. `n` is its number. */
export function eventBody(n: number, product: number): string {
  return JSON.stringify({
    id: eventIdOf(n),
    object: 'event',
    api_version: '2025-09-30.clover',
    created: 1_767_225_600 + n,
    data: {
      object: {
        id: `prod_bench_${product}`,
        object: 'product',
        active: true,
        created: 1_767_225_600,
        description: DESCRIPTION,
        images: [],
        livemode: false,
        metadata: { number: String(product) },
        name: productName(n),
        type: 'service',
        updated: 1_767_225_600 + n,
      },
    },
    livemode: false,
    pending_webhooks: 1,
    request: { id: `req_bench_${n}`, idempotency_key: null },
    type: 'product.updated',
  });
}

/** Headers of a body that is sent now. */
export function signedHeaders(body: string, secret = SECRET): Record<string, string> {
  const timestamp = Math.floor(Date.now() / 1000);
  const signature = createHmac('sha256', secret).update(`${timestamp}.${body}`).digest('hex');
  return {
    'content-type': 'application/json; charset=utf-8',
    'user-agent': 'Stripe/1.0 (+https://stripe.com/docs/webhooks)',
    'stripe-signature': `t=${timestamp},v1=${signature}`,
  };
}
