import { getExpectedTwilioSignature } from 'twilio/lib/webhooks/webhooks';

import type { Api } from '../../server/src/incoming/contracts';
import { everyDatabase } from '../support/databases';
import {
  aNoteUpsert,
  createSource,
  eventOf,
  eventsOf,
  eventsTable,
  INCOMING,
  incomingOf,
  post,
  receivingPath,
  settledEvent,
  signatureOf,
  signedParts,
} from '../support/incoming';
import { eventually } from '../support/outgoing';
import { startStrapi, type RunningStrapi } from '../support/strapi';
import { postWebhook } from '../support/webhook-request';

const MINUTE_MS = 60_000;
/** A source whose service numbers nothing. */
const WITHOUT_IDS = { settings: { header: 'x-signature', typePath: 'type' } };

/** A request as Slack signs it. */
function signedBySlack(body: string, contentType: string) {
  const timestamp = String(Math.floor(Date.now() / 1000));
  return {
    body,
    headers: {
      'content-type': contentType,
      'x-slack-request-timestamp': timestamp,
      'x-slack-signature': `v0=${signatureOf(`v0:${timestamp}:${body}`, 'slack-secret')}`,
    },
  };
}

everyDatabase('an event', (client) => {
  let running: RunningStrapi;
  beforeAll(async () => {
    running = await startStrapi({ client });
  });
  afterAll(() => running.stop());

  const postTo = async ({ slug }: { slug: string }, body: unknown) =>
    (await post(running.url, slug, { body })).status;
  /** Posts the same so often at once; every sender has to be told that it was received. */
  async function postAtOnce(source: { slug: string }, bodies: unknown[]): Promise<void> {
    const statuses = await Promise.all(bodies.map((body) => postTo(source, body)));
    expect(statuses).toEqual(bodies.map(() => 200));
  }
  const times = (count: number, body: unknown) => Array.from({ length: count }, () => body);
  const repeats = async (sourceId: number) =>
    (await eventsOf(running, sourceId)).map(({ eventId, repeatCount }) => [eventId, repeatCount]);
  /** As if what a source has taken had come so much earlier. */
  const makeOlder = (sourceId: number, ms: number) =>
    eventsTable(running).where({ source_id: sourceId }).decrement('created_at', ms);

  it('that comes a hundred times at once is one, and ninety-nine repetitions', async () => {
    const source = await createSource(running, { actions: [aNoteUpsert()] });
    const data = { number: 100_100, text: 'once' };
    await postAtOnce(source, times(100, { id: 'same', type: 'note.saved', data }));
    expect(await repeats(source.id)).toEqual([['same', 99]]);
    // Written down once a second.
    const last24h = await eventually(async () => {
      const { body } = await running.http.get(`${INCOMING}/sources/${source.id}`).expect(200);
      const found = (body as Api['GET /sources/:id']['response']).data.last24h;
      return found.accepted + found.repeated === 100 && found;
    });
    expect(last24h).toMatchObject({ accepted: 1, repeated: 99, refused: 0 });
  });

  it('is one also where many of them come mixed', async () => {
    const source = await createSource(running);
    const bodies = Array.from({ length: 120 }, (_, n) => ({ id: `mixed ${n % 6}`, n }));
    await postAtOnce(source, bodies);
    const expected = Array.from({ length: 6 }, (_, n) => [`mixed ${n}`, 19]);
    expect((await repeats(source.id)).sort()).toEqual(expected);
  });

  it('is told from others by every character of its id', async () => {
    const source = await createSource(running);
    const ids = [
      'evt_a',
      'EVT_A',
      'evt_A',
      'evt_a ',
      ' evt_a',
      'evt_á',
      'evt_ａ',
      'evt_a\u0301',
      'ß',
      'ss',
      '😀',
      '😁',
      '1',
      '01',
      'x'.repeat(255),
      `${'x'.repeat(254)}y`,
    ];
    await postAtOnce(
      source,
      ids.map((id) => ({ id })),
    );
    await postAtOnce(
      source,
      ids.map((id) => ({ id, again: true })),
    );
    const found = await repeats(source.id);
    expect(found.map(([id]) => id).sort()).toEqual([...ids].sort());
    expect(found.filter(([, count]) => count !== 1)).toEqual([]);
  });

  it('is another at another source', async () => {
    const [one, two] = [await createSource(running), await createSource(running)];
    for (const source of [one, two, two]) await postTo(source, { id: 'shared' });
    expect(await repeats(one.id)).toEqual([['shared', 0]]);
    expect(await repeats(two.id)).toEqual([['shared', 1]]);
  });

  it('without an id is known by its bytes for ten minutes', async () => {
    const source = await createSource(running, WITHOUT_IDS);
    await postAtOnce(source, times(20, '{"n":1}'));
    await postTo(source, '{"n": 1}');
    expect(await repeats(source.id)).toEqual([
      [null, 0],
      [null, 19],
    ]);
    await makeOlder(source.id, 10 * MINUTE_MS - 5_000);
    await postTo(source, '{"n":1}');
    expect(await repeats(source.id)).toEqual([
      [null, 0],
      [null, 20],
    ]);
  });

  it('without an id is a new one after that, once, however many come at once', async () => {
    const source = await createSource(running, WITHOUT_IDS);
    await postAtOnce(source, times(3, '{"n":1}'));
    await makeOlder(source.id, 10 * MINUTE_MS + 1_000);
    await postAtOnce(source, times(20, '{"n":1}'));
    expect(await repeats(source.id)).toEqual([
      [null, 19],
      [null, 2],
    ]);
  });

  it('without an id hands its key on to the new one in one step: others that ask meanwhile find either', async () => {
    const source = await createSource(running, WITHOUT_IDS);
    await postAtOnce(source, ['{"handed":"on"}']);
    const holders = new Set<number>();
    for (let round = 0; round < 30; round += 1) {
      await makeOlder(source.id, 11 * MINUTE_MS);
      let isOver = false;
      const watched = (async () => {
        while (!isOver) {
          const keys = await eventsTable(running)
            .where({ source_id: source.id })
            .whereNotNull('dedupe_key')
            .pluck('id');
          holders.add(keys.length);
          // SQLite answers without waiting, so that nothing else would get its turn.
          await new Promise(setImmediate);
        }
      })();
      await postAtOnce(source, ['{"handed":"on"}']);
      isOver = true;
      await watched;
    }
    expect(holders).toEqual(new Set([1]));
    expect(await eventsOf(running, source.id)).toHaveLength(25);
  });

  it('with an id is a repetition however late it comes', async () => {
    const source = await createSource(running);
    await postTo(source, { id: 'late' });
    await makeOlder(source.id, 24 * 60 * MINUTE_MS);
    await postTo(source, { id: 'late', changed: true });
    expect(await repeats(source.id)).toEqual([['late', 1]]);
  });

  it('that was refused is taken when it comes again and is genuine', async () => {
    const source = await createSource(running);
    const body = { id: 'second try' };
    expect((await post(running.url, source.slug, { body, signature: 'ff' })).status).toBe(401);
    expect(await postTo(source, body)).toBe(200);
    expect(
      await eventsTable(running).where({ source_id: source.id, event_id: 'second try' }),
    ).toMatchObject([{ repeat_count: 0 }]);
  });

  it('is one for every notification in a message of Salesforce, which gets its acknowledgement', async () => {
    const source = await createSource(running, {
      provider: 'salesforce',
      settings: {},
      secret: ORGANIZATION,
    });
    const address = running.url + receivingPath(source.slug);
    const message = {
      body: soapMessage(['n1', 'n2', 'n3', 'n3']),
      headers: { 'content-type': 'text/xml' },
    };
    for (const repeat of [0, 1]) {
      const answer = await postWebhook(address, message);
      expect(answer.status).toBe(200);
      expect(answer.headers['content-type']).toContain('text/xml');
      expect(answer.body).toContain('<Ack>true</Ack>');
      const found = await eventsOf(running, source.id);
      expect(found.map(({ eventId }) => eventId).sort()).toEqual(['n1', 'n2', 'n3', 'n3']);
      expect(found.map(({ repeatCount }) => repeatCount)).toEqual(times(4, repeat));
      expect(found.map(({ eventType }) => eventType)).toEqual(times(4, 'Account'));
    }
    const [newest] = await eventsOf(running, source.id);
    const { isPart, body } = await eventOf(running, newest?.id ?? 0);
    expect(isPart).toBe(true);
    expect(JSON.parse(body)).toMatchObject({ record: { Name: 'Jörg & Söhne' } });

    // Its session id opens the organisation to whoever reads it, so it is not kept, of a single notification neither.
    const single = await createSource(running, {
      provider: 'salesforce',
      settings: {},
      slug: 'single',
      secret: ORGANIZATION,
    });
    const sent = { ...message, body: soapMessage(['n4']) };
    expect(String(sent.body)).toContain('SESSION');
    expect((await postWebhook(running.url + receivingPath('single'), sent)).status).toBe(200);
    const stored = await eventsTable(running).where({ source_id: single.id });
    expect(stored).toHaveLength(1);
    expect(JSON.stringify(stored)).not.toContain('SESSION');

    const other = {
      ...message,
      body: message.body.toString().replaceAll(ORGANIZATION, '00D000000000002EAC'),
    };
    expect((await postWebhook(address, other)).status).toBe(401);
    // Nor of a refused one: it is the organisation of the source that may be wrong.
    const refused = await eventually(() =>
      eventsTable(running).where({ source_id: source.id, state: 'refused' }).first(),
    );
    expect(refused).toMatchObject({ body: '', body_size: Buffer.byteLength(other.body) });
    expect(JSON.stringify(refused)).not.toContain('SESSION');
  });

  it('of Slack that only tries the address out is answered, kept, and brings nothing about', async () => {
    const source = await createSource(running, {
      provider: 'slack',
      settings: {},
      secret: 'slack-secret',
      actions: [{ id: 'send', kind: 'forward', eventTypes: ['*'] }],
    });
    const body = JSON.stringify({ type: 'url_verification', challenge: 'a <challenge>' });
    const { headers } = signedBySlack(body, 'application/json');
    const answer = await postWebhook(running.url + receivingPath(source.slug), { body, headers });
    expect(answer).toMatchObject({ status: 200, body: 'a <challenge>' });
    expect(answer.headers['content-type']).toContain('text/plain');
    const [event] = await eventsOf(running, source.id);
    expect(event).toMatchObject({ eventType: 'url_verification', state: 'succeeded' });
    expect((await eventOf(running, event?.id ?? 0)).results).toEqual([]);
    // Also where somebody runs it again.
    await running.http.post(`${INCOMING}/events/${event?.id}/replay`).expect(200);
    await eventually(async () => {
      const { state, replayCount } = await eventOf(running, event?.id ?? 0);
      return state === 'succeeded' && replayCount === 1;
    });
    expect((await eventOf(running, event?.id ?? 0)).results).toEqual([]);

    const forged = { ...headers, 'x-slack-signature': `v0=${'0'.repeat(64)}` };
    const refused = await postWebhook(running.url + receivingPath(source.slug), {
      body,
      headers: forged,
    });
    expect(refused.status).toBe(401);
    expect(refused.body).not.toContain('challenge');
  });

  it('of Slack that is a command or an interaction is answered with nothing, and so is its repetition', async () => {
    const source = await createSource(running, {
      provider: 'slack',
      settings: {},
      secret: 'slack-secret',
    });
    const form = 'application/x-www-form-urlencoded';
    const submission = JSON.stringify({ type: 'view_submission', view: { id: 'V1' } });
    for (const [type, contentType, body] of [
      ['/article', form, new URLSearchParams({ command: '/article', text: 'new' }).toString()],
      ['view_submission', form, new URLSearchParams({ payload: submission }).toString()],
      ['app_mention', 'application/json', '{"event_id":"Ev1","event":{"type":"app_mention"}}'],
    ] as const) {
      for (const repeatCount of [0, 1]) {
        const answer = await postWebhook(
          running.url + receivingPath(source.slug),
          signedBySlack(body, contentType),
        );
        expect(answer).toMatchObject({ status: 200, body: '' });
        expect(answer.headers['content-type']).toContain('text/plain');
        const [event] = await eventsOf(running, source.id);
        expect(event).toMatchObject({ eventType: type, repeatCount });
      }
    }
  });

  it('of GitHub whose body cannot be read is known by its headers', async () => {
    const handled: [string | null, string | null, unknown][] = [];
    const takeAway = incomingOf(running).on('github', '*', ({ event, payload }) => {
      handled.push([event.eventId, event.eventType, payload]);
    });
    const secret = 'github-secret';
    const source = await createSource(running, { provider: 'github', settings: {}, secret });
    const body = '{"action":"opened",';
    const answer = await postWebhook(running.url + receivingPath(source.slug), {
      body,
      headers: {
        'content-type': 'application/json',
        'x-github-delivery': 'delivery-1',
        'x-github-event': 'issues',
        'x-hub-signature-256': `sha256=${signatureOf(body, secret)}`,
      },
    });
    expect(answer.status).toBe(200);
    await settledEvent(running, source.id, 'delivery-1');
    takeAway();
    expect(handled).toEqual([['delivery-1', 'issues', undefined]]);
  });

  it('of Twilio is signed for the address that Twilio knows', async () => {
    const publicUrl = 'https://hooks.example.com/twilio';
    const settings = { provider: 'twilio', settings: {}, secret: 'twilio-token' };
    const [behindProxy, direct] = [
      await createSource(running, { ...settings, publicUrl }),
      await createSource(running, settings),
    ];
    const fields = { MessageSid: 'SM1', MessageStatus: 'delivered' };
    const parts = {
      body: new URLSearchParams(fields).toString(),
      headers: {
        'content-type': 'application/x-www-form-urlencoded',
        'i-twilio-idempotency-token': 'token-1',
        'x-twilio-signature': getExpectedTwilioSignature(
          'twilio-token',
          `${publicUrl}?a=b`,
          fields,
        ),
      },
    };
    const send = async ({ slug }: { slug: string }, search = '?a=b') =>
      (await postWebhook(running.url + receivingPath(slug) + search, parts)).status;
    expect(await send(behindProxy)).toBe(200);
    expect(await send(behindProxy)).toBe(200);
    expect(await send(behindProxy, '?a=c')).toBe(401);
    expect(await send(direct)).toBe(401);
    const events = await eventsOf(running, behindProxy.id, '&state=succeeded');
    expect(events).toMatchObject([
      { eventId: 'token-1', eventType: 'message.delivered', repeatCount: 1 },
    ]);
    // The page of the event shows what a mapping reads, and the text that came.
    expect(await eventOf(running, events[0]?.id ?? 0)).toMatchObject({
      body: parts.body,
      payload: fields,
    });
  });

  it('is repeated only by what is signed as well', async () => {
    const source = await createSource(running);
    const parts = signedParts('{"id":"1"}');
    const address = running.url + receivingPath(source.slug);
    expect((await postWebhook(address, parts)).status).toBe(200);
    const forged = { ...parts, body: '{"id":"1" }' };
    expect((await postWebhook(address, forged)).status).toBe(401);
    const doubled = {
      ...parts,
      headers: { ...parts.headers, 'x-signature': [signatureOf('a'), signatureOf('{"id":"1"}')] },
    };
    expect((await postWebhook(address, doubled)).status).toBe(401);
    expect(await eventsTable(running).where({ source_id: source.id, event_id: '1' })).toMatchObject(
      [{ repeat_count: 0 }],
    );
  });
});

const ORGANIZATION = '00D000000000001EAA';

/** An outbound message with a notification for each of these ids. */
function soapMessage(ids: string[]): string {
  const notifications = ids.map(
    (id) =>
      `<Notification><Id>${id}</Id><sObject xsi:type="sf:Account" xmlns:sf="urn:sobject.enterprise.soap.sforce.com"><sf:Id>001</sf:Id><sf:Name>Jörg &amp; Söhne</sf:Name></sObject></Notification>`,
  );
  return `<?xml version="1.0" encoding="UTF-8"?>
<soapenv:Envelope xmlns:soapenv="http://schemas.xmlsoap.org/soap/envelope/" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">
 <soapenv:Body>
  <notifications xmlns="http://soap.sforce.com/2005/09/outbound">
   <OrganizationId>${ORGANIZATION}</OrganizationId>
   <ActionId>04k000000000001AAA</ActionId>
   <SessionId>SESSION</SessionId>
   ${notifications.join('\n   ')}
  </notifications>
 </soapenv:Body>
</soapenv:Envelope>`;
}
