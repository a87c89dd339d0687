import type { EndpointInput } from '../../server/src/outgoing/contracts';
import { createEndpoint, verified, type DeliveredEvent } from './outgoing';
import type { SiteWithReceiver } from './site-with-receiver';

export type Listener = ReturnType<typeof listenerAt>;

/** One endpoint at the receiver, and the events that it is sent. */
export function listenerAt({ running, receiver }: SiteWithReceiver) {
  let secret = '';

  return {
    /** Creates the endpoint; it wants everything unless `input` says otherwise. */
    async listen(input: Partial<EndpointInput> = {}): Promise<void> {
      ({ secret } = await createEndpoint(running, receiver.url(), input));
    },

    /** The next events by time, type and language; a moment later no further one may have come. */
    async received(count: number): Promise<DeliveredEvent[]> {
      await receiver.waitFor(count);
      await new Promise((resolve) => setTimeout(resolve, 150));
      const events = receiver.requests.map((request) => verified(request, secret));
      expect(events.map(({ type }) => type)).toHaveLength(count);
      receiver.requests.length = 0;
      const order = ({ type, timestamp, data }: DeliveredEvent) =>
        JSON.stringify([timestamp, type, data.locale]);
      return events.sort((one, other) => order(one).localeCompare(order(other)));
    },
  };
}
