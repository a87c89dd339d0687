import type { ContentTypeInfo, EventTypeInfo } from '../../server/src/outgoing/contracts';
import { describeContentEvent } from '../../server/src/outgoing/catalogue/event-catalogue';
import type { Schemas } from '../../server/src/outgoing/events/public-entry';
import { aCategory, anArticle, anAuthor, aNote } from '../support/builders';
import { everyDatabase } from '../support/databases';
import { closed, problemsOf } from '../support/json-schema';
import { createEndpoint, OUTGOING, verified, type DeliveredEvent } from '../support/outgoing';
import type { Receiver } from '../support/receiver';
import { createRichContent } from '../support/rich-content';
import { startSiteForSuite } from '../support/site-with-receiver';
import type { RunningStrapi } from '../support/strapi';

const ARTICLE = 'api::article.article';
const USER = 'plugin::users-permissions.user';
const FILE = 'plugin::upload.file';

/** What an article's payload can carry beside its own fields. */
const INCLUDED: Record<string, string[]> = {
  [ARTICLE]: ['author', 'categories', 'cover', 'seo', 'sections'],
  'api::author.author': ['portrait', 'articles'],
  'api::category.category': ['articles'],
  'api::note.note': ['category'],
};

everyDatabase('the catalogue of events', (client) => {
  let running: RunningStrapi;
  let receiver: Receiver;
  let catalogue: EventTypeInfo[];

  startSiteForSuite({ client }, (site) => {
    ({ running, receiver } = site);
  });
  beforeAll(async () => {
    catalogue = (await running.http.get(`${OUTGOING}/event-types`).expect(200)).body.data;
  });

  it('has a schema for every event, which its example obeys', () => {
    const problems = catalogue.flatMap(({ name, group, schema, example }) =>
      problemsOf(closed(schema), example).map((problem) => `${name} of ${group}: ${problem}`),
    );
    expect(problems).toEqual([]);
    expect(catalogue.map(({ name, group }) => `${name} ${group}`)).toEqual(
      expect.arrayContaining([
        `entry.draft-discard ${ARTICLE}`,
        'entry.create api::note.note',
        'entry.publish api::homepage.homepage',
        `entry.update ${USER}`,
        'media.create media',
        'integration-builder.ping plugin',
        'integration-builder.endpoint.disabled plugin',
      ]),
    );
  });

  it('offers publication only for types with drafts', () => {
    const names = (uid: string) =>
      catalogue.filter(({ group }) => group === uid).map(({ name }) => name);
    expect(names('api::note.note')).toEqual(['entry.create', 'entry.update', 'entry.delete']);
    expect(names(ARTICLE)).toHaveLength(6);
  });

  it('names nothing private and no password, at any depth', () => {
    const text = JSON.stringify(catalogue);
    for (const secret of [
      'editorialNote',
      'accessCode',
      'passphrase',
      'internalNote',
      'previewPassword',
      'sourceContact',
      'resetPasswordToken',
      'confirmationToken',
      'createdBy',
      'folderPath',
    ]) {
      expect(text).not.toContain(`"${secret}"`);
    }
    const author = catalogue.find(({ group }) => group === 'api::author.author');
    expect(JSON.stringify(author)).not.toContain('"email"');
  });

  it('tells the form what each type can send, populate and filter by', async () => {
    const { body } = await running.http.get(`${OUTGOING}/content-types`).expect(200);
    const types = body.data as ContentTypeInfo[];
    const article = types.find(({ uid }) => uid === ARTICLE);
    expect(article?.relations.sort()).toEqual([...(INCLUDED[ARTICLE] ?? [])].sort());
    expect(article?.fields).toContain('title');
    expect(article?.fields).not.toContain('editorialNote');
    expect(article?.actions).toContain(`entry.publish:${ARTICLE}`);
    expect(
      types.map(({ uid }) => uid).filter((uid) => /^admin::|upload|integration/.test(uid)),
    ).toEqual([]);
  });

  it('is exported as OpenAPI 3.1 with a webhook for every event', async () => {
    const { body } = await running.http.get(`${OUTGOING}/event-types/openapi`).expect(200);
    expect(body.openapi).toBe('3.1.0');
    expect(body.info).toMatchObject({ title: expect.any(String), version: expect.any(String) });
    expect(Object.keys(body).sort()).toEqual(['info', 'openapi', 'webhooks']);
    expect(Object.keys(body.webhooks)).toHaveLength(catalogue.length);
    for (const item of Object.values(body.webhooks as Record<string, OpenApiItem>)) {
      expect(Object.keys(item)).toEqual(['post']);
      const { summary, tags, parameters, requestBody, responses } = item.post;
      expect([typeof summary, typeof tags[0]]).toEqual(['string', 'string']);
      expect(parameters.map(({ name }) => name)).toContain('webhook-signature');
      expect(parameters.every((p) => p.in === 'header' && p.required && p.schema)).toBe(true);
      const { schema, example } = requestBody.content['application/json'];
      expect(problemsOf(schema, example)).toEqual([]);
      expect(responses['2XX'].description).toEqual(expect.any(String));
    }
  });

  it('previews what an endpoint with given settings would get', async () => {
    const preview = async (body: object) =>
      running.http.post(`${OUTGOING}/payload-preview`).send(body);
    const thin = await preview({ eventType: `entry.create:${ARTICLE}`, payloadMode: 'thin' });
    expect(JSON.parse(thin.body.data.payload).data).not.toHaveProperty('entry');

    const populate = { [ARTICLE]: ['author', 'sections'] };
    const full = await preview({
      eventType: `entry.update:${ARTICLE}`,
      payloadMode: 'full',
      populate,
    });
    expect(full.status).toBe(200);
    const { data } = JSON.parse(full.body.data.payload);
    expect(data.entry.author).toHaveProperty('name');
    expect(data.entry.sections[0]).toHaveProperty('__component');
    expect(data.entry).not.toHaveProperty('cover');
    expect(data.changes[0].field).toBe(data.changedFields[0]);

    const unknown = await preview({ eventType: 'constructor', payloadMode: 'full' });
    expect([unknown.status, unknown.body.error.details.code]).toEqual([400, 'unknown-event-type']);
    const wrong = await preview({ eventType: 'media.create', payloadMode: 'full', other: 1 });
    expect(wrong.status).toBe(400);
  });

  describe('holds for what is really sent', () => {
    let secret: string;

    const listen = async (populate: Record<string, string[]>) => {
      ({ secret } = await createEndpoint(running, receiver.url(), { populate }));
    };
    const infoOf = ({ type, data }: DeliveredEvent) => {
      const uid = String(data.contentType);
      return catalogue.find(
        ({ name, group }) => name === type && group === (uid === FILE ? 'media' : uid),
      );
    };
    /** The events that have come, each checked against the schema of its name and type. */
    const check = async (names: string[], include: Record<string, string[]>) => {
      await receiver.waitFor(names.length);
      const events = receiver.requests.map((request) => verified(request, secret));
      expect(events.map(({ type }) => type).sort()).toEqual([...names].sort());
      const problems = events.flatMap((event) => {
        const uid = String(event.data.contentType);
        const described = describeContentEvent(schemasOf(running), event.type, uid, {
          payloadMode: 'full',
          include: include[uid] ?? [],
        });
        return [
          ...problemsOf(infoOf(event)?.schema ?? false, event).map(
            (problem) => `${event.type}: ${problem}`,
          ),
          ...problemsOf(closed(described.schema), event).map(
            (problem) => `${event.type}, closed: ${problem}`,
          ),
        ];
      });
      expect(problems).toEqual([]);
      receiver.requests.length = 0;
    };

    const cycle = async (uid: string, data: object, change: object) => {
      const documents = running.strapi.documents(uid as typeof ARTICLE);
      const { documentId } = await documents.create({ data: data as never });
      await documents.update({ documentId, data: change as never });
      return { documents, documentId };
    };

    it.each([
      ['with nothing populated', {}],
      ['with everything populated', INCLUDED],
    ])('for an article, %s', async (_how, populate) => {
      const { article } = await createRichContent(running);
      await listen(populate);
      const { documents, documentId } = await cycle(ARTICLE, article, {
        title: 'Changed',
        seo: null,
      });
      await documents.publish({ documentId });
      await documents.discardDraft({ documentId });
      await documents.unpublish({ documentId });
      await documents.delete({ documentId });
      await check(
        [
          'entry.create',
          'entry.update',
          'entry.publish',
          'entry.draft-discard',
          'entry.unpublish',
          'entry.delete',
        ],
        populate,
      );
    });

    it('for payloads without the entry', async () => {
      const thin = { payloadMode: 'thin' } as const;
      ({ secret } = await createEndpoint(running, receiver.url(), thin));
      await cycle('api::note.note', aNote(), { text: 'changed' });
      const events = (await receiver.waitFor(2)).map((request) => verified(request, secret));
      expect(events.map(({ type }) => type).sort()).toEqual(['entry.create', 'entry.update']);
      const problems = events.flatMap((event) => problemsOf(infoOf(event)?.schema ?? false, event));
      expect(problems).toEqual([]);
    });

    it('for a draft that lacks what is required', async () => {
      await listen(INCLUDED);
      await running.strapi.documents(ARTICLE).create({ data: { title: null } as never });
      await check(['entry.create'], INCLUDED);
    });

    it.each<[string, () => Promise<object> | object, object]>([
      ['api::category.category', () => aCategory(), { name: 'Renamed' }],
      ['api::note.note', () => aNote(), { number: null }],
      [
        'api::author.author',
        async () => {
          const { image } = await createRichContent(running);
          return anAuthor({ portrait: image.id });
        },
        { name: 'Renamed' },
      ],
      [
        USER,
        () => ({
          username: 'reader',
          email: 'reader@example.test',
          password: 'canary-1',
          provider: 'local',
        }),
        { confirmed: true },
      ],
    ])('for %s', async (uid, data, change) => {
      const values = await data();
      await listen(INCLUDED);
      const { documents, documentId } = await cycle(uid, values, change);
      await documents.delete({ documentId });
      await check(['entry.create', 'entry.update', 'entry.delete'], INCLUDED);
    });

    it('for a single type', async () => {
      await listen({});
      const { documents, documentId } = await cycle(
        'api::homepage.homepage',
        { headline: 'Welcome' },
        { headline: 'Hello' },
      );
      await documents.publish({ documentId });
      await documents.delete({ documentId });
      await check(['entry.create', 'entry.update', 'entry.publish', 'entry.delete'], {});
    });

    it('for a clone', async () => {
      const { documentId } = await running.strapi.documents(ARTICLE).create({ data: anArticle() });
      await listen(INCLUDED);
      await running.strapi.documents(ARTICLE).clone({ documentId, data: {} });
      await check(['entry.create'], INCLUDED);
    });

    it('for files', async () => {
      await listen({});
      const { image } = await createRichContent(running);
      const admin = await running.asSuperAdmin();
      const fileInfo = JSON.stringify({ alternativeText: 'A pixel' });
      await admin.post(`/upload?id=${image.id}`).field('fileInfo', fileInfo).expect(200);
      await admin.delete(`/upload/files/${image.id}`).expect(200);
      await check(
        ['media.create', 'entry.create', 'entry.create', 'media.update', 'media.delete'],
        {},
      );
    });
  });
});

interface OpenApiItem {
  post: {
    summary: string;
    tags: string[];
    parameters: { name: string; in: string; required: boolean; schema: object }[];
    requestBody: { content: Record<'application/json', { schema: object; example: unknown }> };
    responses: Record<'2XX', { description: string }>;
  };
}

function schemasOf({ strapi }: RunningStrapi): Schemas {
  return {
    getModel: (uid) => strapi.getModel(uid as never),
    isPrivate: (model, name) =>
      (model.attributes[name] as { private?: boolean } | undefined)?.private === true,
  };
}
