import { Webhook } from 'svix';

import type { EndpointInput, Endpoint } from '../../server/src/outgoing/contracts';
import type { OutgoingService } from '../../server/src/outgoing/outgoing-service';
import { anEndpoint } from './builders';
import type { ReceivedRequest } from './receiver';
import type { RunningStrapi } from './strapi';

export const OUTGOING = '/integration-builder/outgoing';

/** The service that a site's own code uses. */
export function outgoingOf({ strapi }: RunningStrapi): OutgoingService {
  return strapi.plugin('integration-builder').service('outgoing');
}

/** Sends an event of the site's own. */
export const sendEvent = (running: RunningStrapi, type = 'order.paid', data: unknown = {}) =>
  outgoingOf(running).send({ type, data });

/** Sends as many, numbered, one after the other. Returns their ids. */
export async function sendMany(
  running: RunningStrapi,
  count: number,
  type = 'order.paid',
): Promise<string[]> {
  const sent: string[] = [];
  for (let n = 0; n < count; n += 1) {
    const { messageId } = await sendEvent(running, type, { n });
    sent.push(messageId);
  }
  return sent;
}

/** Creates an endpoint over the admin API. */
export async function createEndpoint(
  running: RunningStrapi,
  url: string,
  input: Partial<EndpointInput> = {},
): Promise<Endpoint & { secret: string }> {
  const response = await running.http.post(`${OUTGOING}/endpoints`).send(anEndpoint(url, input));
  if (response.status !== 201) throw new Error(`${response.status}: ${response.text}`);
  return (response.body as { data: Endpoint & { secret: string } }).data;
}

/** Removes every endpoint, so that a test begins with none. */
export async function deleteAllEndpoints(running: RunningStrapi): Promise<void> {
  const { endpoints } = outgoingOf(running);
  for (const { id } of await endpoints.findAll()) await endpoints.delete(id);
}

export interface DeliveredEvent {
  type: string;
  timestamp: string;
  data: Record<string, unknown> & { entry?: Record<string, unknown> };
}

/** The event in a request, after the `svix` library has verified its signature. @throws if it is not genuine */
export function verified(request: ReceivedRequest, secret: string): DeliveredEvent {
  const headers = request.headers as Record<string, string>;
  return new Webhook(secret).verify(request.body.toString(), headers) as DeliveredEvent;
}

/** Asks again and again until `check` answers with something, for at most `timeoutMs`. */
export async function eventually<T>(
  check: () => Promise<T | null | undefined | false>,
  { timeoutMs = 10_000, everyMs = 50, what = 'it' } = {},
): Promise<T> {
  const end = Date.now() + timeoutMs;
  for (;;) {
    const result = await check();
    if (result) return result;
    if (Date.now() > end) throw new Error(`${what} did not happen within ${timeoutMs} ms`);
    await new Promise((resolve) => setTimeout(resolve, everyMs));
  }
}
