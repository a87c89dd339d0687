import { createServer as createHttpServer, type RequestListener } from 'node:http';
import {
  type AddressInfo,
  createServer as createTcpServer,
  type Server,
  type Socket,
} from 'node:net';
import { createServer as createTlsServer, type TLSSocket } from 'node:tls';

import { SELF_SIGNED } from './self-signed-certificate';

/** A server on a free port of 127.0.0.1 that goes with the test. */
export interface LoopbackServer {
  port: number;
  /** Connections made so far. */
  connectionCount(): number;
  /** Server names that TLS clients asked for. */
  serverNames: string[];
  /** Resolves when as many of the connections as were made are closed. */
  allClosed(): Promise<void>;
  stop(): Promise<void>;
}

export function startHttpServer(listener: RequestListener): Promise<LoopbackServer> {
  return listen(createHttpServer({ keepAliveTimeout: 30_000 }, listener), []);
}

/** Below HTTP: what the receiver writes, and when, is up to the test. */
export function startTcpServer(onConnection: (socket: Socket) => void): Promise<LoopbackServer> {
  return listen(
    createTcpServer((socket) => {
      // Unread, a socket would never learn that the other side has closed.
      socket.resume();
      onConnection(socket);
    }),
    [],
  );
}

export function startTlsServer(onConnection: (socket: TLSSocket) => void): Promise<LoopbackServer> {
  const serverNames: string[] = [];
  const server = createTlsServer(
    {
      ...SELF_SIGNED,
      SNICallback: (name, done) => {
        serverNames.push(name);
        done(null);
      },
    },
    onConnection,
  );
  server.on('tlsClientError', () => undefined);
  return listen(server, serverNames);
}

async function listen(server: Server, serverNames: string[]): Promise<LoopbackServer> {
  const sockets = new Set<Socket>();
  let connectionCount = 0;
  server.on('connection', (socket: Socket) => {
    connectionCount += 1;
    sockets.add(socket);
    socket.on('error', () => undefined);
    socket.on('close', () => sockets.delete(socket));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    port: (server.address() as AddressInfo).port,
    serverNames,
    connectionCount: () => connectionCount,
    allClosed: async () => {
      await Promise.all(
        [...sockets].map((socket) => new Promise((resolve) => socket.once('close', resolve))),
      );
    },
    stop: () =>
      new Promise((resolve) => {
        sockets.forEach((socket) => socket.destroy());
        server.close(() => resolve());
      }),
  };
}
