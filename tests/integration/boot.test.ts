import { createAppDirectory } from '../support/app-directory';
import { anArticle, aNote } from '../support/builders';
import { everyDatabase } from '../support/databases';
import {
  accepted,
  aNoteUpsert,
  createSource,
  eventsOf,
  settledEvents,
  worked,
} from '../support/incoming';
import { startStrapi, type RunningStrapi } from '../support/strapi';

everyDatabase('a Strapi with the plugin', (client) => {
  let running: RunningStrapi;

  beforeAll(async () => {
    running = await startStrapi({ client });
  });
  afterAll(() => running.stop());

  it('starts with the plugin loaded and configured', () => {
    expect(running.strapi.plugin('integration-builder')).toBeDefined();
    expect(running.strapi.config.get('plugin::integration-builder.network')).toEqual({
      allow: ['127.0.0.1/32', '::1/128'],
    });
  });

  it('answers the super admin and refuses a stranger', async () => {
    await running.http.get('/admin/users/me').expect(200);
    await running.anonymous.get('/admin/users/me').expect(401);
  });

  it('creates content over REST with an API token', async () => {
    const api = await running.withApiToken();
    const { body } = await api
      .post('/api/notes')
      .send({ data: aNote({ text: 'hello' }) })
      .expect(201);
    expect(body).toMatchObject({ data: { text: 'hello' } });
  });

  it('keeps a draft, a published version and a translation of an article', async () => {
    const articles = running.strapi.documents('api::article.article');
    const { documentId } = await articles.create({ data: anArticle({ title: 'Hello' }) });
    await articles.publish({ documentId });
    await articles.update({ documentId, locale: 'fr', data: anArticle({ title: 'Bonjour' }) });

    const published = await articles.findOne({ documentId, status: 'published' });
    const french = await articles.findOne({ documentId, locale: 'fr' });
    expect([published?.title, french?.title]).toEqual(['Hello', 'Bonjour']);
  });

  it('starts again on the same data', async () => {
    const { app } = running;
    const source = await createSource(running, { actions: [aNoteUpsert()] });
    await accepted(running, source, { id: 'before', data: { number: 1, text: 'a' } });
    await nativeStrapi.stop(running.strapi);
    const again = await startStrapi({ app });
    await again.http.get('/admin/users/me').expect(200);
    await settledEvents(again, source.id, ['before']);
    expect(await worked(again, source, { data: { number: 1, text: 'b' } })).toMatchObject({
      state: 'succeeded',
    });
    await again.stop();
    running = { ...running, strapi: again.strapi };
  });
});

it('takes events in on an instance without workers, and leaves their actions to the others', async () => {
  const app = createAppDirectory({ config: { workers: false } });
  try {
    const web = await startStrapi({ app });
    const source = await createSource(web, { actions: [aNoteUpsert()] });
    await accepted(web, source, { id: 'left', data: { number: 2, text: 'a' } });
    await new Promise((resolve) => setTimeout(resolve, 1_500));
    expect(await eventsOf(web, source.id)).toMatchObject([{ state: 'pending', attemptCount: 0 }]);
    await web.stop();

    app.configure({ config: {} });
    const worker = await startStrapi({ app });
    await settledEvents(worker, source.id, ['left']);
    await worker.stop();
  } finally {
    app.remove();
  }
});

it.each([
  [{ webhooks: { timeout: 'soon' } }, /config\.webhooks\.timeout/],
  [{ webhook: {} }, /webhook/],
])('does not start with the configuration %j', async (config, message) => {
  await expect(startStrapi({ config: config as object })).rejects.toThrow(message);
});
