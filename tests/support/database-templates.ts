import { createHash } from 'node:crypto';
import {
  copyFileSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
} from 'node:fs';
import path from 'node:path';

import { createAppDirectory } from './app-directory';
import { startChildStrapi } from './child-strapi';
import { createScratchDatabase, type DatabaseClient } from './database-servers';
import { testPluginDirectory } from './plugin-build';

/**
 * Databases that a Strapi with the fixture app has started on once. A test's Strapi begins with a copy: making all tables,
 * permissions and the administrator anew would take half of every start. What a first start does is tested elsewhere.
 */

const work = path.resolve(__dirname, '../.work');
/** Names the template database of PostgreSQL for the workers. */
const POSTGRES_VARIABLE = 'TEST_TEMPLATE_POSTGRES';

/** A file of its own for each state of the plugin and the app. */
function sqliteTemplate(): string {
  const hash = createHash('sha256').update(
    readFileSync(path.join(testPluginDirectory, 'server.js')),
  );
  const app = path.join(__dirname, 'app');
  for (const file of readdirSync(app, { recursive: true, encoding: 'utf8' }).sort()) {
    if (/\.(js|json)$/.test(file)) hash.update(file).update(readFileSync(path.join(app, file)));
  }
  return path.join(work, 'templates', `${hash.digest('hex').slice(0, 16)}.db`);
}

/** Makes the templates that are missing. Resolves to what drops those that would stay behind. */
export async function prepareTemplates(clients: readonly string[]): Promise<() => Promise<void>> {
  const [, drop] = await Promise.all([
    prepareSqlite(),
    clients.includes('postgres') ? preparePostgres() : undefined,
  ]);
  return async () => drop?.();
}

async function prepareSqlite(): Promise<void> {
  const file = sqliteTemplate();
  if (existsSync(file)) return;
  const app = createAppDirectory();
  try {
    await (await startChildStrapi(app)).stop();
    mkdirSync(path.dirname(file), { recursive: true });
    // Whole or not at all, also where two runs make it at once.
    copyFileSync(path.join(app.path, 'data.db'), `${file}.${process.pid}`);
    renameSync(`${file}.${process.pid}`, file);
  } finally {
    app.remove();
  }
}

async function preparePostgres(): Promise<() => Promise<void>> {
  const database = await createScratchDatabase('postgres');
  const app = createAppDirectory({ database: database.strapiConnection });
  try {
    await (await startChildStrapi(app)).stop();
    const { connection } = database.strapiConnection as unknown as {
      connection: { database: string };
    };
    process.env[POSTGRES_VARIABLE] = connection.database;
    return database.drop;
  } finally {
    app.remove();
  }
}

/** The file to begin a SQLite database with, and the database to copy elsewhere; undefined where there is none. */
export function templateOf(client: DatabaseClient): string | undefined {
  if (client === 'postgres') return process.env[POSTGRES_VARIABLE];
  if (client === 'mysql') return undefined;
  const file = sqliteTemplate();
  return existsSync(file) ? file : undefined;
}
