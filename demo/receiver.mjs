/*
 * The other side of the demo's webhook: an HTTP server on loopback that verifies every delivery with the `svix`
 * library, prints a line for each, and can be told to misbehave. Its page also sends events of services to Strapi.
 *
 *   npm run demo:receiver                              starts it, if `npm run demo` has not
 *   npm run demo:receiver -- ok | fail | hang | slow   tells the running one how to answer
 *   npm run demo:receiver -- stop                      stops the running one
 */
import { createServer } from 'node:http';
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

import { Webhook } from 'svix';

import { receiverPage } from './receiver-page.mjs';
import { readDemoEnvironment } from './environment.mjs';
import { createSender } from './sender.mjs';

const MODES = {
  ok: 'answers 200 at once',
  slow: 'answers 200 after 5 seconds',
  fail: 'answers 500',
  hang: 'never answers',
};
const KEPT_DELIVERIES = 100;
const MAX_BODY_BYTES = 10 * 1024 * 1024;

const directory = path.dirname(fileURLToPath(import.meta.url));
const environment = readDemoEnvironment();
const port = Number(environment.RECEIVER_PORT);
const secretFile = path.resolve(directory, environment.RECEIVER_SECRET_FILE);

const [command] = process.argv.slice(2);
if (command) await tell(command);
else start();

/** Sends an order to the receiver that runs in another process. */
async function tell(order) {
  const body = new URLSearchParams({ mode: order });
  const response = await fetch(`http://127.0.0.1:${port}/mode`, { method: 'POST', body }).catch(
    () => null,
  );
  if (response === null) {
    console.error(`No receiver answers on port ${port}. Start it with: npm run demo:receiver`);
    process.exitCode = 1;
    return;
  }
  console.log(await response.text());
  if (!response.ok) process.exitCode = 1;
}

function start() {
  let mode = 'ok';
  const deliveries = [];
  const sender = createSender();
  const server = createServer((request, response) => {
    answer(request, response).catch((error) => {
      console.error(`[receiver] ${error.message}`);
      response.destroy();
    });
  });

  server.on('error', (error) => {
    const isTaken = error.code === 'EADDRINUSE';
    console.error(`[receiver] ${isTaken ? `Port ${port} is taken.` : error.message}`);
    process.exit(1);
  });
  server.listen(port, '127.0.0.1', () => {
    console.log(`[receiver] listens on http://127.0.0.1:${port}`);
    process.send?.('ready');
  });
  for (const signal of ['SIGINT', 'SIGTERM', 'disconnect']) process.on(signal, stop);

  function stop() {
    server.close(() => process.exit(0));
    server.closeAllConnections();
  }

  async function answer(request, response) {
    const { pathname } = new URL(request.url, 'http://receiver');
    const route = `${request.method} ${pathname}`;
    if (route === 'POST /webhooks') return receive(request, response);
    if (route === 'POST /mode') return changeMode(request, response);
    if (route === 'POST /send') return sendToStrapi(request, response);
    if (route === 'GET /deliveries.json') return send(response, 200, 'application/json', json());
    if (route === 'GET /') {
      const page = receiverPage({ mode, modes: MODES, deliveries, sent: sender.sent });
      return send(response, 200, 'text/html', page);
    }
    return send(response, 404, 'text/plain', 'Not found');
  }

  function json() {
    return JSON.stringify({ mode, deliveries }, null, 2);
  }

  async function changeMode(request, response) {
    const order = new URLSearchParams(await bodyOf(request)).get('mode');
    if (order === 'stop') {
      send(response, 200, 'text/plain', 'The receiver stops.');
      console.log('[receiver] stops');
      return setImmediate(stop);
    }
    if (!Object.hasOwn(MODES, order)) {
      return send(
        response,
        400,
        'text/plain',
        `Say one of: ${Object.keys(MODES).join(', ')}, stop`,
      );
    }
    mode = order;
    console.log(`[receiver] from now on it ${MODES[mode]}`);
    if (request.headers.accept?.includes('text/html')) {
      response.writeHead(303, { location: '/' }).end();
      return undefined;
    }
    return send(response, 200, 'text/plain', `The receiver now ${MODES[mode]}.`);
  }

  async function sendToStrapi(request, response) {
    const { answer } = await sender.send(new URLSearchParams(await bodyOf(request)));
    if (request.headers.accept?.includes('text/html')) {
      response.writeHead(303, { location: '/#sent' }).end();
      return undefined;
    }
    return send(response, 200, 'text/plain', answer);
  }

  async function receive(request, response) {
    const body = await bodyOf(request);
    const delivery = {
      at: new Date().toISOString(),
      id: request.headers['webhook-id'] ?? request.headers['svix-id'] ?? '',
      type: typeOf(body),
      verified: await verify(body, request.headers),
      answered: mode,
      body,
    };
    deliveries.unshift(delivery);
    deliveries.splice(KEPT_DELIVERIES);
    console.log(
      `[receiver] ${delivery.verified === true ? 'verified' : `REFUSED (${delivery.verified})`}  ${delivery.type}  ${delivery.id}  → ${MODES[mode]}`,
    );

    if (delivery.verified !== true) return send(response, 401, 'text/plain', delivery.verified);
    if (mode === 'hang') return undefined;
    if (mode === 'fail') return send(response, 500, 'text/plain', 'The receiver was told to fail.');
    if (mode === 'slow') await new Promise((resolve) => setTimeout(resolve, 5_000));
    return send(response, 200, 'application/json', '{"received":true}');
  }
}

/** True, or why the delivery cannot be trusted. */
async function verify(body, headers) {
  const secret = await readFile(secretFile, 'utf8').catch(() => null);
  if (secret === null) return `no secret in ${secretFile}`;
  try {
    new Webhook(secret.trim()).verify(body, headers);
    return true;
  } catch (error) {
    return error.message;
  }
}

function typeOf(body) {
  try {
    return String(JSON.parse(body).type);
  } catch {
    return 'no JSON';
  }
}

async function bodyOf(request) {
  const chunks = [];
  let size = 0;
  for await (const chunk of request) {
    size += chunk.length;
    if (size > MAX_BODY_BYTES) throw new Error('A request was too large and was refused.');
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString('utf8');
}

function send(response, status, type, content) {
  response.writeHead(status, { 'content-type': `${type}; charset=utf-8` });
  response.end(content);
}
