import type { Core } from '@strapi/strapi';

/** The part of Stripe's `invoice.paid` that is read here. */
interface InvoicePaid {
  data: { object: { number: string; amount_paid: number; currency: string } };
}

interface IncomingCall {
  event: { uid: string };
  payload: InvoicePaid;
  /** False when the event is tried or replayed once more, so that an effect may be there already. */
  isFirstRun: boolean;
}

/** Tells the outgoing webhooks that an order was paid: code that runs for an incoming event. */
export function handleInvoicePaid(strapi: Core.Strapi): void {
  const incoming = strapi.plugin('integration-builder').service('incoming');
  incoming.on('stripe', 'invoice.paid', async ({ event, payload, isFirstRun }: IncomingCall) => {
    const { number, amount_paid: amount, currency } = payload.data.object;
    const outgoing = strapi.plugin('integration-builder').service('outgoing');
    // Whatever happens in between, the same key makes it one message.
    await outgoing.send({
      type: 'order.paid',
      data: { invoice: number, amount, currency },
      idempotencyKey: event.uid,
    });
    strapi.log.info(`Invoice ${number} was paid${isFirstRun ? '' : ' (once more)'}.`);
  });
}
