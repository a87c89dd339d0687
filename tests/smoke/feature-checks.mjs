import assert from 'node:assert/strict';
import { createHmac } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';

import { Webhook } from 'svix';

const require = createRequire(import.meta.url);
const { ADMIN_EMAIL, ADMIN_PASSWORD } = require('../support/app/src/admin-credentials.js');

const DELIVERY_TIMEOUT_MS = 15_000;

/** What has to hold of the installed package: a name and a check each, run in this order. */
export const checks = {
  'the admin panel is served': async ({ url }) => {
    const page = await fetch(`${url}/admin`);
    assert.equal(page.status, 200);
    const [, script] = /<script[^>]+src="([^"]+\.js)"/.exec(await page.text()) ?? [];
    const answer = await fetch(new URL(script, url));
    assert.equal(answer.status, 200);
    assert.match(answer.headers.get('content-type'), /javascript/);
  },

  'the panel holds the pages of the plugin': async ({ url, directory }) => {
    const build = path.join(directory, 'build');
    const files = readdirSync(build).filter((file) => file.endsWith('.js'));
    const page = files.find((file) =>
      readFileSync(path.join(build, file), 'utf8').includes('webhooks/outgoing'),
    );
    assert.ok(page, 'no script of the build speaks to the plugin');
    assert.equal((await fetch(`${url}/admin/${page}`)).status, 200);
  },

  'what a site describes services with can be imported': async ({ directory }) => {
    const name = 'strapi-plugin-integration-builder/strapi-server';
    const {
      defineProvider,
      matchedHmac,
      readPayload,
      requiredHeader,
      verificationSteps,
      ApiError,
    } = createRequire(path.join(directory, 'package.json'))(name);
    assert.throws(() => defineProvider({ id: 'x' }), /This is no provider/);
    assert.equal(defineProvider({ id: 'till', name: 'Till' }).id, 'till');
    for (const part of [matchedHmac, readPayload, requiredHeader, verificationSteps, ApiError]) {
      assert.equal(typeof part, 'function');
    }
  },

  'connections: the encryption key is ready': async (context) => {
    context.request = await signIn(context.url);
    const { data } = await context.request('GET', '/integration-builder/outgoing/status');
    assert.equal(data.isEncryptionReady, true);
  },

  // Strapi knows its errors by their class: with a copy of its own, the plugin would answer 500.
  'errors of the plugin are errors to Strapi': async ({ request }) => {
    const endpoint = { url: 'not a URL', eventTypes: ['*'] };
    await assert.rejects(
      request('POST', '/integration-builder/outgoing/endpoints', endpoint),
      /answered 400/,
    );
  },

  'outgoing: a change of content arrives signed': async ({ request, receiver }) => {
    const { data: endpoint } = await request('POST', '/integration-builder/outgoing/endpoints', {
      url: receiver.url,
      eventTypes: ['*'],
    });
    const data = { text: 'from a clean app' };
    await request('POST', '/content-manager/collection-types/api::note.note', data);
    const { body, headers } = await receiver.next(DELIVERY_TIMEOUT_MS);
    const event = new Webhook(endpoint.secret).verify(body, headers);
    assert.equal(event.type, 'entry.create');
    assert.match(body, /from a clean app/);
  },

  'outgoing: the delivery is in the log': async ({ request }) => {
    const deadline = Date.now() + DELIVERY_TIMEOUT_MS;
    const { data: endpoints } = await request('GET', '/integration-builder/outgoing/endpoints');
    const [endpoint] = endpoints;
    let states = [];
    while (Date.now() < deadline && !states.includes('succeeded')) {
      const log = `/integration-builder/outgoing/deliveries?endpointId=${endpoint.id}`;
      const { data } = await request('GET', log);
      states = data.map(({ state }) => state);
      await new Promise((resolve) => setTimeout(resolve, 200));
    }
    assert.deepEqual(states, ['succeeded']);
  },

  'incoming: a signed event changes content': async (context) => {
    const { request, url } = context;
    const secret = 'secret-of-the-smoke-test-0123456789';
    const { data: source } = await request('POST', '/integration-builder/incoming/sources', {
      name: 'Smoke',
      slug: 'smoke',
      provider: 'generic-hmac',
      settings: { header: 'x-signature', idPath: 'id', typePath: 'type' },
      secret,
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
    context.source = source;
    const body = JSON.stringify({
      id: 'smoke-1',
      type: 'note.saved',
      data: { number: 4711, text: 'from an event' },
    });
    const post = (signature) =>
      fetch(`${url}/api/integration-builder/in/smoke`, {
        method: 'POST',
        body,
        headers: { 'content-type': 'application/json', 'x-signature': signature },
      });
    assert.equal((await post('00')).status, 401);
    assert.equal((await post(createHmac('sha256', secret).update(body).digest('hex'))).status, 200);
    const notes = '/content-manager/collection-types/api::note.note?filters[number][$eq]=4711';
    await until(async () => (await request('GET', notes)).results[0]?.text === 'from an event');
  },

  'incoming: the event is in the log, with what was done about it': async ({ request, source }) => {
    const log = `/integration-builder/incoming/events?sourceId=${source.id}&search=smoke-1`;
    // The entry is committed a moment before the event's end is written down.
    await until(async () => (await request('GET', log)).data[0]?.state === 'succeeded');
    const [{ id }] = (await request('GET', log)).data;
    const { data: event } = await request('GET', `/integration-builder/incoming/events/${id}`);
    assert.deepEqual(
      event.results.map(({ effect }) => effect),
      ['created'],
    );
  },

  'sync: schedules are read, and there is no job yet': async ({ request }) => {
    const schedule = { cron: '0 3 * * *', timeZone: 'Europe/Paris' };
    const { data } = await request('POST', '/integration-builder/sync/schedule', schedule);
    assert.equal(data.nextRuns.length, 5);
    assert.deepEqual((await request('GET', '/integration-builder/sync/jobs')).data, []);
  },

  'builder: no service is described yet': async ({ request }) => {
    const { data } = await request('GET', '/integration-builder/builder/providers');
    assert.deepEqual(data, []);
  },

  'connections: a service is connected by a key, tested and called': async (context) => {
    const { request, receiver } = context;
    const { data: catalogue } = await request('GET', '/integration-builder/connections/catalogue');
    assert.ok(catalogue.providers.length >= 10);
    const { data: connection } = await request(
      'POST',
      '/integration-builder/connections/accounts',
      {
        provider: 'api-key',
        auth: 'api-key',
        settings: { baseUrl: receiver.url },
        credentials: { key: 'a-key-of-the-smoke-test' },
      },
    );
    assert.equal(connection.status, 'connected');
    context.connection = connection;
    const accounts = '/integration-builder/connections/accounts';
    const { data: test } = await request('POST', `${accounts}/${connection.id}/test`);
    assert.equal(test.isSuccessful, true);
    const { data: calls } = await request('GET', `${accounts}/${connection.id}/calls`);
    assert.equal(calls[0].status, 200);
  },

  // It runs in a process of its own, whose program and whose library come out of the package.
  'sync: an expression is read': async ({ request, connection }) => {
    const save = (expression) =>
      request('POST', '/integration-builder/sync/jobs', {
        name: 'Smoke',
        connectionId: connection.id,
        resource: 'none',
        contentType: 'api::note.note',
        direction: 'import',
        mapping: [
          {
            field: 'text',
            path: 'name',
            flow: 'import',
            transform: { kind: 'expression', expression },
          },
        ],
      });
    await assert.rejects(save('$sum('), /answered 400: .*The expression cannot be read/);
    await assert.rejects(save('$sum($)'), ({ message }) => !message.includes('cannot be read'));
  },
};

async function until(check) {
  const deadline = Date.now() + DELIVERY_TIMEOUT_MS;
  while (!(await check())) {
    assert.ok(Date.now() < deadline, 'it did not happen in time');
    await new Promise((resolve) => setTimeout(resolve, 200));
  }
}

async function signIn(url) {
  const send = async (method, address, body, token) => {
    const response = await fetch(url + address, {
      method,
      headers: {
        ...(body && { 'content-type': 'application/json' }),
        ...(token && { authorization: `Bearer ${token}` }),
      },
      body: body && JSON.stringify(body),
    });
    const text = await response.text();
    assert.ok(
      response.ok,
      `${method} ${address} answered ${response.status}: ${text.slice(0, 500)}`,
    );
    return JSON.parse(text);
  };
  const credentials = { email: ADMIN_EMAIL, password: ADMIN_PASSWORD };
  const { data } = await send('POST', '/admin/login', credentials);
  return (method, address, body) => send(method, address, body, data.token);
}
