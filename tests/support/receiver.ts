import { once } from 'node:events';
import { createServer, type IncomingHttpHeaders, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';

import { perform, type Behaviour } from './receiver-behaviour';

export interface ReceivedRequest {
  method: string;
  path: string;
  headers: IncomingHttpHeaders;
  /** Names and values in turn, as they came over the wire. */
  rawHeaders: string[];
  /** The exact bytes. */
  body: Buffer;
  /** Milliseconds since the epoch. */
  receivedAt: number;
}

export interface Receiver {
  port: number;
  /** The address of a path, `/` by default. */
  url(path?: string): string;
  /** How this path answers from now on; every path answers 200 at first. A function decides anew for each request. */
  answer(path: string, behaviour: Behaviour | ((request: ReceivedRequest) => Behaviour)): void;
  /** Every request whose body has arrived in full, oldest first. */
  requests: ReceivedRequest[];
  requestsTo(path: string): ReceivedRequest[];
  /** Forgets every request, and how it was told to answer. */
  forget(): void;
  /**
   * Waits until `count` requests have come (to `path`, or to any) and returns them.
   *
   * @throws after `timeoutMs` (default 10 s), naming how many came
   */
  waitFor(
    count: number,
    options?: { path?: string; timeoutMs?: number },
  ): Promise<ReceivedRequest[]>;
  /** Breaks open connections off; `startReceiver({ port })` brings it back on the same port. */
  stop(): Promise<void>;
}

/** A real HTTP server on loopback that records what it gets and misbehaves as told. */
export async function startReceiver({ port = 0 } = {}): Promise<Receiver> {
  const requests: ReceivedRequest[] = [];
  const behaviours = new Map<string, Parameters<Receiver['answer']>[1]>();
  const waiting = new Set<() => void>();

  const server = createServer((request, response) => {
    // A sender that gives up mid-request is one of the things that are tested, not an error here.
    void record(request).then(
      (received) => {
        requests.push(received);
        waiting.forEach((check) => check());
        const behaviour = behaviours.get(received.path) ?? { status: 200 };
        perform(typeof behaviour === 'function' ? behaviour(received) : behaviour, response);
      },
      () => request.destroy(),
    );
  });
  server.keepAliveTimeout = 60_000;
  server.listen(port, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address() as AddressInfo;

  const requestsTo = (path?: string) =>
    path === undefined ? [...requests] : requests.filter((request) => request.path === path);

  return {
    port: address.port,
    url: (path = '/') => `http://127.0.0.1:${address.port}${path}`,
    answer: (path, behaviour) => void behaviours.set(path, behaviour),
    requests,
    requestsTo,
    forget() {
      requests.length = 0;
      behaviours.clear();
    },
    waitFor: (count, { path, timeoutMs = 10_000 } = {}) =>
      new Promise((resolve, reject) => {
        const check = () => {
          const found = requestsTo(path);
          if (found.length < count) return;
          finish();
          resolve(found);
        };
        const timer = setTimeout(() => {
          finish();
          const came = requestsTo(path).length;
          reject(new Error(`${came} of ${count} requests came within ${timeoutMs} ms`));
        }, timeoutMs);
        const finish = () => {
          clearTimeout(timer);
          waiting.delete(check);
        };
        waiting.add(check);
        check();
      }),
    async stop() {
      if (!server.listening) return;
      server.close();
      server.closeAllConnections();
      await once(server, 'close');
    },
  };
}

async function record(request: IncomingMessage): Promise<ReceivedRequest> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  return {
    method: request.method ?? '',
    path: request.url ?? '',
    headers: request.headers,
    rawHeaders: request.rawHeaders,
    body: Buffer.concat(chunks),
    receivedAt: Date.now(),
  };
}
