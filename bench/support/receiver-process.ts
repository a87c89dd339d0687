import { once } from 'node:events';
import { createServer, type IncomingMessage, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';

import { Webhook } from 'svix';

import { serveCommands } from './commands';
import type { Ledger } from './ledger';

/*
 * The receivers of a benchmark: one server an endpoint, in a process of their own. They keep every request as it came
 * and verify all of them when the clock has stopped, so that verifying takes no processor time from what is measured.
 */

interface Received {
  endpoint: number;
  id: string;
  timestamp: string;
  signature: string;
  body: string;
}

const servers: Server[] = [];
let received: Received[] = [];
let count = 0;
let lastAt = 0;
let awaited: { count: number; resolve: () => void } | null = null;

async function listen(endpoint: number, delayMs: number): Promise<string> {
  const server = createServer({ keepAliveTimeout: 60_000 }, (request, response) => {
    let body = '';
    request.setEncoding('utf8');
    request.on('data', (chunk: string) => {
      body += chunk;
    });
    request.on('end', () => {
      const answer = () => {
        response.writeHead(200, { 'content-length': 2 });
        response.end('ok');
        // Counted when answered: before that the sender is not done with it.
        note(endpoint, request, body);
      };
      if (delayMs > 0) setTimeout(answer, delayMs);
      else answer();
    });
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  servers.push(server);
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}/hook`;
}

function note(endpoint: number, { headers }: IncomingMessage, body: string) {
  count += 1;
  lastAt = Date.now();
  const id = headers['webhook-id'];
  // Peers that sign nothing are counted and not kept.
  if (id !== undefined) {
    received.push({
      endpoint,
      id: String(id),
      timestamp: String(headers['webhook-timestamp']),
      signature: String(headers['webhook-signature']),
      body,
    });
  }
  if (awaited && count >= awaited.count) awaited.resolve();
}

function isGenuine(webhook: Webhook, { id, timestamp, signature, body }: Received): boolean {
  const headers = {
    'webhook-id': id,
    'webhook-timestamp': timestamp,
    'webhook-signature': signature,
  };
  try {
    webhook.verify(body, headers);
    return true;
  } catch {
    return false;
  }
}

const commands = {
  /** Starts as many servers as there are endpoints and returns their URLs. */
  async start(endpoints: number, delayMs: number): Promise<string[]> {
    return Promise.all(Array.from({ length: endpoints }, (_, index) => listen(index, delayMs)));
  },

  forget(): void {
    received = [];
    count = 0;
  },

  /** Resolves when so many requests were answered since `forget`, with the time of the last one. */
  async whenAnswered(wanted: number, timeoutMs: number): Promise<{ lastAt: number }> {
    if (count < wanted) {
      await new Promise<void>((resolve, reject) => {
        const timer = setTimeout(
          () => reject(new Error(`${count} of ${wanted} requests came within ${timeoutMs} ms`)),
          timeoutMs,
        );
        awaited = {
          count: wanted,
          resolve: () => {
            clearTimeout(timer);
            awaited = null;
            resolve();
          },
        };
      });
    }
    return { lastAt };
  },

  answered: (): number => count,

  /** Holds what was received against what was to be sent: every message to every endpoint, signed with its secret. */
  audit(secrets: string[], messageIds: string[]): Ledger {
    const wanted = new Set(messageIds);
    const seen = new Set<string>();
    const ledger = { delivered: 0, missing: 0, repeated: 0, invented: 0, wronglySigned: 0 };
    const webhooks = secrets.map((secret) => new Webhook(secret));
    for (const request of received) {
      const webhook = webhooks[request.endpoint];
      const key = `${request.endpoint}:${request.id}`;
      if (!webhook || !isGenuine(webhook, request)) ledger.wronglySigned += 1;
      if (!wanted.has(request.id)) ledger.invented += 1;
      else if (seen.has(key)) ledger.repeated += 1;
      else seen.add(key);
    }
    ledger.delivered = seen.size;
    ledger.missing = wanted.size * secrets.length - seen.size;
    return ledger;
  },

  end: () => process.exit(0),
};

export type ReceiverCommands = typeof commands;

serveCommands(commands);
