import { everyDatabase } from '../support/databases';
import {
  createSource,
  eventOf,
  eventsOf,
  INCOMING,
  post,
  receivingPath,
  signatureOf,
  signedParts,
} from '../support/incoming';
import { eventually } from '../support/outgoing';
import { startStrapi, type RunningStrapi } from '../support/strapi';
import { postWebhook } from '../support/webhook-request';

everyDatabase('a source', (client) => {
  let running: RunningStrapi;
  beforeAll(async () => {
    running = await startStrapi({ client });
  });
  afterAll(() => running.stop());

  it('stores a genuine event before it answers', async () => {
    const source = await createSource(running);
    const answer = await post(running.url, source.slug, { body: { id: 'e1', type: 'a.b', n: 1 } });
    expect(answer.status).toBe(200);
    const [event] = await eventsOf(running, source.id);
    expect(event).toMatchObject({ eventId: 'e1', eventType: 'a.b', state: 'succeeded' });
    const whole = await eventOf(running, event!.id);
    expect(whole.body).toBe('{"id":"e1","type":"a.b","n":1}');
    expect(whole.verification.every(({ problem }) => problem === null)).toBe(true);
  });

  it('takes an event once, however often it comes, and counts the repetitions', async () => {
    const source = await createSource(running);
    const answers = await Promise.all(
      Array.from({ length: 20 }, () =>
        post(running.url, source.slug, { body: { id: 'same', type: 'a.b' } }),
      ),
    );
    expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([200]));
    const events = await eventsOf(running, source.id);
    expect(events).toHaveLength(1);
    expect(events[0]?.repeatCount).toBe(19);
  });

  it('refuses what is not genuine without a word of why, and tells the editor', async () => {
    const source = await createSource(running);
    const answer = await post(running.url, source.slug, { body: { id: 'e1' }, signature: 'ff' });
    expect(answer.status).toBe(401);
    expect(answer.text).not.toContain('signature');
    const event = await eventually(async () => (await eventsOf(running, source.id))[0]);
    expect(event).toMatchObject({ state: 'refused', problem: { code: 'signature-differs' } });
  });

  it('answers whatever is wrong with a signature in the same words', async () => {
    const { slug } = await createSource(running);
    const body = '{"id":"e1"}';
    const answers = [];
    for (const signature of [
      null,
      '',
      'ff',
      'z'.repeat(64),
      '0'.repeat(64),
      signatureOf('other'),
    ]) {
      answers.push(await post(running.url, slug, { body, signature }));
    }
    answers.push(await post(running.url, slug, { body, secret: 'another' }));
    expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([401]));
    expect(new Set(answers.map(({ text }) => text)).size).toBe(1);
  });

  it('is known by its slug alone', async () => {
    const answer = await post(running.url, 'nobody', { body: {} });
    expect(answer.status).toBe(404);
    expect(JSON.parse(answer.text)).toMatchObject({ error: { status: 404 } });
    for (const slug of ['__proto__', '..%2f..%2fin', '%00', '%E0%A4%A', '%F0%9F%98%80']) {
      expect([400, 404]).toContain((await post(running.url, slug, { body: {} })).status);
    }
  });

  it('that is off says so, genuine or not, until it is on again', async () => {
    const { id, slug } = await createSource(running);
    const turn = (isActive: boolean) =>
      running.http.put(`${INCOMING}/sources/${id}`).send({ isActive }).expect(200);
    await turn(false);
    const body = { id: 'while off' };
    expect((await post(running.url, slug, { body })).status).toBe(410);
    expect((await post(running.url, slug, { body, signature: 'ff' })).status).toBe(410);
    await turn(true);
    expect((await post(running.url, slug, { body })).status).toBe(200);
    expect(await eventsOf(running, id)).toHaveLength(1);
  });

  it('takes the old secret no more where the new one has no overlap', async () => {
    const { id, slug } = await createSource(running, { secret: 'old' });
    const secret = { secret: 'new', overlapMs: 0 };
    await running.http.post(`${INCOMING}/sources/${id}/secret`).send(secret).expect(200);
    expect((await post(running.url, slug, { body: { id: '1' }, secret: 'old' })).status).toBe(401);
    expect((await post(running.url, slug, { body: { id: '1' }, secret: 'new' })).status).toBe(200);
  });

  describe('with bytes that are not to be touched', () => {
    /** The exact bytes that are stored of the one event of a source. */
    async function stored(sourceId: number): Promise<Buffer> {
      const [event] = await eventsOf(running, sourceId);
      const { body, bodyEncoding } = await eventOf(running, event?.id ?? 0);
      return Buffer.from(body, bodyEncoding === 'base64' ? 'base64' : 'utf8');
    }

    it.each<[string, string | Buffer]>([
      ['odd white space', ' \r\n{\t"id" :\u00a0"1",\n\n"a":1.0e+2 , "a":1}\n '],
      ['a byte order mark', '\ufeff{"id":"1"}'],
      [
        'every kind of character',
        '{"id":"1","text":"äöü € 中文 😀 \u2028\u2029 \u200b \u001f \u007f"}',
      ],
      ['escapes', '{"id":"1","text":"\\u0000 \\ud800 \\\\ \\" \\/"}'],
      ['a NUL character', '{"id":"1","text":"a\0b"}'],
      ['bytes that are no UTF-8', Buffer.from([0x7b, 0xff, 0xfe, 0x00, 0x80, 0x7d])],
      ['a lone surrogate', Buffer.from([0x22, 0xed, 0xa0, 0x80, 0x22])],
      ['an overlong slash', Buffer.from([0x22, 0xc0, 0xaf, 0x22])],
      ['every byte', Buffer.from(Array.from({ length: 256 }, (_, n) => n))],
      ['nothing', ''],
      ['white space alone', ' \n '],
      [
        'numbers that a parser would change',
        '{"id":"1","n":12345678901234567890,"m":1e999,"o":-0}',
      ],
    ])('verifies and keeps %s', async (_name, body) => {
      const { id, slug } = await createSource(running);
      const address = running.url + receivingPath(slug);
      expect((await postWebhook(address, signedParts(body))).status).toBe(200);
      expect((await stored(id)).equals(Buffer.from(body))).toBe(true);
    });

    it('keeps any characters at all', async () => {
      const { id, slug } = await createSource(running);
      const codes = Array.from({ length: 0x11_0000 / 17 }, (_, n) => n * 17);
      const text = String.fromCodePoint(...codes.filter((code) => code < 0xd800 || code > 0xdfff));
      const body = JSON.stringify({ id: 'all', text });
      expect((await post(running.url, slug, { body })).status).toBe(200);
      expect((await stored(id)).toString()).toBe(body);
    });

    it('whatever their content type, or without one', async () => {
      const { id, slug } = await createSource(running);
      const address = running.url + receivingPath(slug);
      const types = [
        'application/json',
        'text/plain',
        'application/x-www-form-urlencoded',
        'multipart/form-data; boundary=x',
        'application/xml',
        'no type at all',
        '',
      ];
      for (const type of types) {
        const parts = signedParts(`{ "id": "as ${type}" }`, { 'content-type': type });
        expect((await postWebhook(address, parts)).status).toBe(200);
      }
      const body = '{ "id": "without" }';
      const headers = { 'x-signature': signatureOf(body) };
      expect((await postWebhook(address, { body, headers })).status).toBe(200);
      const ids = (await eventsOf(running, id)).map(({ eventId }) => eventId).reverse();
      expect(ids).toEqual([...types.map((type) => `as ${type}`), 'without']);
    });

    it('refuses the same value written in another way', async () => {
      const { slug } = await createSource(running);
      const body = '{"id": "1", "n": 1.0}';
      const signature = signatureOf(body);
      const again = JSON.stringify(JSON.parse(body));
      for (const changed of [
        again,
        `${body} `,
        `\ufeff${body}`,
        body.replace('"1"', '"\\u0031"'),
      ]) {
        expect((await post(running.url, slug, { body: changed, signature })).status).toBe(401);
      }
      expect((await post(running.url, slug, { body, signature })).status).toBe(200);
    });
  });

  it('changes the mapped entry', async () => {
    const source = await createSource(running, {
      actions: [
        {
          kind: 'upsert',
          eventTypes: ['note.*'],
          contentType: 'api::note.note',
          match: { field: 'number', path: 'data.number' },
          mapping: [{ field: 'text', from: { path: 'data.text' } }],
        },
      ],
    });
    for (const [id, text] of [
      ['1', 'first'],
      ['2', 'second'],
    ]) {
      const body = { id, type: 'note.saved', data: { number: 4711, text } };
      expect((await post(running.url, source.slug, { body })).status).toBe(200);
      await eventually(async () =>
        (await eventsOf(running, source.id)).every(({ state }) => state === 'succeeded'),
      );
    }
    const notes = await running.strapi
      .documents('api::note.note' as never)
      .findMany({ filters: { number: 4711 } } as never);
    expect(notes).toHaveLength(1);
    expect(notes[0]).toMatchObject({ text: 'second' });
    const [event] = await eventsOf(running, source.id);
    const { results } = await eventOf(running, event!.id);
    expect(results).toMatchObject([{ kind: 'upsert', state: 'succeeded', effect: 'updated' }]);
  });
});
