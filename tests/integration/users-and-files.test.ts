import { listenerAt, type Listener } from '../support/announced-events';
import { only } from '../support/builders';
import { everyDatabase } from '../support/databases';
import type { HttpClient } from '../support/http-client';
import type { Receiver } from '../support/receiver';
import { CANARY } from '../support/rich-content';
import { startSiteForSuite } from '../support/site-with-receiver';
import type { RunningStrapi } from '../support/strapi';

const USER = 'plugin::users-permissions.user';

everyDatabase('events of users and files', (client) => {
  let running: RunningStrapi;
  let receiver: Receiver;
  let listen: Listener['listen'];
  let received: Listener['received'];

  startSiteForSuite({ client }, (site) => {
    ({ running, receiver } = site);
    ({ listen, received } = listenerAt(site));
  });

  describe('users of the site', () => {
    it('are announced as they register and change, without password and tokens', async () => {
      await listen({ eventTypes: [`entry.*:${USER}`] });
      const registered = await running.anonymous
        .post('/api/auth/local/register')
        .send({ username: 'reader', email: 'reader@example.test', password: `${CANARY}-password` })
        .expect(200);
      await receiver.waitFor(1);
      const { documentId } = registered.body.user;
      const users = running.strapi.documents(USER);
      await users.update({
        documentId,
        data: only({ resetPasswordToken: `${CANARY}-token`, password: `${CANARY}-new` }),
      });
      await receiver.waitFor(2);
      const bodies = receiver.requests.map(({ body }) => String(body)).join();
      expect(bodies).not.toMatch(/canary|password|resetPasswordToken|confirmationToken|\$2[aby]\$/);
      const events = await received(2);
      expect(events).toMatchObject([
        { type: 'entry.create', data: { entry: { username: 'reader' } } },
        { type: 'entry.update', data: { changedFields: [] } },
      ]);
    });

    it('are announced when they are deleted', async () => {
      const { id } = await running.strapi.documents(USER).create({
        data: { username: 'leaver', email: 'leaver@example.test', provider: 'local' },
      });
      await listen({ eventTypes: [`entry.*:${USER}`] });
      await running.strapi.plugin('users-permissions').service('user').remove({ id });
      const [event] = await received(1);
      expect(event).toMatchObject({
        type: 'entry.delete',
        data: { entry: { username: 'leaver' } },
      });

      const { documentId } = await running.strapi.documents(USER).create({
        data: { username: 'other', email: 'other@example.test', provider: 'local' },
      });
      await received(1);
      await running.strapi.documents(USER).delete({ documentId });
      expect(await received(1)).toMatchObject([{ type: 'entry.delete', data: { locale: null } }]);
    });

    it('are not announced where the transaction that saved them rolled back', async () => {
      await listen({ eventTypes: [`entry.*:${USER}`] });
      const create = (username: string) =>
        running.strapi.documents(USER).create({
          data: { username, email: `${username}@example.test`, provider: 'local' },
        });
      await expect(
        running.strapi.db.transaction(async () => {
          await create('never');
          throw new Error('rolled back');
        }),
      ).rejects.toThrow('rolled back');
      await create('kept');
      expect(await received(1)).toMatchObject([{ data: { entry: { username: 'kept' } } }]);
    });

    it('are announced when they first sign in with another service, and not again', async () => {
      const { service } = running.strapi.plugin('users-permissions');
      service('providers-registry').add('another-service', {
        authCallback: async ({ accessToken }: { accessToken: string }) => ({
          username: accessToken,
          email: `${accessToken}@example.test`,
        }),
      });
      const signIn = () =>
        service('providers').connect('another-service', { access_token: 'guest' });
      await listen({ eventTypes: [`entry.*:${USER}`] });

      const { documentId } = await signIn();
      expect(await received(1)).toMatchObject([
        {
          type: 'entry.create',
          data: { contentType: USER, documentId, entry: { documentId, username: 'guest' } },
        },
      ]);
      expect(await signIn()).toMatchObject({ documentId });
      expect(await received(0)).toEqual([]);
    });
  });

  describe('the media library', () => {
    let admin: HttpClient;
    beforeAll(async () => {
      admin = await running.asSuperAdmin();
    });

    const upload = async (name: string) => {
      const { body } = await admin
        .post('/upload')
        .attach('files', Buffer.from(name), name)
        .expect(201);
      return body[0] as { id: number; documentId: string };
    };

    it('announces new and deleted files', async () => {
      await listen({ eventTypes: ['media.*'] });
      const { id } = await upload('hello.txt');
      const [created] = await received(1);
      expect(created).toMatchObject({
        type: 'media.create',
        data: { entry: { name: 'hello.txt' } },
      });

      await admin.delete(`/upload/files/${id}`).expect(200);
      const [deleted] = await received(1);
      expect(deleted?.type).toBe('media.delete');
    });

    it('announces what is said of a file, and what replaces it, with the changed fields', async () => {
      const { id, documentId } = await upload('first.txt');
      await listen();
      const fileInfo = JSON.stringify({ caption: 'A caption' });
      await admin.post(`/upload?id=${id}`).field('fileInfo', fileInfo).expect(200);
      const [update] = await received(1);
      expect(update).toMatchObject({
        type: 'media.update',
        data: { documentId, changedFields: ['caption'], actor: { kind: 'admin' } },
      });
      await admin
        .post(`/upload?id=${id}`)
        .attach('files', Buffer.from('other'), 'second.txt')
        .expect(200);
      const [replaced] = await received(1);
      expect(replaced?.type).toBe('media.update');
      expect(replaced?.data.changedFields).toEqual(expect.arrayContaining(['name']));
    });

    it('announces nothing that a transaction has taken back', async () => {
      const { id } = await upload('kept.txt');
      await listen();
      const files = running.strapi.plugin('upload').service('upload');
      await expect(
        running.strapi.db.transaction(async () => {
          await files.updateFileInfo(id, { caption: 'never' });
          throw new Error('rolled back');
        }),
      ).rejects.toThrow('rolled back');
      await files.updateFileInfo(id, { caption: 'kept' });
      expect(await received(1)).toMatchObject([
        { type: 'media.update', data: { entry: { caption: 'kept' } } },
      ]);
    });

    it('announces every file of a bulk deletion', async () => {
      const files = [await upload('a.txt'), await upload('b.txt')];
      await listen();
      await admin
        .post('/upload/actions/bulk-delete')
        .send({ fileIds: files.map(({ id }) => id), folderIds: [] })
        .expect(200);
      const events = await received(2);
      expect(events.map(({ data }) => data.documentId).sort()).toEqual(
        files.map(({ documentId }) => documentId).sort(),
      );
    });
  });
});
