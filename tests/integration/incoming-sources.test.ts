import type { ProviderInfo, Source, SourceListItem } from '../../server/src/incoming/contracts';
import { everyDatabase } from '../support/databases';
import {
  accepted,
  aNoteUpsert,
  aSource,
  createSource,
  deleteAllSources,
  eventOf,
  eventsOf,
  eventsTable,
  INCOMING,
  incomingOf,
  post,
  SECRET,
  worked,
} from '../support/incoming';
import { eventually } from '../support/outgoing';
import { refusal } from '../support/refusals';
import { startStrapi, type RunningStrapi } from '../support/strapi';

const SOURCES = `${INCOMING}/sources`;
const DAY_MS = 24 * 60 * 60 * 1000;
/** Of such values the databases differ in what they take; the rest of an input is judged before it gets there. */
const IS_OF_THE_DATABASE = /NUL|half a character/i;

everyDatabase('sources', (client) => {
  let running: RunningStrapi;
  beforeAll(async () => {
    running = await startStrapi({ client });
  });
  afterAll(() => running.stop());
  beforeEach(() => deleteAllSources(running));

  const put = (id: number, body: object) => running.http.put(`${SOURCES}/${id}`).send(body);
  const change = async (id: number, body: object): Promise<Source> =>
    (await put(id, body).expect(200)).body.data;
  const read = async (id: number): Promise<SourceListItem> =>
    (await running.http.get(`${SOURCES}/${id}`).expect(200)).body.data;
  const statusFor = async (slug: string, secret: string) =>
    (await post(running.url, slug, { body: { id: `of ${secret}` }, secret })).status;

  it('have defaults filled in and give back what was entered', async () => {
    const created = await createSource(running, {
      name: '  Shop ',
      slug: 'shop',
      publicUrl: 'https://example.com/hooks/shop',
      isOrdered: true,
      rateLimit: 7,
    });
    expect(created).toEqual({
      id: expect.any(Number),
      documentId: expect.stringMatching(/^[a-z0-9]{24}$/),
      name: 'Shop',
      slug: 'shop',
      address: expect.stringMatching(/\/api\/integration-builder\/in\/shop$/),
      provider: 'generic-hmac',
      providerName: 'HMAC signature',
      settings: expect.objectContaining({
        header: 'x-signature',
        algorithm: 'sha256',
        encoding: 'hex',
        signedContent: '{body}',
      }),
      publicUrl: 'https://example.com/hooks/shop',
      isActive: true,
      isOrdered: true,
      rateLimit: 7,
      actions: [],
      secrets: [{ createdAt: expect.any(String), expiresAt: null }],
      createdAt: expect.any(String),
      updatedAt: expect.any(String),
    });
    const stored = await read(created.id);
    expect(stored).toMatchObject(created);
    expect(stored).toMatchObject({
      lastEvent: null,
      lastRefusal: null,
      last24h: { accepted: 0, repeated: 0, refused: 0 },
      pendingCount: 0,
      failedCount: 0,
    });
    expect((await running.http.get(SOURCES).expect(200)).body.data).toEqual([stored]);
  });

  it('keep every field that a change does not name', async () => {
    const created = await createSource(running, {
      publicUrl: 'https://example.com/a',
      actions: [aNoteUpsert()],
      rateLimit: 9,
    });
    const changed = await change(created.id, { name: 'Other' });
    expect(changed).toEqual({ ...created, name: 'Other', updatedAt: changed.updatedAt });
    expect(await change(created.id, { publicUrl: null, isActive: false })).toMatchObject({
      name: 'Other',
      publicUrl: null,
      isActive: false,
      actions: created.actions,
      rateLimit: 9,
    });
  });

  it('keep both of two changes that are made at the same time', async () => {
    const { id } = await createSource(running);
    await Promise.all([
      change(id, { name: 'Changed' }),
      change(id, { rateLimit: 3 }),
      change(id, { isOrdered: true }),
      change(id, { settings: { header: 'x-other' } }),
    ]);
    expect(await read(id)).toMatchObject({
      name: 'Changed',
      rateLimit: 3,
      isOrdered: true,
      settings: { header: 'x-other' },
    });
  });

  it('answer 404 for what is no source, whatever the id looks like', async () => {
    for (const id of ['999999', '0', '-1', 'abc', '1.5', '2147483648', '999999999999999']) {
      const { status, code } = await refusal(running.http.get(`${SOURCES}/${id}`));
      expect({ id, status }).toEqual({ id, status: 404 });
      expect(code).toMatch(/not-found$/);
    }
    const gone = `${SOURCES}/999999`;
    const requests = [
      running.http.put(gone).send({ name: 'x' }),
      running.http.delete(gone),
      running.http.get(`${gone}/impact`),
      running.http.get(`${gone}/statistics`),
      running.http.get(`${gone}/event-types`),
      running.http.get(`${gone}/runs`),
      running.http.post(`${gone}/secret`).send({ secret: 'x', overlapMs: 0 }),
      running.http.post(`${gone}/console`).send({ headers: '', body: '' }),
      running.http.post(`${gone}/mapping-preview`).send({ action: aNoteUpsert() }),
      running.http.post(`${gone}/runs`).send({ kind: 'replay', from: new Date().toISOString() }),
    ];
    for (const request of requests) {
      expect(await refusal(request)).toMatchObject({ status: 404, code: 'source-not-found' });
    }
  });

  describe('refuse', () => {
    const note = (input: object) => ({ actions: [{ ...aNoteUpsert(), ...input }] });
    const mapped = (path: unknown) => note({ mapping: [{ field: 'text', from: { path } }] });
    const always = (value: unknown) => note({ mapping: [{ field: 'text', from: { value } }] });
    const entry = (input: object) => ({
      actions: [{ kind: 'publish', eventTypes: ['*'], ...input }],
    });
    const hmac = (settings: object) => ({ settings: { header: 'x-signature', ...settings } });

    const cases: [string, object, string][] = [
      ['an unknown field', { colour: 'red' }, ''],
      ['no name', { name: ' ' }, 'name'],
      ['a long name', { name: 'a'.repeat(101) }, 'name'],
      ['a name with NUL', { name: 'a\u0000' }, 'name'],
      ['no slug', { slug: '' }, 'slug'],
      ['a slug in upper case', { slug: 'Shop' }, 'slug'],
      ['a slug with a slash', { slug: 'a/b' }, 'slug'],
      ['a slug that climbs', { slug: '..' }, 'slug'],
      ['a slug with a hyphen at its end', { slug: 'shop-' }, 'slug'],
      ['a long slug', { slug: 'a'.repeat(64) }, 'slug'],
      ['a slug that begins like events of Strapi', { slug: 'entry' }, 'slug'],
      ['a slug that begins like events of media', { slug: 'media' }, 'slug'],
      ['a slug that is the plugin’s', { slug: 'integration-builder' }, 'slug'],
      ['an unknown provider', { provider: 'myspace' }, 'provider'],
      ['an inherited provider', { provider: '__proto__' }, 'provider'],
      ['settings that are no object', { settings: [] }, 'settings'],
      ['an unknown setting', hmac({ colour: 'red' }), 'settings'],
      ['a wrong setting', hmac({ algorithm: 'md5' }), 'settings.algorithm'],
      ['a missing setting', { settings: {} }, 'settings.header'],
      ['a setting with NUL', hmac({ prefix: 'a\u0000' }), 'settings.prefix'],
      ['half a character in a setting', hmac({ prefix: 'a\ud800' }), 'settings.prefix'],
      ['a template without the body', hmac({ signedContent: '{url}' }), 'settings.signedContent'],
      ['an empty secret', { secret: ' ' }, 'secret'],
      ['a secret that is no text', { secret: 12 }, 'secret'],
      ['a long secret', { secret: 'a'.repeat(5_001) }, 'secret'],
      ['no address', { publicUrl: 'nowhere' }, 'publicUrl'],
      ['another scheme', { publicUrl: 'ftp://example.com/' }, 'publicUrl'],
      ['an address with a query', { publicUrl: 'https://example.com/?a=b' }, 'publicUrl'],
      ['an address with a fragment', { publicUrl: 'https://example.com/#a' }, 'publicUrl'],
      ['an address with NUL', { publicUrl: 'https://example.com/\u0000' }, 'publicUrl'],
      ['a switch that is no boolean', { isActive: 'yes' }, 'isActive'],
      ['no requests at all', { rateLimit: 0 }, 'rateLimit'],
      ['half a request', { rateLimit: 0.5 }, 'rateLimit'],
      ['a huge rate', { rateLimit: 100_001 }, 'rateLimit'],

      ['actions that are no list', { actions: {} }, 'actions'],
      ['51 actions', { actions: Array.from({ length: 51 }, () => entry({})) }, 'actions'],
      ['an unknown kind', { actions: [{ kind: 'run', eventTypes: ['*'] }] }, 'actions.0.kind'],
      ['no type of event', note({ eventTypes: [] }), 'actions.0.eventTypes'],
      ['a pattern open in its middle', note({ eventTypes: ['a.*.b'] }), 'actions.0.eventTypes.0'],
      ['a wrong id', note({ id: 'A b' }), 'actions.0.id'],
      ['the same id twice', { actions: [aNoteUpsert(), aNoteUpsert()] }, 'actions'],
      ['a missing type', note({ contentType: 'api::x.x' }), 'actions.0.contentType'],
      ['an inherited type', note({ contentType: 'constructor' }), 'actions.0.contentType'],
      [
        'users',
        note({
          contentType: 'plugin::users-permissions.user',
          match: { field: 'email', path: 'a' },
        }),
        'actions.0.contentType',
      ],
      ['administrators', note({ contentType: 'admin::user' }), 'actions.0.contentType'],
      ['a single type', note({ contentType: 'api::homepage.homepage' }), 'actions.0.contentType'],
      ['a missing match', note({ match: { field: 'x', path: 'a' } }), 'actions.0.match.field'],
      [
        'a match by JSON',
        note({
          contentType: 'api::article.article',
          match: { field: 'tags', path: 'a' },
          mapping: [],
        }),
        'actions.0.match.field',
      ],
      [
        'a missing field',
        note({ mapping: [{ field: 'x', from: { path: 'a' } }] }),
        'actions.0.mapping.0.field',
      ],
      [
        'a relation',
        note({ mapping: [{ field: 'category', from: { path: 'a' } }] }),
        'actions.0.mapping.0.field',
      ],
      [
        'a password',
        note({
          contentType: 'api::author.author',
          match: { field: 'email', path: 'a' },
          mapping: [{ field: 'passphrase', from: { path: 'a' } }],
        }),
        'actions.0.mapping.0.field',
      ],
      [
        'a field of Strapi’s own',
        note({ mapping: [{ field: 'createdAt', from: { path: 'a' } }] }),
        'actions.0.mapping.0.field',
      ],
      [
        'a field twice',
        note({ mapping: ['a', 'b'].map((path) => ({ field: 'text', from: { path } })) }),
        'actions.0.mapping.1.field',
      ],
      [
        'a value from nowhere',
        note({ mapping: [{ field: 'text', from: {} }] }),
        'actions.0.mapping.0.from',
      ],
      ['the path __proto__', mapped('__proto__'), 'actions.0.mapping.0.from.path'],
      [
        'the path constructor.prototype',
        mapped('constructor.prototype'),
        'actions.0.mapping.0.from.path',
      ],
      ['the path a[__proto__]', mapped('a[__proto__]'), 'actions.0.mapping.0.from.path'],
      ['the path toString', mapped('toString'), 'actions.0.mapping.0.from.path'],
      ['a huge place', mapped('a[1000000000]'), 'actions.0.mapping.0.from.path'],
      ['a path of 31 steps', mapped('a.'.repeat(30) + 'a'), 'actions.0.mapping.0.from.path'],
      ['a path with NUL', mapped('a\u0000b'), 'actions.0.mapping.0.from.path'],
      [
        'a path in the match',
        note({ match: { field: 'number', path: '__proto__' } }),
        'actions.0.match.path',
      ],
      ['a fixed value with NUL', always('a\u0000'), 'actions.0.mapping.0.from.value'],
      ['a fixed value named with NUL', always({ 'a\u0000': 1 }), 'actions.0.mapping.0.from.value'],
      [
        'a language that the site has not',
        note({
          contentType: 'api::article.article',
          match: { field: 'slug', path: 'a' },
          mapping: [],
          locale: 'de',
        }),
        'actions.0.locale',
      ],
      ['a language of a type without', note({ locale: 'fr' }), 'actions.0.locale'],
      [
        'publishing without drafts',
        entry({ contentType: 'api::note.note', match: { field: 'number', path: 'a' } }),
        'actions.0.kind',
      ],
      [
        'a message of Strapi’s own',
        { actions: [{ kind: 'forward', eventTypes: ['*'], messageType: 'entry.create' }] },
        'actions.0.messageType',
      ],
      [
        'a message that no endpoint can want',
        { actions: [{ kind: 'forward', eventTypes: ['*'], messageType: 'a b' }] },
        'actions.0.messageType',
      ],
    ];
    it.each(cases.filter(([name]) => client === 'sqlite' || IS_OF_THE_DATABASE.test(name)))(
      '%s',
      async (_name, input, path) => {
        const { id } = await createSource(running);
        const before = await read(id);
        const requests = [
          running.http.post(SOURCES).send({ ...aSource(), ...input }),
          put(id, input),
        ];
        for (const request of requests) {
          expect(await refusal(request)).toMatchObject({
            status: 400,
            code: 'invalid-input',
            path,
          });
        }
        expect((await running.http.get(SOURCES).expect(200)).body.data).toEqual([before]);
      },
    );

    it('a fixed value as deep as no stack', async () => {
      const { id } = await createSource(running);
      const nested = '['.repeat(50_000) + ']'.repeat(50_000);
      const body = JSON.stringify(always('NESTED')).replace('"NESTED"', nested);
      const request = running.http.put(`${SOURCES}/${id}`).type('json').send(body);
      expect(await refusal(request)).toMatchObject({
        status: 400,
        path: 'actions.0.mapping.0.from',
      });
    });

    it('what lacks something that every source has', async () => {
      for (const name of ['name', 'slug', 'provider', 'secret']) {
        const { [name]: _left, ...input } = { ...aSource() } as Record<string, unknown>;
        expect(await refusal(running.http.post(SOURCES).send(input))).toMatchObject({
          status: 400,
          path: name,
        });
      }
    });

    it('another provider, by which the events that are there would be read', async () => {
      const { id } = await createSource(running);
      for (const provider of ['stripe', 'myspace']) {
        expect(await refusal(put(id, { provider, secret: 'x' }))).toMatchObject({
          status: 400,
          path: 'provider',
        });
      }
      // The form of the panel sends it with everything else.
      expect(await change(id, { provider: 'generic-hmac', name: 'Renamed' })).toMatchObject({
        provider: 'generic-hmac',
        name: 'Renamed',
      });
    });

    it('settings that are not those of its provider', async () => {
      const { id } = await createSource(running, { provider: 'static-token', settings: {} });
      expect(await refusal(put(id, { settings: { algorithm: 'sha1' } }))).toMatchObject({
        path: 'settings',
      });
      expect(await read(id)).toMatchObject({
        settings: { header: 'authorization', prefix: 'Bearer ' },
      });
    });
  });

  it('have an address each, also where two are created with the same at once', async () => {
    const answers = await Promise.all(
      Array.from({ length: 6 }, () => running.http.post(SOURCES).send(aSource({ slug: 'same' }))),
    );
    expect(answers.map(({ status }) => status).sort()).toEqual([201, 400, 400, 400, 400, 400]);
    for (const answer of answers.filter(({ status }) => status === 400)) {
      expect(answer.body.error.details).toMatchObject({
        code: 'slug-taken',
        errors: [{ path: ['slug'] }],
      });
    }
    const { id } = await createSource(running);
    expect(await refusal(put(id, { slug: 'same' }))).toMatchObject({ code: 'slug-taken' });
    expect(await change(id, { slug: 'another' })).toMatchObject({ slug: 'another' });
    expect(await change(id, { slug: 'another' })).toMatchObject({ slug: 'another' });
    expect(await statusFor('another', SECRET)).toBe(200);
  });

  it('never show a secret, whatever is asked of them', async () => {
    const secret = 'never-shown-6f1c';
    const { id } = await createSource(running, { secret, actions: [aNoteUpsert()] });
    const next = `${secret}-next`;
    const answers = [
      await running.http.get(SOURCES),
      await running.http.get(`${SOURCES}/${id}`),
      await put(id, { secret: next }),
      await running.http.post(`${SOURCES}/${id}/secret`).send({ secret: next, overlapMs: 60_000 }),
      await running.http.post(`${SOURCES}/${id}/secret`).send({ secret: next, overlapMs: -1 }),
      await put(id, { secret: next, colour: 'red' }),
      await running.http.post(SOURCES).send({ ...aSource({ secret }), slug: '-' }),
      await running.http.get(`${SOURCES}/${id}/impact`),
      await running.http
        .post(`${SOURCES}/${id}/console`)
        .send({ headers: 'x-signature: a', body: '' }),
    ];
    for (const { text } of answers) expect(text).not.toContain(secret);
    const [row] = await running.strapi.db.connection('ib_webhook_sources').where({ id });
    expect(JSON.stringify(row)).not.toContain(secret);
  });

  describe('that get a new secret', () => {
    it('accept the old one beside it for the overlap', async () => {
      const { id, slug } = await createSource(running, { secret: 'old' });
      const { body } = await running.http
        .post(`${SOURCES}/${id}/secret`)
        .send({ secret: 'new', overlapMs: 700 })
        .expect(200);
      expect(body.data.secrets).toEqual([
        { createdAt: expect.any(String), expiresAt: null },
        { createdAt: expect.any(String), expiresAt: expect.any(String) },
      ]);
      expect(await statusFor(slug, 'old')).toBe(200);
      expect(await statusFor(slug, 'new')).toBe(200);
      await eventually(async () => (await read(id)).secrets.length === 1);
      expect(await statusFor(slug, 'old')).toBe(401);
      expect(await statusFor(slug, 'new')).toBe(200);
    });

    it('by a change accept it alone at once', async () => {
      const { id, slug } = await createSource(running, { secret: 'old' });
      await change(id, { secret: 'new' });
      expect(await statusFor(slug, 'old')).toBe(401);
      expect(await statusFor(slug, 'new')).toBe(200);
    });

    it.each<[object, string]>([
      [{ secret: 'a', overlapMs: -1 }, 'overlapMs'],
      [{ secret: 'a', overlapMs: 7 * DAY_MS + 1 }, 'overlapMs'],
      [{ secret: 'a' }, 'overlapMs'],
      [{ secret: '', overlapMs: 0 }, 'secret'],
      [{ overlapMs: 0 }, 'secret'],
    ])('refuse %j', async (input, path) => {
      const { id } = await createSource(running);
      expect(await refusal(running.http.post(`${SOURCES}/${id}/secret`).send(input))).toMatchObject(
        {
          status: 400,
          path,
        },
      );
    });

    it('keep the one that they have where the new one is of another kind', async () => {
      const kept = { provider: 'basic-auth', settings: {}, secret: 'shop:password' };
      const { id } = await createSource(running, kept);
      const wrong = { secret: 'password' };
      const replacing = { ...wrong, overlapMs: 0 };
      for (const request of [
        running.http.post(SOURCES).send(aSource({ ...kept, ...wrong })),
        put(id, wrong),
        running.http.post(`${SOURCES}/${id}/secret`).send(replacing),
      ]) {
        expect(await refusal(request)).toMatchObject({ status: 400, path: 'secret' });
      }
      expect((await read(id)).secrets).toHaveLength(1);
    });
  });

  it('that are deleted are unknown to their service, and what waited for them ends', async () => {
    const source = await createSource(running, { actions: [aNoteUpsert()] });
    const { id: doneId } = await worked(running, source, { data: { number: 1, text: 'a' } });
    await change(source.id, { isActive: false });
    // As if it had come in before the source was turned off.
    await eventsTable(running)
      .where({ id: doneId })
      .update({ state: 'pending', finished_at: null });
    const { body: impact } = await running.http.get(`${SOURCES}/${source.id}/impact`).expect(200);
    expect(impact.data).toEqual({ pendingCount: 1 });
    expect(await read(source.id)).toMatchObject({ pendingCount: 1 });

    const { body } = await running.http.delete(`${SOURCES}/${source.id}`).expect(200);
    expect(body.data).toEqual({ id: source.id, cancelledCount: 1 });
    expect(await statusFor(source.slug, SECRET)).toBe(404);
    const [event] = await eventsOf(running, source.id);
    expect(event).toMatchObject({ id: doneId, state: 'cancelled', finishedAt: expect.any(String) });
    expect((await eventOf(running, doneId)).results).toHaveLength(1);
    await running.http.get(`${SOURCES}/${source.id}`).expect(404);

    // One that a worker held at that moment comes back later.
    await eventsTable(running)
      .where({ id: doneId })
      .update({ state: 'pending', finished_at: null });
    await incomingOf(running).upkeep.run();
    expect((await eventOf(running, doneId)).state).toBe('cancelled');
  });

  it('that are turned off keep what waits until they are turned on', async () => {
    const source = await createSource(running, { actions: [aNoteUpsert()] });
    const { id } = await worked(running, source, { data: { number: 2, text: 'a' } });
    await change(source.id, { isActive: false });
    await eventsTable(running).where({ id }).update({ state: 'pending', finished_at: null });
    expect((await post(running.url, source.slug, { body: { id: 'late' } })).status).toBe(410);
    await new Promise((resolve) => setTimeout(resolve, 1_200));
    expect((await eventOf(running, id)).state).toBe('pending');
    await change(source.id, { isActive: true });
    await eventually(async () => (await eventOf(running, id)).state === 'succeeded');
  });

  it('tell how the last 24 hours went', async () => {
    const { id, slug } = await createSource(running);
    const eventId = await accepted(running, { slug }, { type: 'a.b' });
    await accepted(running, { slug }, { id: eventId, type: 'a.b' });
    await accepted(running, { slug }, { type: 'a.c' });
    await post(running.url, slug, { body: {}, signature: 'ff' });
    const item = await eventually(async () => {
      const found = await read(id);
      return found.lastRefusal && found;
    });
    expect(item.last24h).toMatchObject({ accepted: 2, repeated: 1, refused: 1 });
    expect(item.last24h.sparkline.reduce((sum, count) => sum + count, 0)).toBe(2);
    expect(item.lastEvent).toMatchObject({ eventType: 'a.c', state: 'succeeded' });

    const from = new Date(Date.now() - 2 * DAY_MS).toISOString();
    const { body } = await running.http.get(`${SOURCES}/${id}/statistics?from=${from}`).expect(200);
    const total = (counter: string) =>
      body.data.points.reduce(
        (sum: number, point: Record<string, number>) => sum + (point[counter] ?? 0),
        0,
      );
    expect([total('accepted'), total('repeated'), total('refused')]).toEqual([2, 1, 1]);
    for (const query of [`from=${from}&to=2000-01-01T00:00:00Z`, 'from=yesterday', 'colour=red']) {
      await running.http.get(`${SOURCES}/${id}/statistics?${query}`).expect(400);
    }
  });

  it('can be of every provider, whose settings a form can be made from', async () => {
    const { body } = await running.http.get(`${INCOMING}/providers`).expect(200);
    const providers: ProviderInfo[] = body.data;
    expect(providers.map(({ id }) => id)).toEqual(
      expect.arrayContaining(['stripe', 'github', 'generic-hmac', 'static-token', 'basic-auth']),
    );
    const generic = providers.find(({ id }) => id === 'generic-hmac');
    expect(generic?.settingsSchema).toMatchObject({
      type: 'object',
      required: ['header'],
      properties: { algorithm: { enum: ['sha1', 'sha256', 'sha384', 'sha512'] } },
    });
    expect(generic?.hasHandlers).toBe(false);
    const remove = incomingOf(running).on('github', '*', () => {});
    const again = await running.http.get(`${INCOMING}/providers`).expect(200);
    remove();
    expect(again.body.data).toContainEqual(
      expect.objectContaining({ id: 'github', hasHandlers: true }),
    );
  });

  it('can write the plain fields of the site’s own collection types, in its languages', async () => {
    const { body } = await running.http.get(`${INCOMING}/content-types`).expect(200);
    const uids = body.data.map(({ uid }: { uid: string }) => uid);
    expect(uids).toEqual([
      'api::album.album',
      'api::article.article',
      'api::author.author',
      'api::category.category',
      'api::note.note',
    ]);
    const [, article, author] = body.data;
    expect(article).toMatchObject({ hasDrafts: true, isLocalized: true, kind: 'collectionType' });
    expect(article.fields.map(({ name }: { name: string }) => name)).not.toContain('accessCode');
    expect(article.fields).toContainEqual({
      name: 'title',
      type: 'string',
      isRequired: true,
      isUnique: false,
      canMatch: true,
    });
    expect(author.fields.map(({ name }: { name: string }) => name)).toEqual([
      'name',
      'email',
      'staffNumber',
    ]);
    const locales = await running.http.get(`${INCOMING}/locales`).expect(200);
    expect(locales.body.data).toEqual(
      expect.arrayContaining([{ code: 'fr', name: expect.any(String) }]),
    );
  });
});
