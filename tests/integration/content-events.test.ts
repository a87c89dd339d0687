import { listenerAt, type Listener } from '../support/announced-events';
import { aCategory, anArticle, anAuthor, aNote, only } from '../support/builders';
import { everyDatabase } from '../support/databases';
import type { HttpClient } from '../support/http-client';
import type { DeliveredEvent } from '../support/outgoing';
import type { Receiver } from '../support/receiver';
import { startSiteForSuite } from '../support/site-with-receiver';
import type { RunningStrapi } from '../support/strapi';

const ARTICLE = 'api::article.article';
const HOMEPAGE = 'api::homepage.homepage';
const NOTE = 'api::note.note';

everyDatabase('events of content', (client) => {
  let running: RunningStrapi;
  let admin: HttpClient;
  let receiver: Receiver;
  let listen: Listener['listen'];
  let received: Listener['received'];

  startSiteForSuite({ client }, (site) => {
    ({ running, receiver } = site);
    ({ listen, received } = listenerAt(site));
  });
  beforeAll(async () => {
    admin = await running.asSuperAdmin();
  });

  const articles = () => running.strapi.documents(ARTICLE);
  const notes = () => running.strapi.documents(NOTE);

  it('announces a created entry with its public fields, signed so that svix verifies it', async () => {
    await listen();
    const { documentId } = await articles().create({ data: anArticle({ title: 'Hello' }) });

    const [event] = await received(1);
    expect(event).toMatchObject({
      type: 'entry.create',
      data: {
        contentType: ARTICLE,
        documentId,
        locale: 'en',
        actor: { kind: 'system' },
        entry: { documentId, title: 'Hello' },
      },
    });
  });

  it('names what an update changed, before and after', async () => {
    const { documentId } = await notes().create({ data: aNote({ text: 'before', number: 1 }) });
    await listen();
    await notes().update({ documentId, data: aNote({ text: 'after', number: 1 }) });

    const [event] = await received(1);
    expect(event?.type).toBe('entry.update');
    expect(event?.data.changedFields).toEqual(['text']);
    expect(event?.data.changes).toEqual([{ field: 'text', before: 'before', after: 'after' }]);
  });

  it('announces publishing and unpublishing once for every language', async () => {
    const { documentId } = await articles().create({ data: anArticle() });
    await articles().update({ documentId, locale: 'fr', data: anArticle({ title: 'Bonjour' }) });
    await listen();

    await articles().publish({ documentId, locale: '*' });
    const published = await received(2);
    expect(published.map(({ type }) => type)).toEqual(['entry.publish', 'entry.publish']);
    expect(published.map(({ data }) => data.locale).sort()).toEqual(['en', 'fr']);

    await articles().unpublish({ documentId, locale: 'fr' });
    const [unpublished] = await received(1);
    expect(unpublished).toMatchObject({ type: 'entry.unpublish', data: { locale: 'fr' } });
  });

  it('announces both the save and the publication of an entry that is created published', async () => {
    await listen();
    await articles().create({ data: anArticle(), status: 'published' });
    const types = (await received(2)).map(({ type }) => type);
    expect(types).toEqual(['entry.create', 'entry.publish']);
  });

  it('announces a new language of an entry as its creation', async () => {
    const { documentId } = await articles().create({ data: anArticle() });
    await listen();
    await articles().update({ documentId, locale: 'fr', data: anArticle({ title: 'Bonjour' }) });
    const [event] = await received(1);
    expect(event).toMatchObject({ type: 'entry.create', data: { locale: 'fr' } });
  });

  it('announces a discarded draft', async () => {
    const { documentId } = await articles().create({ data: anArticle(), status: 'published' });
    await articles().update({ documentId, data: anArticle({ title: 'A draft' }) });
    await listen();
    await articles().discardDraft({ documentId });
    const [event] = await received(1);
    expect(event?.type).toBe('entry.draft-discard');
  });

  it('announces a clone as a creation that names its origin', async () => {
    const { documentId } = await notes().create({ data: aNote({ text: 'original' }) });
    await listen();
    await notes().clone({ documentId, data: {} });
    const [event] = await received(1);
    expect(event).toMatchObject({
      type: 'entry.create',
      data: { clonedFrom: documentId, entry: { text: 'original' } },
    });
  });

  it('announces a deletion once for every language, draft and published version together', async () => {
    const { documentId } = await articles().create({ data: anArticle(), status: 'published' });
    await articles().update({ documentId, locale: 'fr', data: anArticle({ title: 'Bonjour' }) });
    await listen();
    await articles().delete({ documentId, locale: '*' });

    const events = await received(2);
    expect(events.map(({ type }) => type)).toEqual(['entry.delete', 'entry.delete']);
    expect(events.map(({ data }) => data.locale).sort()).toEqual(['en', 'fr']);
  });

  it('announces every entry of a bulk deletion in the Content Manager, with the administrator', async () => {
    const documentIds = [];
    for (let n = 0; n < 3; n += 1) {
      documentIds.push((await notes().create({ data: aNote() })).documentId);
    }
    await listen();
    await admin
      .post(`/content-manager/collection-types/${NOTE}/actions/bulkDelete`)
      .send({ documentIds })
      .expect(200);

    const events = await received(3);
    expect(events.map(({ data }) => data.documentId).sort()).toEqual([...documentIds].sort());
    expect(events[0]?.data.actor).toMatchObject({ kind: 'admin' });
  });

  it('names the API token that made a change', async () => {
    await listen();
    const api = await running.withApiToken();
    await api.post('/api/notes').send({ data: aNote() }).expect(201);
    const [event] = await received(1);
    expect(event?.data.actor).toMatchObject({ kind: 'api-token' });
  });

  it('sends nothing for content that was saved in a transaction that rolled back', async () => {
    await listen();
    await expect(
      running.strapi.db.transaction(async () => {
        await notes().create({ data: aNote({ text: 'never' }) });
        throw new Error('rolled back');
      }),
    ).rejects.toThrow('rolled back');
    await notes().create({ data: aNote({ text: 'kept' }) });

    const [event] = await received(1);
    expect(event?.data.entry).toMatchObject({ text: 'kept' });
  });

  it('sends private fields and passwords at no depth', async () => {
    const category = await running.strapi
      .documents('api::category.category')
      .create({ data: aCategory() });
    const author = await running.strapi.documents('api::author.author').create({
      data: anAuthor({ passphrase: 'canary-password', email: 'canary@example.test' }),
    });
    await listen({ populate: { [ARTICLE]: ['author', 'categories'] } });
    await articles().create({
      data: anArticle({
        editorialNote: 'canary-private',
        accessCode: 'canary-code',
        author: author.documentId,
        categories: [category.documentId],
      }),
    });

    const [request] = await receiver.waitFor(1);
    // A password would come as its hash.
    expect(request?.body.toString()).not.toMatch(/canary|passphrase|accessCode/);
    const [event] = await received(1);
    expect(event?.data.entry?.author).toMatchObject({ name: author.name });
  });

  it('sends only the name of the entry to an endpoint that wants it thin', async () => {
    await listen({ payloadMode: 'thin' });
    await notes().create({ data: aNote({ text: 'not sent' }) });
    const [event] = await received(1);
    expect(event?.data).not.toHaveProperty('entry');
  });

  it('sends only what an endpoint has chosen by type, action and filter', async () => {
    await listen({
      eventTypes: [`entry.create:${NOTE}`],
      filter: [{ field: 'text', operator: 'in', value: ['yes', 'also'] }],
    });
    await articles().create({ data: anArticle() });
    await notes().create({ data: aNote({ text: 'no' }) });
    const { documentId } = await notes().create({ data: aNote({ text: 'yes' }) });
    await notes().update({ documentId, data: aNote({ text: 'also' }) });

    const [event] = await received(1);
    expect(event?.data.entry).toMatchObject({ text: 'yes' });
  });

  describe('publication', () => {
    const summary = (events: DeliveredEvent[]) =>
      events.map(({ type, data }) => `${type} ${String(data.locale)}`).sort();
    const contentManager = (path: string) => `/content-manager/${path}`;

    it('announces both the save and the publication of an update with status published', async () => {
      const { documentId } = await articles().create({ data: anArticle({ title: 'Old' }) });
      await listen();
      await articles().update({ documentId, data: only({ title: 'New' }), status: 'published' });
      const [update, publish] = (await received(2)).sort((a, b) => b.type.localeCompare(a.type));
      expect(update).toMatchObject({
        type: 'entry.update',
        data: {
          changedFields: ['title'],
          changes: [{ field: 'title', before: 'Old', after: 'New' }],
        },
      });
      expect(publish).toMatchObject({ type: 'entry.publish', data: { entry: { title: 'New' } } });
      expect(publish?.data.entry?.publishedAt).toEqual(expect.any(String));
    });

    it('covers all languages of an operation on every locale', async () => {
      const { documentId } = await articles().create({ data: anArticle() });
      await articles().update({ documentId, locale: 'fr', data: anArticle({ title: 'Bonjour' }) });
      await listen();
      await articles().publish({ documentId, locale: '*' });
      expect(summary(await received(2))).toEqual(['entry.publish en', 'entry.publish fr']);
      await articles().update({ documentId, locale: 'fr', data: only({ title: 'Salut' }) });
      expect(summary(await received(1))).toEqual(['entry.update fr']);
      await articles().discardDraft({ documentId, locale: '*' });
      expect(summary(await received(2))).toEqual([
        'entry.draft-discard en',
        'entry.draft-discard fr',
      ]);
      await articles().unpublish({ documentId, locale: '*' });
      expect(summary(await received(2))).toEqual(['entry.unpublish en', 'entry.unpublish fr']);
      await articles().unpublish({ documentId, locale: '*' });
      await articles().delete({ documentId, locale: 'fr' });
      expect(summary(await received(1))).toEqual(['entry.delete fr']);
      await articles().delete({ documentId, locale: '*' });
      expect(summary(await received(1))).toEqual(['entry.delete en']);
    });

    it('is announced for every entry of a bulk action of the Content Manager', async () => {
      const documentIds: string[] = [];
      for (let n = 0; n < 3; n += 1) {
        documentIds.push((await articles().create({ data: anArticle() })).documentId);
      }
      await listen();
      const path = (action: string) =>
        contentManager(`collection-types/${ARTICLE}/actions/${action}`);
      await admin.post(path('bulkPublish')).send({ documentIds }).expect(200);
      const published = await received(3);
      expect(published.map(({ data }) => data.documentId).sort()).toEqual([...documentIds].sort());
      expect(published.every(({ type }) => type === 'entry.publish')).toBe(true);
      expect(published[0]?.data.actor).toMatchObject({ kind: 'admin', name: 'Ada Admin' });

      await admin.post(path('bulkUnpublish')).send({ documentIds }).expect(200);
      expect(summary(await received(3))).toEqual(Array(3).fill('entry.unpublish en'));
    });

    it('of a single type is announced from its creation to its deletion', async () => {
      await listen();
      const path = contentManager(`single-types/${HOMEPAGE}`);
      await admin.put(path).send({ headline: 'Welcome' }).expect(200);
      expect(summary(await received(1))).toEqual(['entry.create null']);
      await admin.put(path).send({ headline: 'Hello' }).expect(200);
      const [update] = await received(1);
      expect(update).toMatchObject({ type: 'entry.update', data: { changedFields: ['headline'] } });
      await admin.post(`${path}/actions/publish`).send({ headline: 'Published' }).expect(200);
      expect(summary(await received(2))).toEqual(['entry.publish null', 'entry.update null']);
      await admin.post(`${path}/actions/unpublish`).send({}).expect(200);
      expect(summary(await received(1))).toEqual(['entry.unpublish null']);
      await admin.delete(path).expect((response) => expect(response.status).toBeLessThan(300));
      expect(summary(await received(1))).toEqual(['entry.delete null']);
    });
  });
});
