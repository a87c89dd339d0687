import type { Endpoint } from '../../server/src/outgoing/contracts';
import { everyDatabase } from '../support/databases';
import { deliveryLogOf } from '../support/delivery-log';
import { createSource, incomingOf, worked } from '../support/incoming';
import { createEndpoint, deleteAllEndpoints, outgoingOf, verified } from '../support/outgoing';
import type { Receiver } from '../support/receiver';
import { startSiteForSuite } from '../support/site-with-receiver';
import type { RunningStrapi } from '../support/strapi';

const PAYLOAD_LIMIT = 4096;
const DAY_MS = 24 * 60 * 60 * 1000;

everyDatabase('events of the site’s own', (client) => {
  let running: RunningStrapi;
  let receiver: Receiver;
  let endpoint: Endpoint & { secret: string };

  startSiteForSuite({ client, config: { webhooks: { payloadLimit: PAYLOAD_LIMIT } } }, (site) => {
    ({ running, receiver } = site);
  });
  beforeEach(async () => {
    endpoint = await createEndpoint(running, receiver.url());
  });

  const send = (event: object) =>
    outgoingOf(running).send(event as { type: string; data: unknown });

  it('are sent to who wants their type, once for a repeated key', async () => {
    const wanting = await createEndpoint(running, receiver.url('/paid'), {
      eventTypes: ['order.paid'],
    });
    await createEndpoint(running, receiver.url('/lost'), { eventTypes: ['order.lost'] });
    const event = { type: 'order.paid', data: { amount: 5 }, idempotencyKey: `key-${client}` };
    const first = await send(event);
    const second = await send(event);

    expect(second).toEqual({ messageId: first.messageId, isRepeated: true });
    const [request] = await receiver.waitFor(1, { path: '/paid' });
    expect(request && verified(request, wanting.secret)).toMatchObject({
      type: 'order.paid',
      data: { amount: 5 },
    });
    await new Promise((resolve) => setTimeout(resolve, 150));
    expect(receiver.requestsTo('/paid')).toHaveLength(1);
    expect(receiver.requestsTo('/lost')).toEqual([]);
  });

  it('are recorded once for a key that comes several times at once', async () => {
    const event = { type: 'order.paid', data: {}, idempotencyKey: `race-${client}` };
    const sent = await Promise.all([1, 2, 3, 4, 5].map(() => send(event)));
    expect(new Set(sent.map(({ messageId }) => messageId)).size).toBe(1);
    expect(sent.filter(({ isRepeated }) => !isRepeated)).toHaveLength(1);
    await receiver.waitFor(1);
    await deliveryLogOf(running, endpoint.id).settled(1, 'succeeded');
  });

  it('are recorded once for a key, in a handler as long as its event may be tried and recovered', async () => {
    // Nobody wants it: what keeps the message is its key alone.
    await deleteAllEndpoints(running);
    const event = { type: 'order.paid', data: {}, idempotencyKey: `long-${client}` };
    const { messageId } = await send(event);
    const sendAfter = async (ageMs: number) => {
      await running.strapi.db
        .connection('ib_webhook_messages')
        .where({ uid: messageId })
        .update({ created_at: Date.now() - ageMs });
      await outgoingOf(running).retention.prune();
      return outgoingOf(running).send(event);
    };
    const source = await createSource(running, { slug: `keys-${client}` });
    const inHandler = async (ageMs: number) => {
      let answer: (sent: Promise<unknown>) => void = () => {};
      const sent = new Promise((resolve) => (answer = resolve));
      const remove = incomingOf(running).on(source.slug, '*', () => answer(sendAfter(ageMs)));
      await worked(running, source);
      remove();
      return sent;
    };
    // By default an action is tried for up to 33 hours, and its event is kept for seven days more.
    for (const days of [0.9, 1.1, 8.3]) {
      expect(await inHandler(days * DAY_MS)).toEqual({ messageId, isRepeated: true });
    }
    expect(await sendAfter(0.9 * DAY_MS)).toEqual({ messageId, isRepeated: true });
    expect(await sendAfter(1.1 * DAY_MS)).toMatchObject({ isRepeated: false });
  });

  it('tell keys apart by case and trailing space', async () => {
    const keys = ['Key', 'key', 'key ', 'kéy'];
    const sent = [];
    for (const key of keys) {
      sent.push(await send({ type: 'order.paid', data: 1, idempotencyKey: key }));
    }
    expect(sent.map(({ isRepeated }) => isRepeated)).toEqual([false, false, false, false]);
    await receiver.waitFor(keys.length);
  });

  it('always carry data', async () => {
    await send({ type: 'order.paid', data: null });
    const [request] = await receiver.waitFor(1);
    expect(request && verified(request, endpoint.secret)).toMatchObject({ data: null });
    await expect(send({ type: 'order.paid' })).rejects.toMatchObject({
      details: { code: 'invalid-input' },
    });
    await expect(send({ type: 'order.paid', data: () => 1 })).rejects.toThrow('JSON');
  });

  it.each(['entry.create', 'media.x', 'entry', 'a b', '', 'a:b', 'ü'])(
    'may not be called "%s"',
    async (type) => {
      await expect(send({ type, data: 1 })).rejects.toMatchObject({ name: 'ValidationError' });
    },
  );

  it('are committed with the transaction around them, or not at all', async () => {
    await expect(
      running.strapi.db.transaction(async () => {
        await send({ type: 'order.never', data: 1 });
        throw new Error('rolled back');
      }),
    ).rejects.toThrow('rolled back');
    await running.strapi.db.transaction(() => send({ type: 'order.paid', data: 1 }));
    await receiver.waitFor(1);
    const { data } = await deliveryLogOf(running, endpoint.id).page();
    expect(data.map(({ eventType }) => eventType)).toEqual(['order.paid']);
  });

  it('are refused when they are too large', async () => {
    const data = { text: 'x'.repeat(PAYLOAD_LIMIT) };
    const messages = () => running.strapi.db.connection('ib_webhook_messages').select('id');
    const before = await messages();
    await expect(send({ type: 'order.paid', data })).rejects.toMatchObject({
      details: { code: 'payload-too-large' },
    });
    expect(await messages()).toEqual(before);
  });

  it.each<[string, object]>([
    ['an unknown type', { type: 'entry.create', data: {} }],
    ['a type that is no name', { type: 'order paid', data: {} }],
    ['no type', { data: {} }],
    ['data that is no JSON', { type: 'order.paid', data: { n: 1n } }],
    ['an unknown field', { type: 'order.paid', data: {}, to: 'everyone' }],
  ])('are refused with %s', async (_name, event) => {
    await expect(send(event)).rejects.toMatchObject({
      details: { code: expect.stringMatching(/^(invalid-input|reserved-event-type)$/) },
    });
  });
});
