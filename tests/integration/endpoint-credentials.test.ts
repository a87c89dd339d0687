import { createPublicKey, verify } from 'node:crypto';

import { Webhook } from 'svix';

import type { Endpoint } from '../../server/src/outgoing/contracts';
import { everyDatabase } from '../support/databases';
import { changeEndpoint, ENDPOINTS, readEndpoint } from '../support/endpoint-requests';
import { createEndpoint, eventually, sendEvent, verified } from '../support/outgoing';
import type { ReceivedRequest, Receiver } from '../support/receiver';
import { refusal } from '../support/refusals';
import { startSiteForSuite } from '../support/site-with-receiver';
import type { RunningStrapi } from '../support/strapi';

const DAY_MS = 24 * 60 * 60 * 1000;

everyDatabase('credentials of endpoints', (client) => {
  let running: RunningStrapi;
  let receiver: Receiver;

  startSiteForSuite({ client }, (site) => {
    ({ running, receiver } = site);
  });

  const isGenuine = (request: ReceivedRequest, secret: string) => {
    try {
      return Boolean(verified(request, secret));
    } catch {
      return false;
    }
  };
  const rotate = async (id: number, overlapMs: number): Promise<Endpoint & { secret: string }> =>
    (await running.http.post(`${ENDPOINTS}/${id}/secret/rotate`).send({ overlapMs }).expect(200))
      .body.data;

  describe('secrets', () => {
    it('shows the secret at the creation and afterwards only to whoever may reveal it', async () => {
      const { id, secret } = await createEndpoint(running, receiver.url());
      const editor = await running.signInWith([
        'plugin::integration-builder.endpoint.read',
        'plugin::integration-builder.endpoint.write',
      ]);
      const { text } = await editor
        .put(`${ENDPOINTS}/${id}`)
        .send({ description: 'x' })
        .expect(200);
      const answers = [
        text,
        (await editor.get(ENDPOINTS)).text,
        (await editor.get(`${ENDPOINTS}/${id}`)).text,
      ];
      for (const answer of answers) expect(answer).not.toContain(secret.slice(6));
      await editor.post(`${ENDPOINTS}/${id}/secret/reveal`).expect(403);
      await editor.post(`${ENDPOINTS}/${id}/secret/rotate`).send({ overlapMs: 0 }).expect(403);

      const keeper = await running.signInWith(['plugin::integration-builder.secret.reveal']);
      const revealed = await keeper.post(`${ENDPOINTS}/${id}/secret/reveal`).expect(200);
      expect(revealed.body.data).toEqual({ secret });
      expect(revealed.headers['cache-control']).toBe('no-store');
    });

    it('stores no secret and no header value in clear', async () => {
      const { id, secret } = await createEndpoint(running, receiver.url(), {
        headers: [{ name: 'X-Key', value: 'canary-header' }],
      });
      const row = await running.strapi.db.connection('ib_webhook_endpoints').where({ id }).first();
      expect(JSON.stringify(row)).not.toContain('canary-header');
      expect(JSON.stringify(row)).not.toContain(secret.slice(6));
    });

    it('signs with the new secret alone after a rotation without overlap', async () => {
      const { id, secret: old } = await createEndpoint(running, receiver.url());
      const { secret, secrets } = await rotate(id, 0);
      expect(secrets).toHaveLength(1);
      await sendEvent(running);
      const [request] = await receiver.waitFor(1);
      expect(request && isGenuine(request, secret)).toBe(true);
      expect(request && isGenuine(request, old)).toBe(false);
    });

    it('signs with both secrets during the overlap and with the new one alone after it', async () => {
      const { id, secret: old } = await createEndpoint(running, receiver.url());
      const { secret, secrets } = await rotate(id, 1500);
      expect(secrets.map(({ expiresAt }) => expiresAt === null)).toEqual([true, false]);
      await sendEvent(running);
      const [during] = await receiver.waitFor(1);
      expect(during && isGenuine(during, secret)).toBe(true);
      expect(during && isGenuine(during, old)).toBe(true);

      const end = Date.parse(secrets[1]?.expiresAt ?? '');
      await eventually(async () => Date.now() > end);
      await sendEvent(running);
      const [, after] = await receiver.waitFor(2);
      expect(after && isGenuine(after, secret)).toBe(true);
      expect(after && isGenuine(after, old)).toBe(false);
      expect((await readEndpoint(running, id)).secrets).toHaveLength(1);
    });

    it('lets an old secret last no longer than its own rotation said', async () => {
      const { id } = await createEndpoint(running, receiver.url());
      const first = await rotate(id, 60_000);
      const second = await rotate(id, 7 * DAY_MS);
      expect(second.secrets).toHaveLength(3);
      expect(second.secrets[2]).toEqual(first.secrets[1]);
    });

    it('gives every one of several rotations at once a secret that signs', async () => {
      const { id } = await createEndpoint(running, receiver.url());
      const rotated = await Promise.all([1, 2, 3].map(() => rotate(id, DAY_MS)));
      await sendEvent(running);
      const [request] = await receiver.waitFor(1);
      const genuine = rotated.map(({ secret }) => request && isGenuine(request, secret));
      expect(genuine).toEqual([true, true, true]);
    });

    it.each([-1, 7 * DAY_MS + 1, 0.5, '0', undefined])(
      'refuses an overlap of %p',
      async (overlapMs) => {
        const { id } = await createEndpoint(running, receiver.url());
        const answer = running.http.post(`${ENDPOINTS}/${id}/secret/rotate`).send({ overlapMs });
        expect(await refusal(answer)).toMatchObject({ status: 400, path: 'overlapMs' });
      },
    );
  });

  describe('signatures', () => {
    it('can be ed25519, verified with the public key alone', async () => {
      const { publicKey, secret } = await createEndpoint(running, receiver.url(), {
        signatureKind: 'v1a',
      });
      expect(secret).toMatch(/^whsk_/);
      await sendEvent(running, 'order.paid', { ü: '€' });
      const [request] = await receiver.waitFor(1);
      expect(request && isSignedBy(request, publicKey ?? '')).toBe(true);
    });

    it('change their kind only with the right to rotate', async () => {
      const { id } = await createEndpoint(running, receiver.url());
      const action = (name: string) => `plugin::integration-builder.endpoint.${name}`;
      const writer = await running.signInWith([action('read'), action('write')]);
      await writer.put(`${ENDPOINTS}/${id}`).send({ signatureKind: 'v1' }).expect(200);
      const answer = writer.put(`${ENDPOINTS}/${id}`).send({ signatureKind: 'v1a' });
      expect(await refusal(answer)).toMatchObject({ status: 403 });
      expect((await readEndpoint(running, id)).signatureKind).toBe('v1');
    });

    it('change their kind with a new secret, whose public key is told', async () => {
      const { id, secret } = await createEndpoint(running, receiver.url());
      const { publicKey, secrets } = await changeEndpoint(running, id, { signatureKind: 'v1a' });
      expect(publicKey).toMatch(/^whpk_/);
      expect(secrets).toHaveLength(1);
      await sendEvent(running);
      const [request] = await receiver.waitFor(1);
      expect(request && isSignedBy(request, publicKey ?? '')).toBe(true);
      expect(request && isGenuine(request, secret)).toBe(false);
      expect(await changeEndpoint(running, id, { signatureKind: 'v1' })).toMatchObject({
        publicKey: null,
      });
    });

    it('can carry the header names of Svix', async () => {
      const { secret } = await createEndpoint(running, receiver.url(), {
        signatureHeaders: 'svix',
      });
      await sendEvent(running);
      const [request] = await receiver.waitFor(1);
      expect(request?.headers).not.toHaveProperty('webhook-id');
      expect(request?.headers['svix-id']).toMatch(/^msg_/);
      const headers = request?.headers as Record<string, string>;
      expect(new Webhook(secret).verify(String(request?.body), headers)).toBeTruthy();
    });
  });

  describe('own headers', () => {
    it('are sent, never read back, and kept where no value is given', async () => {
      const { id, headers } = await createEndpoint(running, receiver.url(), {
        headers: [
          { name: 'X-Key', value: 'canary-one' },
          { name: 'X-Team', value: 'red' },
        ],
      });
      expect(headers).toEqual([
        { name: 'X-Key', isSet: true },
        { name: 'X-Team', isSet: true },
      ]);
      await changeEndpoint(running, id, {
        headers: [{ name: 'x-key' }, { name: 'X-Other', value: 'blue' }],
      });
      expect((await running.http.get(`${ENDPOINTS}/${id}`)).text).not.toContain('canary');

      await sendEvent(running);
      const [request] = await receiver.waitFor(1);
      expect(request?.headers).toMatchObject({ 'x-key': 'canary-one', 'x-other': 'blue' });
      expect(request?.headers).not.toHaveProperty('x-team');
    });

    it('are not sent to another host without being entered again', async () => {
      const { id } = await createEndpoint(running, receiver.url(), {
        headers: [{ name: 'X-Key', value: 'canary-host' }],
      });
      const url = receiver.url().replace('127.0.0.1', 'localhost');
      for (const changes of [{ url }, { url, headers: [{ name: 'X-Key' }] }]) {
        const answer = running.http.put(`${ENDPOINTS}/${id}`).send(changes);
        expect(await refusal(answer)).toMatchObject({
          status: 400,
          code: 'header-value-needed',
          path: 'headers.0.value',
        });
      }
      expect((await readEndpoint(running, id)).url).toBe(receiver.url());
      await changeEndpoint(running, id, { url, headers: [{ name: 'X-Key', value: 'again' }] });
      await changeEndpoint(running, id, { url: `${url}/further`, headers: [{ name: 'X-Key' }] });
    });

    it('are listed in the log of attempts without their values', async () => {
      const { id } = await createEndpoint(running, receiver.url(), {
        headers: [{ name: 'X-Key', value: 'canary-log' }],
      });
      const { body, text } = await running.http.post(`${ENDPOINTS}/${id}/test`).expect(200);
      expect(body.data.attempts[0].requestHeaders).toHaveProperty('X-Key');
      expect(text).not.toContain('canary-log');
    });

    it('stay out of the log where the receiver repeats them', async () => {
      const echo = 'x-key: canary-echo';
      receiver.answer('/', { status: 200, body: echo, headers: { 'x-repeated': 'canary-echo' } });
      const { id } = await createEndpoint(running, receiver.url(), {
        headers: [{ name: 'X-Key', value: 'canary-echo' }],
      });
      const { body, text } = await running.http.post(`${ENDPOINTS}/${id}/test`).expect(200);
      expect(text).not.toContain('canary-echo');
      expect(body.data.attempts[0]).toMatchObject({
        responseBody: 'x-key: •••',
        responseHeaders: { 'x-repeated': '•••' },
      });
    });

    it('take over the credentials of the URL', async () => {
      const url = receiver.url().replace('//', '//ann:p%40ss@');
      const endpoint = await createEndpoint(running, url);
      expect(endpoint).toMatchObject({ url: receiver.url(), hasAuthorization: true });
      await changeEndpoint(running, endpoint.id, { url: receiver.url('/moved') });
      await sendEvent(running);
      const [request] = await receiver.waitFor(1, { path: '/moved' });
      const expected = Buffer.from('ann:p@ss').toString('base64');
      expect(request?.headers.authorization).toBe(`Basic ${expected}`);

      expect(await changeEndpoint(running, endpoint.id, { headers: [] })).toMatchObject({
        hasAuthorization: false,
      });
    });
  });
});

/** As a receiver verifies `v1a` with nothing but the public key. */
function isSignedBy({ headers, body }: ReceivedRequest, publicKey: string): boolean {
  const x = Buffer.from(publicKey.replace('whpk_', ''), 'base64').toString('base64url');
  const key = createPublicKey({ key: { kty: 'OKP', crv: 'Ed25519', x }, format: 'jwk' });
  const signature = String(headers['webhook-signature']).replace('v1a,', '');
  const signed = [headers['webhook-id'], headers['webhook-timestamp'], body.toString()];
  const content = signed.join('.');
  return verify(null, Buffer.from(content), key, Buffer.from(signature, 'base64'));
}
