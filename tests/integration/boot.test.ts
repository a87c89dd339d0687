import { anArticle, aNote } from '../support/builders';
import { everyDatabase } from '../support/databases';
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
    await nativeStrapi.stop(running.strapi);
    const again = await startStrapi({ app });
    await again.http.get('/admin/users/me').expect(200);
    await again.stop();
    running = { ...running, strapi: again.strapi };
  });
});

it.each([
  [{ webhooks: { timeout: 'soon' } }, /config\.webhooks\.timeout/],
  [{ webhook: {} }, /webhook/],
])('does not start with the configuration %j', async (config, message) => {
  await expect(startStrapi({ config: config as object })).rejects.toThrow(message);
});
