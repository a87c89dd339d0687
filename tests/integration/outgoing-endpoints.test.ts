import type { EndpointListItem } from '../../server/src/outgoing/contracts';
import { anEndpoint, aNote } from '../support/builders';
import { everyDatabase } from '../support/databases';
import { changeEndpoint, ENDPOINTS, readEndpoint } from '../support/endpoint-requests';
import { createEndpoint, eventually, outgoingOf, sendEvent, verified } from '../support/outgoing';
import type { Receiver } from '../support/receiver';
import { refusal } from '../support/refusals';
import { startSiteForSuite } from '../support/site-with-receiver';
import { startStrapi, type RunningStrapi } from '../support/strapi';

const NOTE = 'api::note.note';
const ARTICLE = 'api::article.article';

everyDatabase('endpoints', (client) => {
  let running: RunningStrapi;
  let receiver: Receiver;

  startSiteForSuite({ client }, (site) => {
    ({ running, receiver } = site);
  });

  describe('settings', () => {
    it('fills in the defaults and gives back what was entered', async () => {
      const { secret, ...created } = await createEndpoint(running, receiver.url('/hook'), {
        description: 'Search index',
        eventTypes: ['entry.*', `entry.publish:${ARTICLE}`],
        filter: [{ field: 'author.name', operator: 'equals', value: 'Ann' }],
        populate: { [ARTICLE]: ['author'] },
        rateLimit: 5,
      });
      expect(secret).toMatch(/^whsec_/);
      expect(created).toMatchObject({
        description: 'Search index',
        url: receiver.url('/hook'),
        eventTypes: ['entry.*', `entry.publish:${ARTICLE}`],
        filter: [{ field: 'author.name', operator: 'equals', value: 'Ann' }],
        payloadMode: 'full',
        populate: { [ARTICLE]: ['author'] },
        headers: [],
        hasAuthorization: false,
        rateLimit: 5,
        isOrdered: false,
        isActive: true,
        signatureKind: 'v1',
        signatureHeaders: 'webhook',
        publicKey: null,
        disabledReason: null,
        failingSince: null,
      });
      const stored = await readEndpoint(running, created.id);
      expect(stored).toMatchObject(created);
      expect(stored).toMatchObject({ lastDelivery: null, pendingCount: 0 });
      const list: EndpointListItem[] = (await running.http.get(ENDPOINTS).expect(200)).body.data;
      expect(list).toEqual([stored]);
    });

    it('keeps every field that a change does not name', async () => {
      const { secret: _secret, ...created } = await createEndpoint(running, receiver.url(), {
        description: 'before',
        eventTypes: ['order.paid'],
        filter: [{ field: 'total', operator: 'exists', value: true }],
        headers: [{ name: 'X-Team', value: 'red' }],
        payloadMode: 'thin',
        rateLimit: 7,
        isOrdered: true,
        signatureHeaders: 'svix',
      });
      const changed = await changeEndpoint(running, created.id, { description: 'after' });
      expect(changed).toEqual({
        ...created,
        description: 'after',
        updatedAt: changed.updatedAt,
      });
      expect(await changeEndpoint(running, created.id, {})).toMatchObject({
        description: 'after',
        rateLimit: 7,
      });
      expect(
        await changeEndpoint(running, created.id, { rateLimit: null, description: '' }),
      ).toMatchObject({
        rateLimit: null,
        description: '',
        isOrdered: true,
      });
    });

    it('keeps both of two changes that are made at the same time', async () => {
      const { id } = await createEndpoint(running, receiver.url());
      await Promise.all([
        changeEndpoint(running, id, { headers: [{ name: 'X-One', value: '1' }] }),
        changeEndpoint(running, id, { description: 'changed' }),
        changeEndpoint(running, id, { rateLimit: 9 }),
      ]);
      expect(await readEndpoint(running, id)).toMatchObject({
        headers: [{ name: 'X-One', isSet: true }],
        description: 'changed',
        rateLimit: 9,
      });
    });

    it('answers 404 for what is no endpoint, whatever the id looks like', async () => {
      for (const id of ['999999', '0', '-1', 'abc', '1.5', '2147483648', '999999999999999']) {
        const { status, code } = await refusal(running.http.get(`${ENDPOINTS}/${id}`));
        expect({ id, status }).toEqual({ id, status: 404 });
        expect(code).toMatch(/not-found$/);
      }
      await running.http.delete(`${ENDPOINTS}/999999`).expect(404);
      await running.http.put(`${ENDPOINTS}/999999`).send({ description: 'x' }).expect(404);
    });

    it.each<[string, object, string]>([
      ['no URL', { url: 'nowhere' }, 'url'],
      ['another scheme', { url: 'ftp://example.com/' }, 'url'],
      ['a private address', { url: 'http://10.0.0.1/' }, 'url'],
      ['no events', { eventTypes: [] }, 'eventTypes'],
      ['an unknown event', { eventTypes: ['*', '*', 'entry.explode'] }, 'eventTypes.2'],
      ['an unknown content type', { eventTypes: ['entry.create:api::x.x'] }, 'eventTypes.0'],
      ['a filter that is no list', { filter: {} }, 'filter'],
      [
        'an unknown operator',
        { filter: [{ field: 'a', operator: 'like', value: 'b' }] },
        'filter.0.operator',
      ],
      [
        'a filter on a prototype',
        { filter: [{ field: '__proto__.x', operator: 'exists', value: true }] },
        'filter.0.field',
      ],
      ['a private relation', { populate: { [ARTICLE]: ['createdBy'] } }, `populate.${ARTICLE}`],
      ['a populated scalar', { populate: { [ARTICLE]: ['title'] } }, `populate.${ARTICLE}`],
      ['an unknown type to populate', { populate: { 'api::x.x': [] } }, 'populate.api::x.x'],
      ['a fractional rate', { rateLimit: 0.5 }, 'rateLimit'],
      [
        'a reserved header',
        {
          headers: [
            { name: 'x-ok', value: '1' },
            { name: 'Host', value: 'a' },
          ],
        },
        'headers.1',
      ],
      [
        'a header with a line break',
        { headers: [{ name: 'x-a', value: 'a\r\nb: c' }] },
        'headers.0',
      ],
      ['a header without a value', { headers: [{ name: 'x-new' }] }, 'headers.0.value'],
      [
        'a megabyte of header',
        { headers: [{ name: 'x-a', value: 'a'.repeat(900_000) }] },
        'headers.0',
      ],
      [
        'the same header twice',
        {
          headers: [
            { name: 'x-a', value: '1' },
            { name: 'X-A', value: '2' },
          ],
        },
        'headers.1',
      ],
      ['an unknown field', { secret: 'mine' }, ''],
      ['a field of the answer', { documentId: 'x' }, ''],
    ])('refuses %s and names the field', async (_what, wrong, path) => {
      const body = { ...anEndpoint(receiver.url()), ...wrong };
      const created = await refusal(running.http.post(ENDPOINTS).send(body));
      expect(created).toMatchObject({ status: 400, path });
      expect(created.code).toEqual(expect.any(String));

      const { id } = await createEndpoint(running, receiver.url());
      const changed = await refusal(running.http.put(`${ENDPOINTS}/${id}`).send(wrong));
      expect(changed).toMatchObject({ status: 400, path });
    });

    it.each([[[]], ['text'], [null]])('refuses %j as a body', async (body) => {
      const { status } = await running.http
        .post(ENDPOINTS)
        .set('Content-Type', 'application/json')
        .send(JSON.stringify(body));
      expect(status).toBe(400);
    });
  });

  it('answers for 200 endpoints within 300 ms', async () => {
    const { endpoints } = outgoingOf(running);
    for (let n = 0; n < 200; n += 1) {
      await endpoints.create(anEndpoint(receiver.url(`/${n}`), { eventTypes: ['order.paid'] }));
    }
    await sendEvent(running);
    await receiver.waitFor(200);
    const last = await eventually(async () => {
      const list: EndpointListItem[] = (await running.http.get(ENDPOINTS).expect(200)).body.data;
      const isDone = ({ lastDelivery, last24h }: EndpointListItem) =>
        lastDelivery?.state === 'succeeded' && last24h.succeeded === 1;
      return list.every(isDone) && list;
    });
    expect(last).toHaveLength(200);

    const times: number[] = [];
    for (let n = 0; n < 5; n += 1) {
      const start = performance.now();
      await running.http.get(ENDPOINTS).expect(200);
      times.push(performance.now() - start);
    }
    expect(Math.min(...times)).toBeLessThan(300);
  });

  it('announces content to a new endpoint from the next change on', async () => {
    await running.strapi.documents(NOTE).create({ data: aNote() });
    const { secret } = await createEndpoint(running, receiver.url());
    await running.strapi.documents(NOTE).create({ data: aNote({ text: 'new' }) });
    const [request] = await receiver.waitFor(1);
    expect(request && verified(request, secret).data.entry).toMatchObject({ text: 'new' });
  });
});

describe('endpoints without an encryption key', () => {
  it('are refused with what to do, and nothing is stored', async () => {
    const running = await startStrapi({ encryptionKey: '' });
    const answer = await running.http.post(ENDPOINTS).send(anEndpoint('https://example.com/'));
    expect(answer.status).toBe(400);
    expect(answer.body.error.details.code).toBe('missing-key');
    expect(answer.body.error.message).toContain('encryptionKey');
    const list = await running.http.get(ENDPOINTS).expect(200);
    expect(list.body.data).toEqual([]);
    await running.stop();
  });
});
