import { listenerAt, type Listener } from '../support/announced-events';
import { aCategory, anArticle, anAuthor, aNote, only } from '../support/builders';
import { everyDatabase } from '../support/databases';
import { createEndpoint, outgoingOf } from '../support/outgoing';
import type { Receiver } from '../support/receiver';
import { CANARY, createRichContent } from '../support/rich-content';
import { startSiteForSuite } from '../support/site-with-receiver';
import type { RunningStrapi } from '../support/strapi';

const ARTICLE = 'api::article.article';
const AUTHOR = 'api::author.author';
const CATEGORY = 'api::category.category';
const NOTE = 'api::note.note';
const PAYLOAD_LIMIT = 20_000;
const EVERYTHING = {
  [ARTICLE]: ['author', 'categories', 'cover', 'seo', 'sections'],
  [AUTHOR]: ['portrait', 'articles'],
};

everyDatabase('events of content at the edges', (client) => {
  let running: RunningStrapi;
  let receiver: Receiver;
  let listen: Listener['listen'];
  let received: Listener['received'];

  startSiteForSuite({ client, config: { webhooks: { payloadLimit: PAYLOAD_LIMIT } } }, (site) => {
    ({ running, receiver } = site);
    ({ listen, received } = listenerAt(site));
  });

  const articles = () => running.strapi.documents(ARTICLE);

  describe('changed fields', () => {
    it('name relations, media and components that alone were changed', async () => {
      const { article, image } = await createRichContent(running);
      const { documentId } = await articles().create({ data: article });
      const other = await running.strapi.documents(AUTHOR).create({ data: anAuthor() });
      await listen({ populate: EVERYTHING });
      const fieldsAfter = async (data: object) => {
        await articles().update({ documentId, data: data as never });
        const [event] = await received(1);
        return event?.data.changedFields;
      };
      expect(await fieldsAfter({ author: other.documentId })).toEqual(['author']);
      expect(await fieldsAfter({ author: { disconnect: [other.documentId] } })).toEqual(['author']);
      expect(await fieldsAfter({ categories: [] })).toEqual(['categories']);
      expect(await fieldsAfter({ cover: null })).toEqual(['cover']);
      expect(await fieldsAfter({ cover: image.id })).toEqual(['cover']);
      expect(await fieldsAfter({ seo: { metaTitle: 'Another' } })).toEqual(['seo']);
      expect(
        await fieldsAfter({ sections: [{ __component: 'blocks.quote', text: 'Only this' }] }),
      ).toEqual(['sections']);
      expect(await fieldsAfter({ sections: [] })).toEqual(['sections']);
      expect(await fieldsAfter({})).toEqual([]);
    });

    it('are named without the fields being populated', async () => {
      const { article } = await createRichContent(running);
      const { documentId } = await articles().create({ data: article });
      await listen();
      await articles().update({ documentId, data: only({ author: null, seo: null }) });
      const [event] = await received(1);
      expect(event?.data.changedFields).toEqual(expect.arrayContaining(['author', 'seo']));
      expect(event?.data.changes).toEqual([]);
      expect(event?.data.entry).not.toHaveProperty('author');
    });

    it('hold a filter on a change of a relation', async () => {
      const { article } = await createRichContent(running);
      const { documentId } = await articles().create({ data: article });
      await listen({ filter: [{ field: 'author', operator: 'changed' }] });
      await articles().update({ documentId, data: only({ title: 'Not this' }) });
      await articles().update({ documentId, data: only({ author: null }) });
      const [event] = await received(1);
      expect(event?.data.changedFields).toEqual(['author']);
    });

    it.each([
      [CATEGORY, aCategory],
      [AUTHOR, anAuthor],
    ])(
      'name what leads from %s to entries with drafts only when it leads elsewhere',
      async (uid, anEntry) => {
        const documents = running.strapi.documents(uid as typeof CATEGORY);
        const published = await articles().create({ data: anArticle(), status: 'published' });
        const draft = await articles().create({ data: anArticle() });
        const both = [published.documentId, draft.documentId];
        const { documentId } = await documents.create({ data: anEntry({ articles: both }) });
        await listen({ eventTypes: [`entry.update:${uid}`] });
        const fieldsAfter = async (data: object) => {
          await documents.update({ documentId, data: only({ ...data }) });
          const [event] = await received(1);
          return event?.data.changedFields;
        };

        expect(await fieldsAfter({ name: 'Renamed', articles: both })).toEqual(['name']);
        await articles().publish({ documentId: draft.documentId });
        await articles().update({ documentId: published.documentId, data: only({ title: 'New' }) });
        expect(await fieldsAfter({ articles: both })).toEqual([]);
        await articles().unpublish({ documentId: published.documentId });
        expect(await fieldsAfter({ articles: { connect: both } })).toEqual([]);

        expect(await fieldsAfter({ articles: [draft.documentId] })).toEqual(['articles']);
        expect(await fieldsAfter({ articles: [published.documentId] })).toEqual(['articles']);
        expect(await fieldsAfter({ articles: both })).toEqual(['articles']);
        expect(await fieldsAfter({ articles: { disconnect: both } })).toEqual(['articles']);
        expect(await fieldsAfter({ articles: [] })).toEqual([]);
      },
    );

    it('never name or show a private field', async () => {
      const { documentId } = await articles().create({ data: anArticle() });
      await listen();
      await articles().update({
        documentId,
        data: only({ editorialNote: `${CANARY}-1`, accessCode: `${CANARY}-2` }),
      });
      await receiver.waitFor(1);
      expect(String(receiver.requests[0]?.body)).not.toMatch(/canary|editorialNote|accessCode/);
      const [event] = await received(1);
      expect(event?.data.changedFields).toEqual([]);
    });
  });

  describe('payloads', () => {
    it('hold all of an entry however deep, and no secret at any depth', async () => {
      const { article, author, image } = await createRichContent(running);
      await listen({ populate: EVERYTHING });
      const { documentId } = await articles().create({ data: article });
      await articles().update({ documentId, data: only({ title: 'Changed' }) });
      await articles().publish({ documentId });
      await articles().delete({ documentId });
      await receiver.waitFor(4);
      const bodies = receiver.requests.map(({ body }) => String(body)).join();
      expect(bodies).not.toMatch(
        /canary|editorialNote|accessCode|passphrase|internalNote|previewPassword|sourceContact/,
      );
      for (const { data } of await received(4)) {
        expect(data.entry).toMatchObject({
          tags: article.tags,
          author: { documentId: author.documentId, name: author.name },
          cover: { documentId: image.documentId },
          categories: [{ name: expect.any(String) }],
          seo: { metaTitle: 'A title', shareImage: { documentId: image.documentId } },
          sections: [
            { __component: 'blocks.quote', text: 'A quote' },
            {
              __component: 'blocks.gallery',
              images: [{ documentId: image.documentId }],
              seo: { metaTitle: 'A title', shareImage: { documentId: image.documentId } },
            },
          ],
        });
      }
    });

    it('are not narrowed or widened by what a request asks to be answered', async () => {
      const { article } = await createRichContent(running);
      await listen();
      const api = await running.withApiToken();
      const query = 'fields[0]=title&populate=*&status=draft';
      await api.post(`/api/articles?${query}`).send({ data: article }).expect(201);
      const [created] = await received(1);
      expect(created?.type).toBe('entry.create');
      expect(created?.data.entry).toMatchObject({ title: article.title, body: 'Some text.' });
      for (const name of ['author', 'seo', 'sections', 'cover']) {
        expect(created?.data.entry).not.toHaveProperty(name);
      }
      const { documentId } = created?.data ?? {};
      await api
        .put(`/api/articles/${String(documentId)}?fields[0]=slug&status=draft`)
        .send({ data: { title: 'New' } })
        .expect(200);
      const [updated] = await received(1);
      expect(updated?.data.entry).toMatchObject({ title: 'New', body: 'Some text.' });

      await articles().publish({ documentId: String(documentId), fields: ['slug'] });
      const [published] = await received(1);
      expect(published?.data.entry).toMatchObject({ title: 'New', body: 'Some text.' });
    });

    it('leave out an entry over the limit and say so, and the save goes through', async () => {
      await listen();
      const { documentId } = await running.strapi
        .documents(ARTICLE)
        .create({ data: anArticle({ body: 'x'.repeat(30_000) }) });
      const [created] = await received(1);
      expect(created?.data).toMatchObject({ documentId, isEntryOmitted: true });
      expect(created?.data).not.toHaveProperty('entry');
      await articles().update({ documentId, data: only({ body: 'short' }) });
      const [updated] = await received(1);
      // What it was before is as large as ever.
      expect(updated?.data).toMatchObject({ isEntryOmitted: true, changedFields: ['body'] });
      await expect(
        outgoingOf(running).send({ type: 'order.paid', data: 'x'.repeat(30_000) }),
      ).rejects.toMatchObject({ details: { code: 'payload-too-large' } });
    });

    it('stay within the limit, whatever an entry holds', async () => {
      await listen();
      const large = anArticle({ body: 'x'.repeat(PAYLOAD_LIMIT) });
      const { documentId } = await articles().create({ data: large });
      await running.strapi.documents(NOTE).create({ data: aNote() });
      const requests = await receiver.waitFor(2);
      for (const { body } of requests) expect(body.length).toBeLessThanOrEqual(PAYLOAD_LIMIT);
      const omitted = (await received(2)).map(({ data }) => [data.documentId, data.entry]);
      expect(omitted).toContainEqual([documentId, undefined]);
      expect(omitted).toContainEqual([expect.any(String), expect.any(Object)]);
    });

    it('differ by endpoint where the endpoints want different things', async () => {
      const { article } = await createRichContent(running);
      await createEndpoint(running, receiver.url('/thin'), { payloadMode: 'thin' });
      await createEndpoint(running, receiver.url('/bare'));
      await createEndpoint(running, receiver.url('/author'), {
        populate: { [ARTICLE]: ['author'] },
      });
      await articles().create({ data: article });
      await receiver.waitFor(3);
      const entryAt = (path: string) =>
        JSON.parse(String(receiver.requestsTo(path)[0]?.body)).data.entry;
      expect(entryAt('/thin')).toBeUndefined();
      expect(entryAt('/bare')).not.toHaveProperty('author');
      expect(entryAt('/author')).toHaveProperty('author.name');
      const ids = receiver.requests.map(({ headers }) => headers['webhook-id']);
      expect(new Set(ids).size).toBe(1);
    });
  });

  describe('a middleware of the site that answers in place of Strapi', () => {
    it('ends in what it answered, and in no event', async () => {
      const kept = await running.strapi.documents(NOTE).create({ data: aNote() });
      let isAnswering = true;
      running.strapi.documents.use((context, next) => {
        if (isAnswering && context.uid === NOTE) return Promise.resolve(undefined) as never;
        return next();
      });
      await listen();
      const notes = running.strapi.documents(NOTE);
      for (const answered of [
        notes.delete({ documentId: kept.documentId }),
        notes.create({ data: aNote() }),
        notes.update({ documentId: kept.documentId, data: only({ text: 'x' }) }),
      ]) {
        expect(await answered).toBeUndefined();
      }
      isAnswering = false;
      await notes.update({ documentId: kept.documentId, data: only({ text: 'after' }) });
      const [event] = await received(1);
      expect(event?.data.entry).toMatchObject({ text: 'after' });
    });
  });

  describe('what a save reads', () => {
    /** The statements of a save that read from a table. */
    async function readsOf(table: string, save: () => Promise<unknown>): Promise<string[]> {
      const statements: string[] = [];
      const listener = ({ sql }: { sql: string }) => statements.push(sql);
      running.strapi.db.connection.on('query', listener);
      await save().finally(() => running.strapi.db.connection.off('query', listener));
      return statements.filter((sql) => /^select/i.test(sql) && sql.includes(table));
    }

    it('is nothing of relations that nobody touched, and no more than ids of others', async () => {
      const { documentId } = await articles().create({ data: anArticle({ body: 'A long text.' }) });
      const categories = running.strapi.documents(CATEGORY);
      const category = await categories.create({ data: aCategory({ articles: [documentId] }) });
      const save = (relation: object) => () =>
        categories.update({
          documentId: category.documentId,
          data: only({ name: `Renamed ${Math.random()}`, articles: relation }),
        });
      const untouched = { connect: [], disconnect: [] };
      const whole = (reads: string[]) => reads.filter((sql) => /\bbody\b|t\d+.\.\*/.test(sql));
      const silent = await readsOf('articles', save(untouched));
      // Strapi itself reads them whole before it connects any.
      const connecting = await readsOf('articles', save({ connect: [documentId] }));
      await listen({ eventTypes: [`entry.update:${CATEGORY}`], payloadMode: 'thin' });
      const listened = await readsOf('articles', save(untouched));
      expect(listened.length).toBeLessThanOrEqual(silent.length);

      const reads = await readsOf('articles', save({ connect: [documentId] }));
      expect(reads.length).toBeGreaterThan(connecting.length);
      expect(whole(reads)).toHaveLength(whole(connecting).length);
      await received(2);
    });
  });

  describe('transactions', () => {
    const notes = () => running.strapi.documents(NOTE);

    it('of several changes are announced together, and only when the outermost commits', async () => {
      await listen();
      await running.strapi.db.transaction(async () => {
        await notes().create({ data: aNote({ text: 'one' }) });
        await running.strapi.db.transaction(async () => {
          await notes().create({ data: aNote({ text: 'two' }) });
        });
        await new Promise((resolve) => setTimeout(resolve, 100));
        expect(receiver.requests).toHaveLength(0);
      });
      const texts = (await received(2)).map(({ data }) => data.entry?.text);
      expect(texts.sort()).toEqual(['one', 'two']);
    });

    it('that fail within are not announced, even where the failure is caught further out', async () => {
      await listen();
      await running.strapi.db
        .transaction(async () => {
          await running.strapi.db.transaction(async () => {
            await notes().create({ data: aNote({ text: 'lost' }) });
          });
          throw new Error('after all not');
        })
        .catch(() => {});
      await notes().create({ data: aNote({ text: 'kept' }) });
      const [event] = await received(1);
      expect(event?.data.entry).toMatchObject({ text: 'kept' });
    });

    it('of a refused entry leave no event', async () => {
      await listen();
      await expect(notes().create({ data: {} as never })).rejects.toThrow('text must be defined');
      await expect(articles().update({ documentId: 'nowhere', data: {} })).resolves.toBeNull();
      await articles().delete({ documentId: 'nowhere' });
      await notes().create({ data: aNote({ text: 'fine' }) });
      const [event] = await received(1);
      expect(event?.data.entry).toMatchObject({ text: 'fine' });
    });
  });
});
