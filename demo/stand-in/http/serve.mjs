import { createServer } from 'node:http';
import { once } from 'node:events';

import { json, text } from './answers.mjs';

const MAX_BODY_BYTES = 5 * 1024 * 1024;

/**
 * Listens on loopback and nowhere else.
 *
 * @param find as `createRouter` makes it
 * @param port 0 takes a free one
 * @param log is told of what broke, never of headers or bodies: they carry secrets
 * @returns `{ url, close() }`
 */
export async function serve(find, { port = 0, log }) {
  const server = createServer((incoming, response) => {
    respond(find, incoming, response).catch((error) => {
      log(`${incoming.method} ${pathOf(incoming)} broke: ${error.stack}`);
      if (response.headersSent) response.destroy();
      else write(response, text(500, 'The stand-in itself has a fault.'));
    });
  });
  server.listen(port, '127.0.0.1');
  await once(server, 'listening');
  return {
    url: `http://127.0.0.1:${server.address().port}`,
    async close() {
      const closed = once(server, 'close');
      server.close();
      server.closeAllConnections();
      await closed;
    },
  };
}

const pathOf = (incoming) => incoming.url.split('?')[0];

async function respond(find, incoming, response) {
  const path = pathOf(incoming);
  const { handle, params, allowed } = find(incoming.method, path);
  if (!handle) return write(response, notFound(allowed));

  const body = await bodyOf(incoming);
  if (body === null) return write(response, text(413, 'That is too much.'));
  const answer = handle({
    method: incoming.method,
    path,
    params,
    query: new URLSearchParams(incoming.url.slice(path.length)),
    headers: incoming.headers,
    body,
  });
  if (answer.delayMs) await waitUnlessGone(answer.delayMs, response);
  return write(response, answer);
}

const notFound = (allowed) =>
  allowed.length > 0
    ? json(405, problem('method_not_allowed'), { allow: allowed.join(', ') })
    : json(404, problem('not_found'));

const problem = (code) => ({ error: { code, message: code.replaceAll('_', ' ') } });

async function bodyOf(incoming) {
  const chunks = [];
  let size = 0;
  for await (const chunk of incoming) {
    size += chunk.length;
    if (size > MAX_BODY_BYTES) return null;
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString('utf8');
}

function waitUnlessGone(delayMs, response) {
  return new Promise((resolve) => {
    const timer = setTimeout(resolve, delayMs);
    response.once('close', () => {
      clearTimeout(timer);
      resolve();
    });
  });
}

function write(response, { status, headers, body }) {
  if (response.destroyed) return;
  response.writeHead(status, headers);
  response.end(body);
}
