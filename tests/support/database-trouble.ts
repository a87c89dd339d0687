import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { connect, createServer, type AddressInfo, type Socket } from 'node:net';
import path from 'node:path';

import type { Knex } from 'knex';

import type { ScratchDatabase } from './database-servers';

/** Longer than the 5 s for which better-sqlite3 waits by itself. */
const LOCKED_MS = 7_000;
/** What a server takes to start again. */
const REFUSING_MS = 4_000;
/** How often connections are ended while new ones are let in. */
const ROUNDS = 5;

/** Holds the write lock of a SQLite file, from a process of its own because the waiting blocks Node. */
const LOCK = `
  const Database = require('better-sqlite3');
  const db = new Database(process.argv[1]);
  db.exec('BEGIN EXCLUSIVE');
  console.log('locked');
  setTimeout(() => db.exec('COMMIT'), ${LOCKED_MS});
`;

/** The way of a site to its database, which can be closed. */
export interface DatabaseGate {
  /** For `config/database` of the site: leads through the gate. */
  strapiConnection: ScratchDatabase['strapiConnection'];
  /**
   * Takes the database away for some seconds: a SQLite file is locked by another process; elsewhere every connection is
   * ended, again and again, and then whoever knocks is turned away until the server is up again.
   *
   * @param db our own connection, which does not lead through the gate
   */
  takeAway(db: Knex): Promise<void>;
  stop(): Promise<void>;
}

/** Puts a gate before a database. Nothing about it stays with the server, even where the test dies. */
export async function startDatabaseGate({
  client,
  strapiConnection,
}: ScratchDatabase): Promise<DatabaseGate> {
  if (client === 'sqlite') {
    const { filename } = strapiConnection.connection as { filename: string };
    return { strapiConnection, takeAway: () => lockFile(filename), stop: async () => {} };
  }
  const connection = strapiConnection.connection as { host: string; port: number };
  const proxy = await startProxy(connection);
  return {
    strapiConnection: {
      ...strapiConnection,
      connection: { ...connection, host: '127.0.0.1', port: proxy.port },
    },
    async takeAway(db) {
      for (let n = 0; n < ROUNDS; n += 1) {
        await endConnections(client, db);
        await new Promise((resolve) => setTimeout(resolve, 200));
      }
      proxy.close();
      await endConnections(client, db);
      // Those that were about to sign in.
      proxy.breakOff();
      await new Promise((resolve) => setTimeout(resolve, REFUSING_MS));
      proxy.open();
    },
    stop: proxy.stop,
  };
}

async function lockFile(filename: string): Promise<void> {
  const cwd = path.resolve(__dirname, '../..');
  const locker = spawn(process.execPath, ['-e', LOCK, filename], { cwd });
  const exit = once(locker, 'exit');
  await once(locker.stdout, 'data');
  await exit;
}

/** Passes bytes on in both directions. It keeps its port while it is closed, so that nobody else gets it. */
async function startProxy({ host, port }: { host: string; port: number }) {
  let isOpen = true;
  const sockets = new Set<Socket>();
  const server = createServer({ noDelay: true }, (near) => {
    if (!isOpen) return void near.resetAndDestroy();
    const far = connect({ host, port, noDelay: true });
    for (const [one, other] of [
      [near, far],
      [far, near],
    ] as const) {
      sockets.add(one);
      one.pipe(other);
      // What ends on one side ends on the other; why is for the two to know.
      one.on('error', () => {});
      one.on('close', () => {
        sockets.delete(one);
        other.destroy();
      });
    }
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const breakOff = () => sockets.forEach((socket) => socket.destroy());

  return {
    port: (server.address() as AddressInfo).port,
    open: () => void (isOpen = true),
    close: () => void (isOpen = false),
    breakOff,
    async stop() {
      server.close();
      breakOff();
      await once(server, 'close');
    },
  };
}

async function endConnections(client: 'postgres' | 'mysql', db: Knex): Promise<void> {
  if (client === 'postgres') {
    await db.raw(
      `SELECT pg_terminate_backend(pid) FROM pg_stat_activity
       WHERE datname = current_database() AND pid <> pg_backend_pid()`,
    );
    return;
  }
  const [rows] = (await db.raw(
    'SELECT id FROM information_schema.processlist WHERE db = database() AND id <> connection_id()',
  )) as [{ id: number }[]];
  // One that has ended by itself meanwhile is no trouble.
  for (const { id } of rows) await db.raw('KILL ?', [id]).catch(() => {});
}
