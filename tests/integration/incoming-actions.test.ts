import type {
  ActionInput,
  EventDetail,
  Source,
  UpsertAction,
} from '../../server/src/incoming/contracts';
import { everyDatabase } from '../support/databases';
import { deliveryLogOf } from '../support/delivery-log';
import {
  accepted,
  aNoteUpsert,
  createSource,
  deleteAllSources,
  emptyEventLog,
  eventOf,
  eventsOf,
  eventsTable,
  INCOMING,
  incomingOf,
  settledEvent,
  settledEvents,
  worked,
} from '../support/incoming';
import { createEndpoint, eventually, verified } from '../support/outgoing';
import type { Receiver } from '../support/receiver';
import { startSiteForSuite } from '../support/site-with-receiver';
import type { RunningStrapi } from '../support/strapi';

const ARTICLE = 'api::article.article';
const NOTE = 'api::note.note';

type Entry = Record<string, unknown> & { documentId: string };

everyDatabase('the actions of a source', (client) => {
  let running: RunningStrapi;
  let receiver: Receiver;

  startSiteForSuite(
    { client, config: { webhooks: { retrySchedule: [100], retryAttempts: 2, jitter: 0 } } },
    (site) => {
      ({ running, receiver } = site);
    },
  );
  beforeEach(async () => {
    await deleteAllSources(running);
    await emptyEventLog(running);
  });

  const find = (uid: string, params: object = {}): Promise<Entry[]> =>
    running.strapi.documents(uid as never).findMany(params as never);
  const notes = (number: number) => find(NOTE, { filters: { number } });
  const articles = (slug: string, params: object = {}) =>
    find(ARTICLE, { filters: { slug }, ...params });
  const anArticleUpsert = (action: Partial<UpsertAction> = {}): ActionInput => ({
    ...aNoteUpsert(),
    contentType: ARTICLE,
    match: { field: 'slug', path: 'data.slug' },
    mapping: [
      { field: 'title', from: { path: 'data.title' } },
      { field: 'views', from: { path: 'data.views' } },
    ],
    ...action,
  });
  const aChange = (kind: 'publish' | 'unpublish' | 'delete', action: object = {}): ActionInput => ({
    id: kind,
    kind,
    eventTypes: [`article.${kind}`],
    contentType: ARTICLE,
    match: { field: 'slug', path: 'data.slug' },
    ...action,
  });
  const replay = (id: number) => running.http.post(`${INCOMING}/events/${id}/replay`).expect(200);
  const update = (id: number, body: object) =>
    running.http.put(`${INCOMING}/sources/${id}`).send(body).expect(200);

  describe('that keep an entry', () => {
    it('create it, then change it, and leave alone what an event does not name', async () => {
      const mapping = [
        { field: 'title', from: { path: 'data.title' } },
        { field: 'views', from: { path: 'data.views' } },
        { field: 'body', from: { value: 'Always the same.' } },
      ];
      const source = await createSource(running, { actions: [anArticleUpsert({ mapping })] });
      const first = await worked(running, source, {
        data: { slug: 'kept', title: 'One', views: '12' },
      });
      const [created] = await articles('kept');
      expect(created).toMatchObject({ title: 'One', views: 12, body: 'Always the same.' });
      expect(first.results).toMatchObject([
        {
          actionId: 'upsert',
          state: 'succeeded',
          effect: 'created',
          error: null,
          entry: { contentType: ARTICLE, documentId: created?.documentId, locale: null },
        },
      ]);
      const second = await worked(running, source, { data: { slug: 'kept', title: 'Two' } });
      expect(second.results).toMatchObject([
        { effect: 'updated', entry: { documentId: created?.documentId } },
      ]);
      const third = await worked(running, source, { data: { slug: 'kept', views: null } });
      expect(third.state).toBe('succeeded');
      expect(await articles('kept')).toMatchObject([{ title: 'Two', views: null }]);
    });

    it.each([
      ['small', 10],
      ['large', 40_000],
    ])('read a %s body to its end', async (slug, size) => {
      const source = await createSource(running, { actions: [anArticleUpsert()] });
      await worked(running, source, { padding: 'ä'.repeat(size), data: { slug, title: 'Read' } });
      expect(await articles(slug)).toMatchObject([{ title: 'Read' }]);
    });

    it('keep drafts as drafts, and publish where they are to', async () => {
      const source = await createSource(running, {
        actions: [
          anArticleUpsert({ eventTypes: ['draft'] }),
          anArticleUpsert({ id: 'public', eventTypes: ['public'], status: 'published' }),
        ],
      });
      await worked(running, source, { type: 'draft', data: { slug: 'd', title: 'Draft' } });
      expect(await articles('d', { status: 'published' })).toEqual([]);
      await worked(running, source, { type: 'public', data: { slug: 'd', title: 'Public' } });
      expect(await articles('d', { status: 'published' })).toMatchObject([{ title: 'Public' }]);
      await worked(running, source, { type: 'draft', data: { slug: 'd', title: 'Changed' } });
      expect(await articles('d', { status: 'published' })).toMatchObject([{ title: 'Public' }]);
      expect(await articles('d')).toMatchObject([{ title: 'Changed' }]);
      await worked(running, source, { type: 'public', data: { slug: 'new', title: 'At once' } });
      expect(await articles('new', { status: 'published' })).toMatchObject([{ title: 'At once' }]);
    });

    it('write the language they are for, of the same entry', async () => {
      const source = await createSource(running, {
        actions: [
          anArticleUpsert({ eventTypes: ['en'] }),
          anArticleUpsert({ id: 'fr', eventTypes: ['fr'], locale: 'fr' }),
        ],
      });
      await worked(running, source, { type: 'en', data: { slug: 'l', title: 'Hello' } });
      const french = await worked(running, source, {
        type: 'fr',
        data: { slug: 'l', title: 'Bonjour' },
      });
      const [english] = await articles('l', { locale: 'en' });
      expect(english).toMatchObject({ title: 'Hello' });
      expect(await articles('l', { locale: 'fr' })).toMatchObject([
        { title: 'Bonjour', documentId: english?.documentId },
      ]);
      expect(french.results[0]?.entry).toEqual({
        contentType: ARTICLE,
        documentId: english?.documentId,
        locale: 'fr',
      });
    });

    it('find it by a number that came as a text, and by a text that came as a number', async () => {
      const byNumber = await createSource(running, { actions: [aNoteUpsert()] });
      await worked(running, byNumber, { data: { number: '501', text: 'a' } });
      await worked(running, byNumber, { data: { number: 501, text: 'b' } });
      expect(await notes(501)).toMatchObject([{ text: 'b' }]);
      const byText = await createSource(running, {
        actions: [
          aNoteUpsert({
            match: { field: 'text', path: 'data.id' },
            mapping: [{ field: 'number', from: { path: 'data.number' } }],
          }),
        ],
      });
      await worked(running, byText, { data: { id: 777, number: 1 } });
      await worked(running, byText, { data: { id: '777', number: 2 } });
      expect(await find(NOTE, { filters: { text: '777' } })).toMatchObject([{ number: 2 }]);
    });

    it('tell numbers apart that are too large for a double', async () => {
      const anAuthorUpsert: ActionInput = {
        kind: 'upsert',
        eventTypes: ['*'],
        contentType: 'api::author.author',
        match: { field: 'staffNumber', path: 'data.number' },
        mapping: [{ field: 'name', from: { path: 'data.name' } }],
      };
      const source = await createSource(running, { actions: [anAuthorUpsert] });
      const numbers = ['9007199254740993', '9007199254740992'];
      const effects: unknown[] = [];
      for (const number of [...numbers, ...numbers]) {
        const event = await worked(running, source, { data: { number, name: `No. ${number}` } });
        effects.push(event.results[0]?.effect);
      }
      expect(effects).toEqual(['created', 'created', 'updated', 'updated']);
    });

    it('take texts that differ in case alone for two entries', async () => {
      const source = await createSource(running, {
        actions: [
          aNoteUpsert({
            match: { field: 'text', path: 'data.sku' },
            mapping: [{ field: 'number', from: { path: 'data.number' } }],
          }),
        ],
      });
      await worked(running, source, { data: { sku: 'sku-A', number: 611 } });
      await worked(running, source, { data: { sku: 'sku-a', number: 612 } });
      await worked(running, source, { data: { sku: 'sku-A', number: 613 } });
      expect(await notes(611)).toEqual([]);
      expect(await notes(612)).toMatchObject([{ text: 'sku-a' }]);
      expect(await notes(613)).toMatchObject([{ text: 'sku-A' }]);
    });

    it('make one of many events that come at the same time', async () => {
      const source = await createSource(running, { actions: [aNoteUpsert()] });
      const ids = await Promise.all(
        Array.from({ length: 40 }, (_, n) =>
          // Those of one number beside each other: a source has few events under way at once.
          accepted(running, source, {
            data: { number: 9_000 + Math.floor(n / 10), text: `${n}` },
          }),
        ),
      );
      const events: EventDetail[] = [];
      for (const id of await settledEvents(running, source.id, ids)) {
        events.push(await eventOf(running, id));
      }
      expect(new Set(events.map(({ state }) => state))).toEqual(new Set(['succeeded']));
      for (let number = 9_000; number < 9_004; number += 1) {
        expect(await notes(number)).toHaveLength(1);
      }
      const effects = events.map(({ results }) => results.at(-1)?.effect);
      expect(effects.filter((effect) => effect === 'created')).toHaveLength(4);
    });

    it.each<[string, object, RegExp]>([
      ['a required field that is missing', { number: 1 }, /text/],
      ['a required field that is cleared', { number: 1, text: null }, /text/],
      ['no value to find it by', { text: 'a' }, /nothing at "data.number"/],
      ['a value that does not fit', { number: 1, text: { a: 1 } }, /does not fit into "text"/],
      [
        'a number that no column holds',
        { number: 3_000_000_000, text: 'a' },
        /no value of "number"/,
      ],
      [
        'a text that no column holds',
        { number: 1, text: 'a'.repeat(256) },
        /does not fit into "text"/,
      ],
    ])('fail at once for %s, and say so', async (_name, data, message) => {
      const source = await createSource(running, { actions: [aNoteUpsert()] });
      const event = await worked(running, source, { data });
      expect(event).toMatchObject({
        state: 'failed',
        attemptCount: 1,
        lastError: expect.stringMatching(message),
        results: [{ state: 'failed', error: event.lastError, entry: null, effect: null }],
      });
      expect(event.lastError).toMatch(/\w.{10,}\.$/);
    });

    it('can be mended and run again, when all of them run anew', async () => {
      const wrong = aNoteUpsert({ id: 'second', mapping: [] });
      const forward: ActionInput = { id: 'first', kind: 'forward', eventTypes: ['*'] };
      const source = await createSource(running, { actions: [forward, wrong] });
      const data = { number: 650, text: 'mended' };
      const failed = await worked(running, source, { data });
      expect(failed.results).toMatchObject([
        { actionId: 'first', state: 'succeeded', replay: 0 },
        { actionId: 'second', state: 'failed', replay: 0 },
      ]);
      await update(source.id, { actions: [forward, aNoteUpsert({ id: 'second' })] });
      const { body } = await replay(failed.id);
      expect(['pending', 'running', 'succeeded']).toContain(body.data.state);
      const again = await settledEvent(running, source.id, failed.eventId ?? '');
      expect(again).toMatchObject({ state: 'succeeded', attemptCount: 1, lastError: null });
      expect(again.results.slice(2)).toMatchObject([
        { actionId: 'first', state: 'succeeded', replay: 1, attempt: 1 },
        { actionId: 'second', state: 'succeeded', replay: 1, attempt: 1 },
      ]);
      expect(await notes(650)).toMatchObject([{ text: 'mended' }]);
    });
  });

  describe('that change an entry', () => {
    const articleSource = (locale?: string) =>
      createSource(running, {
        actions: [
          anArticleUpsert({ eventTypes: ['article.saved'], ...(locale && { locale }) }),
          ...(['publish', 'unpublish', 'delete'] as const).map((kind) =>
            aChange(kind, locale ? { locale } : {}),
          ),
        ],
      });
    const happens = (source: Source, type: string, slug: string) =>
      worked(running, source, { type: `article.${type}`, data: { slug, title: 'T' } });

    it('publish, unpublish and delete it', async () => {
      const source = await articleSource();
      await happens(source, 'saved', 'life');
      const published = await happens(source, 'publish', 'life');
      const [entry] = await articles('life', { status: 'published' });
      expect(published.results).toMatchObject([
        { state: 'succeeded', effect: 'published', entry: { documentId: entry?.documentId } },
      ]);
      expect((await happens(source, 'unpublish', 'life')).results).toMatchObject([
        { effect: 'unpublished' },
      ]);
      expect(await articles('life', { status: 'published' })).toEqual([]);
      expect(await articles('life')).toHaveLength(1);
      expect((await happens(source, 'delete', 'life')).results).toMatchObject([
        { effect: 'deleted' },
      ]);
      expect(await articles('life')).toEqual([]);
    });

    it('have nothing to do where there is none, or it is so already', async () => {
      const source = await articleSource();
      for (const type of ['publish', 'unpublish', 'delete']) {
        const event = await happens(source, type, 'nowhere');
        expect(event).toMatchObject({
          state: 'succeeded',
          results: [{ state: 'skipped', effect: 'no-entry', entry: null, error: null }],
        });
      }
      await happens(source, 'saved', 'quiet');
      expect((await happens(source, 'unpublish', 'quiet')).results).toMatchObject([
        { state: 'skipped' },
      ]);
    });

    it('touch the language that they are for, and delete all of them without one', async () => {
      const french = await articleSource('fr');
      const english = await articleSource();
      await happens(french, 'saved', 'two');
      expect((await happens(english, 'publish', 'two')).results).toMatchObject([
        { state: 'skipped' },
      ]);
      await happens(english, 'saved', 'two');
      await happens(french, 'publish', 'two');
      expect(await articles('two', { status: 'published', locale: 'fr' })).toHaveLength(1);
      expect(await articles('two', { status: 'published', locale: 'en' })).toHaveLength(0);
      await happens(french, 'delete', 'two');
      expect(await articles('two', { locale: 'fr' })).toEqual([]);
      expect(await articles('two', { locale: 'en' })).toHaveLength(1);
      await happens(french, 'saved', 'two');
      await happens(english, 'delete', 'two');
      expect(await articles('two', { locale: 'fr' })).toEqual([]);
      expect(await articles('two', { locale: 'en' })).toEqual([]);
    });
  });

  describe('that send an event on', () => {
    const aForward = (action: object = {}): ActionInput => ({
      id: 'forward',
      kind: 'forward',
      eventTypes: ['*'],
      ...action,
    });

    it('send one message a forward, under the trace of the event', async () => {
      const { id: endpointId, secret } = await createEndpoint(running, receiver.url('/forwarded'));
      const source = await createSource(running, { slug: 'shop', actions: [aForward()] });
      const event = await worked(running, source, { type: 'order/paid', data: { n: 1 } });
      const [request] = await receiver.waitFor(1, { path: '/forwarded' });
      const { type, data } = verified(request!, secret);
      expect({ type, data }).toEqual({
        type: 'shop.order.paid',
        data: {
          source: 'shop',
          provider: 'generic-hmac',
          eventType: 'order/paid',
          eventId: event.eventId,
          receivedAt: event.receivedAt,
          payload: { id: event.eventId, type: 'order/paid', data: { n: 1 } },
        },
      });
      const messageId = request!.headers['webhook-id'];
      const { results, deliveries, traceId } = await eventOf(running, event.id);
      expect(results).toMatchObject([{ effect: 'forwarded', messageIds: [messageId] }]);
      expect(deliveries).toMatchObject([{ endpointId, messageId, eventType: 'shop.order.paid' }]);
      expect(event.uid).toBe(`evt_${traceId}`);
      const messages = await running.strapi.db.connection('ib_webhook_messages');
      expect(messages.filter((message) => message.trace_id === traceId)).toHaveLength(1);
    });

    it('send it once however often it is tried, and once more when it is run again', async () => {
      await createEndpoint(running, receiver.url(), { eventTypes: ['site.sent'] });
      const remove = incomingOf(running).on('retrying', '*', () => {
        throw new Error('Not yet.');
      });
      const source = await createSource(running, {
        slug: 'retrying',
        actions: [aForward({ messageType: 'site.sent' })],
      });
      const failed = await worked(running, source);
      remove();
      expect(failed).toMatchObject({ state: 'failed', attemptCount: 3 });
      // As if the process had died before it could write down that it was sent.
      const [messageId] = failed.results[0]?.messageIds ?? [];
      await running.strapi.db.connection('ib_webhook_action_results').delete();
      await eventsTable(running).where({ id: failed.id }).update({ state: 'pending', attempts: 1 });
      await update(source.id, { name: 'woken' });
      const again = await settledEvent(running, source.id, failed.eventId ?? '');
      expect(again.results).toMatchObject([{ effect: 'forwarded', messageIds: [messageId] }]);
      expect(again.deliveries).toHaveLength(1);
      await replay(failed.id);
      await eventually(async () => (await eventOf(running, failed.id)).deliveries.length === 2);
    });
  });

  it('bring about messages that lead back to the event, and from it to their deliveries', async () => {
    const { id: endpointId, secret } = await createEndpoint(running, receiver.url('/traced'), {
      eventTypes: [`entry.*:${NOTE}`],
    });
    const source = await createSource(running, { actions: [aNoteUpsert()] });
    const event = await worked(running, source, { data: { number: 70, text: 'traced' } });
    const [request] = await receiver.waitFor(1, { path: '/traced' });
    expect(verified(request!, secret)).toMatchObject({
      type: 'entry.create',
      data: { entry: { text: 'traced' } },
    });
    const messageId = request!.headers['webhook-id'];
    const detail = await eventOf(running, event.id);
    expect(detail.results).toMatchObject([{ messageIds: [messageId] }]);
    expect(detail.deliveries).toMatchObject([{ endpointId, messageId, eventType: 'entry.create' }]);
    const [message] = await running.strapi.db
      .connection('ib_webhook_messages')
      .where({ uid: messageId });
    expect(message.trace_id).toBe(detail.traceId);
    // No more of a delivery than that there is one: what it held takes another right.
    const names = ['createdAt', 'endpointId', 'eventType', 'id', 'messageId', 'state'];
    expect(Object.keys(detail.deliveries[0] ?? {}).sort()).toEqual(names);

    const { id: deliveryId = 0 } = detail.deliveries[0] ?? {};
    const delivery = await deliveryLogOf(running, endpointId).detail(deliveryId);
    expect(delivery).toMatchObject({ messageId, traceId: detail.traceId });
    const { body } = await running.http.get(`${INCOMING}/events?search=${delivery.traceId}`);
    expect(body.data).toMatchObject([{ id: event.id, uid: `evt_${delivery.traceId}` }]);
  });

  it('run in their order, and none after one that failed', async () => {
    const source = await createSource(running, {
      actions: [
        aNoteUpsert({ id: 'a' }),
        aNoteUpsert({ id: 'b', mapping: [{ field: 'text', from: { path: 'data.wrong' } }] }),
        { id: 'c', kind: 'forward', eventTypes: ['*'] },
      ],
    });
    const { results, state } = await worked(running, source, {
      data: { number: 80, text: 'first', wrong: {} },
    });
    expect(state).toBe('failed');
    expect(results.map((each) => [each.actionId, each.state])).toEqual([
      ['a', 'succeeded'],
      ['b', 'failed'],
    ]);
    expect(await notes(80)).toMatchObject([{ text: 'first' }]);
  });

  it('are those whose patterns mean the type of the event', async () => {
    const source = await createSource(running, {
      actions: [
        aNoteUpsert({ id: 'all' }),
        aNoteUpsert({ id: 'invoices', eventTypes: ['invoice.*', 'order.paid'] }),
        aNoteUpsert({ id: 'paid', eventTypes: ['invoice.paid'] }),
      ],
    });
    const ran = async (type: unknown) => {
      const { results } = await worked(running, source, { type, data: { number: 90, text: 'a' } });
      return results.map(({ actionId }) => actionId);
    };
    expect(await ran('invoice.paid')).toEqual(['all', 'invoices', 'paid']);
    expect(await ran('invoice.sent')).toEqual(['all', 'invoices']);
    expect(await ran('order.paid')).toEqual(['all', 'invoices']);
    expect(await ran('order.lost')).toEqual(['all']);
    expect(await ran(null)).toEqual(['all']);
  });

  it('that mean no type of an event leave it stored, with nothing to do', async () => {
    const source = await createSource(running, {
      actions: [aNoteUpsert({ eventTypes: ['invoice.paid'] })],
    });
    await accepted(running, source, { type: 'invoice.sent' });
    const [event] = await eventsOf(running, source.id);
    expect(event).toMatchObject({ state: 'succeeded', attemptCount: 0 });
    expect(event?.finishedAt).not.toBeNull();
    expect((await eventOf(running, event!.id)).results).toEqual([]);
  });

  it('of an ordered source run one event at a time, in the order in which they came', async () => {
    const source = await createSource(running, {
      slug: 'ordered',
      isOrdered: true,
      actions: [{ kind: 'handler', eventTypes: ['*'] }],
    });
    const log: string[] = [];
    let atOnce = 0;
    const remove = incomingOf(running).on('ordered', '*', async ({ event, attempt }) => {
      atOnce += 1;
      log.push(`${event.eventId} ${attempt} ${atOnce}`);
      await new Promise((resolve) => setTimeout(resolve, 20));
      atOnce -= 1;
      if (event.eventId === 'o2' && attempt === 1) throw new Error('Once more.');
    });
    const ids = ['o1', 'o2', 'o3', 'o4', 'o5'];
    for (const id of ids) await accepted(running, source, { id });
    await settledEvents(running, source.id, ids);
    remove();
    expect(log).toEqual(['o1 1 1', 'o2 1 1', 'o2 2 1', 'o3 1 1', 'o4 1 1', 'o5 1 1']);
    expect(await eventsOf(running, source.id, '&state=succeeded')).toHaveLength(5);
  });
});
