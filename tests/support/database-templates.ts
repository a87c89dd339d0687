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
import {
  createScratchDatabase,
  type DatabaseClient,
  type ScratchDatabase,
} from './database-servers';
import { testPluginDirectory } from './plugin-build';

/**
 * Databases that a Strapi with the fixture app has started on once. A test's Strapi begins with a copy: making all tables,
 * permissions and the administrator anew would take half of every start. What a first start does is tested elsewhere.
 */

const work = path.resolve(__dirname, '../.work');
type ServerClient = Exclude<DatabaseClient, 'sqlite'>;

/** Name the template databases of the servers for the workers. */
const VARIABLES = {
  postgres: 'TEST_TEMPLATE_POSTGRES',
  mysql: 'TEST_TEMPLATE_MYSQL',
} as const;

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
  const servers = (['postgres', 'mysql'] as const).filter((client) => clients.includes(client));
  const [drops] = await Promise.all([Promise.all(servers.map(prepareServer)), prepareSqlite()]);
  return async () => {
    await Promise.all(drops.map((drop) => drop()));
  };
}

async function prepareSqlite(): Promise<void> {
  const file = sqliteTemplate();
  if (existsSync(file)) return;
  const app = createAppDirectory();
  try {
    await (await startChildStrapi(app, { isShortLived: true })).stop();
    mkdirSync(path.dirname(file), { recursive: true });
    // Whole or not at all, also where two runs make it at once.
    copyFileSync(path.join(app.path, 'data.db'), `${file}.${process.pid}`);
    renameSync(`${file}.${process.pid}`, file);
  } finally {
    app.remove();
  }
}

async function prepareServer(client: ServerClient): Promise<() => Promise<void>> {
  const database = await createScratchDatabase(client);
  const app = createAppDirectory({ database: database.strapiConnection });
  try {
    await (await startChildStrapi(app, { isShortLived: true })).stop();
    process.env[VARIABLES[client]] = database.name;
    return database.drop;
  } finally {
    app.remove();
  }
}

/** A database of the caller's own that a site with the fixture app can start on at once. */
export function createSiteDatabase(client: DatabaseClient): Promise<ScratchDatabase> {
  return createScratchDatabase(client, templateOf(client));
}

function templateOf(client: DatabaseClient): string | undefined {
  if (client !== 'sqlite') return process.env[VARIABLES[client]];
  const file = sqliteTemplate();
  return existsSync(file) ? file : undefined;
}
