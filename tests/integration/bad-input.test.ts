import { anEndpoint } from '../support/builders';
import { everyDatabase } from '../support/databases';
import { ENDPOINTS } from '../support/endpoint-requests';
import type { HttpClient } from '../support/http-client';
import { createSource } from '../support/incoming';
import { REFUSED_ADDRESSES } from '../support/judged-addresses';
import { createEndpoint, deleteAllEndpoints, OUTGOING, outgoingOf } from '../support/outgoing';
import { routesOfPlugin } from '../support/plugin-routes';
import { startReceiver } from '../support/receiver';
import { expectRefused } from '../support/refusals';
import { startStrapi, type RunningStrapi } from '../support/strapi';

const GOOD_URL = 'https://receiver.example.com/hooks';

everyDatabase('bad input to outgoing webhooks', (client) => {
  let running: RunningStrapi;
  let http: HttpClient;

  beforeAll(async () => {
    // No address of this machine or its networks is allowed, as in a site that has just been installed.
    running = await startStrapi({ client, config: { network: { allow: [] } } });
    ({ http } = running);
  });
  afterAll(() => running.stop());
  beforeEach(() => deleteAllEndpoints(running));

  const storedEndpoints = () => outgoingOf(running).endpoints.findAll();
  const create = (input: object) => async () => http.post(ENDPOINTS).send(input);
  const createAt = (url: unknown) => create({ ...anEndpoint(GOOD_URL), url });
  const withHeaders = (...headers: { name: string; value: string }[]) =>
    create(anEndpoint(GOOD_URL, { headers }));

  describe('URLs', () => {
    it.each<[unknown, string]>([
      ['', 'invalid-input'],
      ['not a url', 'url-forbidden-character'],
      ['example.com/hooks', 'not-a-url'],
      ['//example.com/hooks', 'not-a-url'],
      ['http:/example.com', 'not-a-url'],
      ['https://', 'not-a-url'],
      ['ftp://example.com/', 'url-scheme'],
      ['file:///etc/passwd', 'url-scheme'],
      ['gopher://example.com/', 'url-scheme'],
      ['javascript:alert(1)', 'url-scheme'],
      ['data:text/plain,hello', 'url-scheme'],
      ['https://example.com/\r\nX-Injected: 1', 'url-forbidden-character'],
      ['https://example.com\\@127.0.0.1/', 'url-forbidden-character'],
      ['https://example.com/#part', 'url-fragment'],
      ['https://example.com:0/', 'url-port'],
      ['https://example.com:99999/', 'not-a-url'],
      [`https://example.com/${'a'.repeat(3_000)}`, 'url-too-long'],
      ['https://a@b@example.com/', 'url-credentials'],
      ['https://:password@example.com/', 'url-credentials'],
      ['https://user:%zz@example.com/', 'url-credentials'],
      ['https://user%0d%0aX-Injected:1@example.com/', 'url-credentials'],
      [42, 'invalid-input'],
      [null, 'invalid-input'],
      [['https://example.com'], 'invalid-input'],
    ])('%j is refused (%s)', (url, code) => expectRefused(running, createAt(url), code));

    it('of every address that is not public are refused', async () => {
      for (const address of REFUSED_ADDRESSES) {
        // A zone cannot stand in a URL.
        if (address.includes('%')) continue;
        const host = address.includes(':') ? `[${address}]` : address;
        await expectRefused(running, createAt(`http://${host}/`), 'address-refused');
      }
    }, 60_000);

    it.each([
      'http://127.1/',
      'http://2130706433/',
      'http://0x7f000001/',
      'http://0177.0.0.1/',
      'http://0/',
      'http://127.0.0.1./',
      'http://①②⑦.⓪.⓪.①/',
      'http://localhost/',
      'http://LOCALHOST./',
      'http://anything.localhost:8080/',
      'http://user:password@169.254.169.254/latest/meta-data/',
    ])('%s is refused, in whatever way it is written', (url) =>
      expectRefused(running, createAt(url), 'address-refused'),
    );

    it('that fail in a change leave the endpoint as it was', async () => {
      const { id } = await createEndpoint(running, GOOD_URL);
      const error = await expectRefused(
        running,
        async () =>
          http.put(`${ENDPOINTS}/${id}`).send({ url: 'http://10.0.0.1/', isActive: false }),
        'address-refused',
      );
      expect(error.details.errors?.[0]?.path).toEqual(['url']);
    });

    it('saved under a wider configuration are not called under a narrower one', async () => {
      const receiver = await startReceiver();
      const { id } = await createEndpoint(running, GOOD_URL);
      for (const host of ['127.0.0.1', 'localhost', '[::1]']) {
        await running.strapi.db
          .query('plugin::integration-builder.webhook-endpoint')
          .update({ where: { id }, data: { url: `http://${host}:${receiver.port}/` } });
        const { body } = await http.post(`${ENDPOINTS}/${id}/test`).expect(200);
        expect(body.data.attempts[0]).toMatchObject({
          outcome: 'failed',
          errorCode: 'address-refused',
        });
      }
      expect(receiver.requests).toEqual([]);
      await receiver.stop();
    });
  });

  describe('headers', () => {
    it.each<[string, string, string]>([
      ['X-Name\r\nX-Injected', 'a', 'header-name'],
      ['X Name', 'a', 'header-name'],
      ['', 'a', 'header-name'],
      ['X-Name', 'a\r\nX-Injected: 1', 'header-value'],
      ['X-Name', 'a\nb', 'header-value'],
      ['X-Name', 'a\u0000b', 'header-value'],
      ['X-Name', '日本', 'header-value'],
      ['Host', 'evil.example', 'header-reserved'],
      ['Content-Length', '0', 'header-reserved'],
      ['content-type', 'text/plain', 'header-reserved'],
      ['Transfer-Encoding', 'chunked', 'header-reserved'],
      ['Connection', 'close', 'header-reserved'],
      ['webhook-signature', 'v1,AAAA', 'header-reserved'],
      ['Webhook-Id', 'msg_1', 'header-reserved'],
      ['svix-signature', 'v1,AAAA', 'header-reserved'],
      ['X-Forwarded-For', '127.0.0.1', 'header-reserved'],
    ])('%j: %j is refused (%s)', (name, value, code) =>
      expectRefused(running, withHeaders({ name, value }), code),
    );

    it('of a megabyte are refused, and the value stands nowhere in the answer', async () => {
      const justBelow = 'canary'.repeat(170_000);
      const error = await expectRefused(
        running,
        withHeaders({ name: 'X-Large', value: justBelow }),
        'headers-too-large',
      );
      expect(JSON.stringify(error)).not.toContain('canary');
      // Beyond what Strapi itself reads of a body.
      const { status } = await withHeaders({
        name: 'X-Large',
        value: `${justBelow}${justBelow}`,
      })();
      expect(status).toBe(413);
      expect(await storedEndpoints()).toEqual([]);
    });

    it('of the same name in another case are refused', () =>
      expectRefused(
        running,
        withHeaders({ name: 'X-Same', value: 'a' }, { name: 'x-same', value: 'b' }),
        'header-duplicate',
      ));

    it('are refused without a value that is stored', () =>
      expectRefused(running, create({ ...anEndpoint(GOOD_URL), headers: [{ name: 'X-New' }] })));
  });

  describe('events, filters and payloads', () => {
    it.each([
      'entry.explode',
      'entry.create:api::nothing.nothing',
      'media.create:api::note.note',
      'entry',
      'spaced name',
      'entry.**',
      '',
    ])('the pattern %j is refused', (pattern) =>
      expectRefused(running, create(anEndpoint(GOOD_URL, { eventTypes: [pattern] }))),
    );

    it.each<[string, unknown]>([
      ['a prototype', { field: '__proto__.polluted', operator: 'exists', value: true }],
      ['a constructor', { field: 'constructor.prototype', operator: 'exists', value: true }],
      ['a nested prototype', { field: 'a.__proto__', operator: 'exists', value: true }],
      ['brackets', { field: 'a[__proto__]', operator: 'exists', value: true }],
      ['an expression', { field: '${process.exit()}', operator: 'exists', value: true }],
      ['an endless path', { field: 'a.'.repeat(500) + 'a', operator: 'exists', value: true }],
      ['an unknown operator', { field: 'title', operator: 'regex', value: '(a+)+$' }],
      ['a value of the wrong type', { field: 'title', operator: 'equals', value: { a: 1 } }],
      ['more than it knows', { field: 'title', operator: 'exists', value: true, script: '1' }],
      ['no condition', 'title = 1'],
    ])('a filter with %s is refused', (_name, condition) =>
      expectRefused(
        running,
        create({ ...anEndpoint(GOOD_URL), filter: [condition] }),
        'invalid-filter',
      ),
    );

    it('populate is refused for what does not exist or is not to be seen', async () => {
      const populate = (value: object) => create({ ...anEndpoint(GOOD_URL), populate: value });
      await expectRefused(running, populate({ 'api::nothing.nothing': ['a'] }), 'unknown-relation');
      await expectRefused(
        running,
        populate({ 'api::article.article': ['title'] }),
        'unknown-relation',
      );
      await expectRefused(
        running,
        populate({ 'api::article.article': ['__proto__'] }),
        'unknown-relation',
      );
      await expectRefused(
        running,
        populate({ 'api::article.article': ['createdBy'] }),
        'unknown-relation',
      );
      await expectRefused(running, populate({ toString: ['constructor'] }), 'unknown-relation');
    });
  });

  describe('bodies', () => {
    it.each<[string, object]>([
      ['an unknown field', { secret: 'whsec_mine' }],
      ['a field of ours that is not theirs', { id: 7 }],
      ['a number for a text', { description: 5 }],
      ['a text for a number', { rateLimit: '10' }],
      ['a rate of nothing', { rateLimit: 0 }],
      ['a rate of a fraction', { rateLimit: 0.5 }],
      ['a text for a truth', { isActive: 'yes' }],
      ['an unknown payload mode', { payloadMode: 'fat' }],
      ['an unknown kind of signature', { signatureKind: 'none' }],
      ['no events', { eventTypes: [] }],
      ['events that are no list', { eventTypes: '*' }],
      ['headers that are no list', { headers: { a: 'b' } }],
      ['populate that is no map', { populate: ['author'] }],
    ])('with %s are refused', async (_name, change) => {
      await expectRefused(running, create({ ...anEndpoint(GOOD_URL), ...change }));
      const { id } = await createEndpoint(running, GOOD_URL);
      await expectRefused(running, async () => http.put(`${ENDPOINTS}/${id}`).send(change));
    });

    it.each(['[]', '"text"', '42', '{"url":'])('that are %s are refused', async (text) => {
      const response = await http
        .post(ENDPOINTS)
        .set('Content-Type', 'application/json')
        .send(text);
      expect(response.status).toBe(400);
      expect(response.body.error).toMatchObject({ status: 400 });
      expect(await storedEndpoints()).toEqual([]);
    });

    it('with characters that a database cannot store are refused', async () => {
      const { id } = await createEndpoint(running, GOOD_URL);
      for (const text of ['a\0b', 'a\ud800b']) {
        const filter = [{ field: 'title', operator: 'equals', value: text }];
        await expectRefused(running, create(anEndpoint(GOOD_URL, { description: text })));
        await expectRefused(running, create(anEndpoint(GOOD_URL, { filter: filter as never })));
        await expectRefused(running, async () =>
          http.put(`${ENDPOINTS}/${id}`).send({ description: text }),
        );
      }
      for (const query of ['search=a%00b', 'eventType=a%00b']) {
        await expectRefused(running, async () =>
          http.get(`${OUTGOING}/deliveries?endpointId=${id}&${query}`),
        );
      }
    });

    it('that are long are not answered with something longer', async () => {
      const populate = Object.fromEntries(
        Array.from({ length: 400 }, (_, n) => [`api::type-${n}.type-${n}`, ['author']]),
      );
      const error = await expectRefused(running, create(anEndpoint(GOOD_URL, { populate })));
      expect(error.details.errors).toHaveLength(20);
      for (let n = 400; n < 501; n += 1) populate[`api::type-${n}.type-${n}`] = ['author'];
      await expectRefused(running, create(anEndpoint(GOOD_URL, { populate })), 'invalid-input');
    });

    it('of every other route are checked as strictly', async () => {
      const { id } = await createEndpoint(running, GOOD_URL);
      const post = (path: string, body: object) => async () =>
        http.post(`${ENDPOINTS}/${id}${path}`).send(body);
      const day = 86_400_000;
      await expectRefused(running, post('/secret/rotate', {}));
      await expectRefused(running, post('/secret/rotate', { overlapMs: -1 }));
      await expectRefused(running, post('/secret/rotate', { overlapMs: 8 * day }));
      await expectRefused(running, post('/secret/rotate', { overlapMs: 0, secret: 'whsec_mine' }));
      await expectRefused(running, post('/example', { eventType: 'entry.explode' }));
      await expectRefused(running, post('/example', { eventType: '*' }));
      await expectRefused(running, post('/example', {}));
      await expectRefused(running, post('/replays', { kind: 'everything', from: new Date() }));
      await expectRefused(running, post('/replays', { kind: 'recover', from: 'yesterday' }));
      await expectRefused(running, post('/replays/preview', { kind: 'recover' }));
      await expectRefused(running, async () =>
        http
          .post(`${OUTGOING}/payload-preview`)
          .send({ eventType: 'entry.create', payloadMode: 'x' }),
      );
    });

    it('with a field that nobody knows are refused on every route of every feature', async () => {
      // What a route looks for before it reads the body has to be there.
      const ids: Record<string, string | number> = {
        endpoints: (await createEndpoint(running, GOOD_URL)).id,
        sources: (await createSource(running)).id,
        providers: 'github',
      };
      const routes = routesOfPlugin(running.strapi).filter(
        ({ kind, method }) => kind === 'admin' && (method === 'POST' || method === 'PUT'),
      );
      expect(routes.length).toBeGreaterThan(25);

      const lenient: string[] = [];
      for (const { method, label } of routes) {
        const address = label
          .replace(`${method} `, '')
          .replace(/(\w+)\/:\w+/g, (_all, owner: string) => `${owner}/${ids[owner] ?? 999_999}`);
        const send = method === 'POST' ? http.post(address) : http.put(address);
        const known = label.endsWith('/conflicts/:id/answer') ? { survivor: 'keep' } : {};
        const { status, text } = await send.send({ ...known, unheardOf: 1 });
        // Where a body may have one of several forms, it is none of them.
        const isNamed = text.includes('unheardOf') || text.includes('invalid-union');
        if (status !== 400 || !isNamed) lenient.push(`${label}: ${status} ${text}`);
      }
      expect(lenient).toEqual([]);
    });

    it('and queries with wrong values are refused, and ids that cannot be one are not found', async () => {
      const { id } = await createEndpoint(running, GOOD_URL);
      const get = (path: string) => async () => http.get(`${OUTGOING}${path}`);
      for (const query of [
        '?endpointId=abc',
        `?endpointId=${id}&pageSize=1000`,
        `?endpointId=${id}&state=lost`,
        `?endpointId=${id}&cursor=-1`,
        `?endpointId=${id}&from=yesterday`,
        `?endpointId=${id}&where[id]=1`,
      ]) {
        await expectRefused(running, get(`/deliveries${query}`));
      }
      await expectRefused(running, get(`/endpoints/${id}/statistics?from=x`));
      for (const path of ['/endpoints/0', '/endpoints/abc', '/endpoints/1e9', '/endpoints/-1']) {
        await expectRefused(running, get(path), /not-found$/, 404);
      }
      for (const path of ['/endpoints/99999999', '/deliveries/99999999', '/replays/99999999']) {
        await expectRefused(running, get(path), /not-found$/, 404);
      }
    });
  });
});
