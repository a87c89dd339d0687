import { spawn } from 'node:child_process';
import { once } from 'node:events';

import type { Knex } from 'knex';

import type { ScratchDatabase } from './database-servers';

/** Longer than the 5 s for which better-sqlite3 waits by itself. */
const LOCKED_MS = 7_000;

/** Holds the write lock of a SQLite file, from a process of its own because the waiting blocks Node. */
const LOCK = `
  const Database = require('better-sqlite3');
  const db = new Database(process.argv[1]);
  db.exec('BEGIN EXCLUSIVE');
  console.log('locked');
  setTimeout(() => db.exec('COMMIT'), ${LOCKED_MS});
`;

/**
 * Takes a database away for some seconds: a SQLite file is locked by another process; elsewhere every connection but ours
 * is ended, again and again.
 *
 * @param db our own connection
 * @param directory from which better-sqlite3 is found
 */
export async function takeDatabaseAway(
  { client, strapiConnection }: ScratchDatabase,
  { db, directory }: { db: Knex; directory: string },
): Promise<void> {
  if (client === 'sqlite') {
    const { filename } = strapiConnection.connection as { filename: string };
    const locker = spawn(process.execPath, ['-e', LOCK, filename], { cwd: directory });
    const exit = once(locker, 'exit');
    await once(locker.stdout, 'data');
    await exit;
    return;
  }
  for (let n = 0; n < 10; n += 1) {
    await endConnections(client, db);
    await new Promise((resolve) => setTimeout(resolve, 200));
  }
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
