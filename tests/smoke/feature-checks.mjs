import assert from 'node:assert/strict';
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
};

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
