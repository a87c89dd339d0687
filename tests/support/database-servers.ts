import { randomBytes } from 'node:crypto';
import { copyFileSync, mkdtempSync, rmSync } from 'node:fs';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import knex, { type Knex } from 'knex';

export type DatabaseClient = 'sqlite' | 'postgres' | 'mysql';

interface ServerConnection {
  host: string;
  port: number;
  user: string;
  password: string;
}

export interface AvailableDatabase {
  client: DatabaseClient;
  label: string;
  /** How to reach the server; null for SQLite, which has none. */
  connection: ServerConnection | null;
}

export interface ScratchDatabase {
  client: DatabaseClient;
  /** Of the database, or of what its directory is called after. */
  name: string;
  knexConfig: Knex.Config;
  /** The `connection` of Strapi's `config/database`. */
  strapiConnection: Record<string, unknown> & { client: DatabaseClient };
  drop(): Promise<void>;
}

const DRIVERS = { sqlite: 'better-sqlite3', postgres: 'pg', mysql: 'mysql2' } as const;
const SERVERS: Record<
  'postgres' | 'mysql',
  { label: string; connection: ServerConnection; home: string }
> = {
  postgres: {
    label: 'PostgreSQL',
    connection: { host: '127.0.0.1', port: 5432, user: 'postgres', password: '' },
    home: 'postgres',
  },
  mysql: {
    label: 'MySQL or MariaDB',
    connection: { host: '127.0.0.1', port: 3306, user: 'root', password: '' },
    home: 'mysql',
  },
};

/** SQLite, and the servers that let us in on their usual loopback ports. */
export async function availableDatabases(): Promise<AvailableDatabase[]> {
  const servers = await Promise.all(
    (['postgres', 'mysql'] as const).map(async (client) => {
      const { label, connection } = SERVERS[client];
      return (await canSignIn(client)) ? [{ client, label, connection }] : [];
    }),
  );
  return [{ client: 'sqlite', label: 'SQLite', connection: null }, ...servers.flat()];
}

/**
 * A database of the caller's own: a file in a directory of its own for SQLite, a freshly created database elsewhere. `drop`
 * removes it, also while connections to it are still open.
 *
 * @param template what it begins as a copy of: a file of SQLite, the name of a database elsewhere; without it, it is empty
 */
export async function createScratchDatabase(
  client: DatabaseClient,
  template?: string,
): Promise<ScratchDatabase> {
  const name = `ib_test_${process.pid}_${randomBytes(5).toString('hex')}`;
  if (client === 'sqlite') {
    const directory = mkdtempSync(join(tmpdir(), `${name}-`));
    const connection = { filename: join(directory, 'data.db') };
    if (template !== undefined) copyFileSync(template, connection.filename);
    return {
      client,
      name,
      knexConfig: { client: DRIVERS.sqlite, connection, useNullAsDefault: true },
      strapiConnection: { client, connection, useNullAsDefault: true },
      drop: async () => rmSync(directory, { recursive: true, force: true }),
    };
  }

  await asAdministrator(client, async (db) => {
    if (client === 'postgres' && template !== undefined) {
      await db.raw('CREATE DATABASE ?? TEMPLATE ??', [name, template]);
      return;
    }
    await db.raw('CREATE DATABASE ??', [name]);
    if (template !== undefined) await copyTables(db, template, name);
  });
  const connection = { ...SERVERS[client].connection, database: name };
  return {
    client,
    name,
    knexConfig: { client: DRIVERS[client], connection, pool: { min: 0, max: 10 } },
    strapiConnection: { client, connection },
    async drop() {
      const force = client === 'postgres' ? ' WITH (FORCE)' : '';
      await asAdministrator(client, (db) => db.raw(`DROP DATABASE IF EXISTS ??${force}`, [name]));
    },
  };
}

/** MySQL copies no databases; a table that is made like another one lacks its foreign keys. */
async function copyTables(db: Knex, from: string, to: string): Promise<void> {
  await db.raw('USE ??', [to]);
  await db.raw('SET foreign_key_checks = 0');
  const tables = await db('information_schema.tables')
    .where({ table_schema: from })
    .pluck<string[]>('table_name');
  for (const table of tables) {
    const [[row]] = (await db.raw('SHOW CREATE TABLE ??.??', [from, table])) as [
      [{ 'Create Table': string }],
    ];
    await db.raw(row['Create Table']);
    await db.raw('INSERT INTO ?? SELECT * FROM ??.??', [table, from, table]);
  }
}

async function canSignIn(client: 'postgres' | 'mysql'): Promise<boolean> {
  if (!(await isListening(SERVERS[client].connection))) return false;
  try {
    await asAdministrator(client, (db) => db.raw('SELECT 1'));
    return true;
  } catch {
    // A server that asks for a password we do not have is somebody else's.
    return false;
  }
}

function isListening({ host, port }: ServerConnection): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect({ host, port, timeout: 1000 });
    const finish = (answer: boolean) => {
      socket.destroy();
      resolve(answer);
    };
    socket.once('connect', () => finish(true));
    socket.once('error', () => finish(false));
    socket.once('timeout', () => finish(false));
  });
}

async function asAdministrator(
  client: 'postgres' | 'mysql',
  run: (db: Knex) => PromiseLike<unknown>,
): Promise<void> {
  const { connection, home } = SERVERS[client];
  const db = knex({
    client: DRIVERS[client],
    connection: { ...connection, database: home },
    pool: { min: 0, max: 1 },
    acquireConnectionTimeout: 5000,
  });
  try {
    await run(db);
  } finally {
    await db.destroy();
  }
}
