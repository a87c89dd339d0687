import type {
  Api,
  EventListItem,
  EventState,
  Source,
  SourceInput,
} from '../../../server/src/incoming/contracts';
import type { DemoStrapi } from '../../support/demo-strapi';
import type { HttpClient } from '../../support/http-client';
import { aSource, INCOMING, post } from '../../support/incoming';
import { eventually } from '../../support/outgoing';
import {
  vendorEvents,
  type VendorEvent,
  type VendorRequest,
} from '../../support/vendor-events/vendor-events';

/** Creates a source as an administrator would. */
export async function sourceWith(
  http: HttpClient,
  input: Partial<SourceInput> = {},
): Promise<Source> {
  const response = await http.post(`${INCOMING}/sources`).send(aSource(input)).expect(201);
  return (response.body as Api['POST /sources']['response']).data;
}

/** Changes what a source does with its events. */
export async function setActions(
  http: HttpClient,
  sourceId: number,
  actions: SourceInput['actions'],
): Promise<void> {
  await http.put(`${INCOMING}/sources/${sourceId}`).send({ actions }).expect(200);
}

/** A new event of the demo's Stripe, for any source that has its secret. */
export function stripeEvent({ url }: DemoStrapi, slug = 'stripe'): VendorEvent {
  const event = vendorEvents(url, Date.now()).find(
    ({ vendorId, eventName }) => vendorId === 'stripe' && eventName === 'product.updated',
  );
  if (!event) throw new Error('the demo sends no product.updated of Stripe');
  // Stripe does not sign the address.
  const address = `${url}/api/integration-builder/in/${slug}`;
  return {
    ...event,
    request: { ...event.request, url: address },
    tampered: { ...event.tampered, url: address },
  };
}

/** Posts to a source as its service would; returns the status of the answer. */
export async function send({ url, method, headers, body }: VendorRequest): Promise<number> {
  // A connection that rested may be closed by the server just as it is used again.
  const { status } = await fetch(url, {
    method,
    headers: { ...headers, connection: 'close' },
    body,
  });
  return status;
}

/** Posts one event after the other to a source of `sourceWith`, each under its own id. */
export async function sendNumbered(
  { url }: DemoStrapi,
  { slug }: Source,
  { count, type }: { count: number; type: string },
): Promise<void> {
  for (let number = 1; number <= count; number += 1) {
    const { status, text } = await post(url, slug, { body: { id: `${slug}-${number}`, type } });
    if (status !== 200) throw new Error(`${status}: ${text}`);
  }
}

/** The newest event of a source in a state, as soon as there is one; of one type or with one id where it is given. */
export async function newestEvent(
  http: HttpClient,
  sourceId: number,
  state: EventState,
  narrowed: { eventType?: string; search?: string } = {},
): Promise<EventListItem> {
  const filter = { sourceId, state, ...narrowed };
  return eventually(
    async () => {
      const { body } = await http.get(`${INCOMING}/events`).query(filter).expect(200);
      return (body as Api['GET /events']['response']).data[0];
    },
    { what: `an event that is ${state}`, timeoutMs: 20_000, everyMs: 200 },
  );
}
