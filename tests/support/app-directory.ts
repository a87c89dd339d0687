import { randomUUID } from 'node:crypto';
import { appendFileSync, cpSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';

import type { PluginConfigInput } from '../../server/src/config';
import type { ScratchDatabase } from './database-servers';
import { testPluginDirectory } from './plugin-build';

const fixture = path.join(__dirname, 'app');
/** Inside the repository, so that the app finds the root's `node_modules`. */
const workDirectory = path.resolve(__dirname, '../.work/apps');

export interface AppOptions {
  /** An existing empty database; without it, a SQLite file in the app's directory. */
  database?: ScratchDatabase['strapiConnection'];
  /** Configuration of the plugin. Unless it says otherwise, receivers on loopback are allowed. */
  config?: PluginConfigInput;
  /** `null` leaves Strapi without an encryption key. */
  encryptionKey?: string | null;
  /** The directory of the plugin; by default the bundle of the sources made for the tests. */
  pluginDirectory?: string;
  /** Whether the site believes what the one proxy before it says of a sender (`X-Forwarded-For`). Default: no. */
  trustsProxies?: boolean;
  /** A middleware of the site's own, as the text of its file; it runs before Strapi's. */
  middleware?: string;
}

export interface AppDirectory {
  path: string;
  /** Changes settings for the next start on the same data. */
  configure(changes: Pick<AppOptions, 'config' | 'encryptionKey'>): void;
  remove(): void;
}

/** The file of `AppOptions.middleware`. */
const OWN_MIDDLEWARE = 'own';

const TEST_ENCRYPTION_KEY = 'an-encryption-key-of-the-tests-only';

/** Copies the fixture app into a directory of its own and writes its configuration; nothing is started. */
export function createAppDirectory(options: AppOptions = {}): AppDirectory {
  const directory = path.join(workDirectory, randomUUID());
  cpSync(fixture, directory, { recursive: true });
  for (const folder of ['config', 'database/migrations', 'public/uploads']) {
    mkdirSync(path.join(directory, folder), { recursive: true });
  }
  writeConfiguration(directory, options);

  return {
    path: directory,
    configure: (changes) => writeConfiguration(directory, { ...options, ...changes }),
    remove: () => rmSync(directory, { recursive: true, force: true }),
  };
}

function writeConfiguration(directory: string, options: AppOptions): void {
  for (const [name, value] of Object.entries(configurationOf(directory, options))) {
    const file = path.join(directory, 'config', `${name}.js`);
    writeFileSync(file, `module.exports = ${JSON.stringify(value, null, 2)};\n`);
  }
  appendFileSync(path.join(directory, 'config/database.js'), MUTE_SCHEMA_WARNINGS);
  if (options.middleware !== undefined) {
    const folder = path.join(directory, 'src/middlewares');
    mkdirSync(folder, { recursive: true });
    writeFileSync(path.join(folder, `${OWN_MIDDLEWARE}.js`), options.middleware);
  }
}

/** On MySQL, knex warns of every table that Strapi creates in a transaction. */
const MUTE_SCHEMA_WARNINGS = `
module.exports.connection.log = {
  warn: (message) => String(message).includes('do not mix transactions and DDL') || console.warn(message),
};
`;

function configurationOf(directory: string, options: AppOptions) {
  const { config, encryptionKey = TEST_ENCRYPTION_KEY } = options;
  const ownDatabase = {
    client: 'sqlite',
    connection: { filename: path.join(directory, 'data.db') },
    useNullAsDefault: true,
  };
  return {
    admin: {
      auth: { secret: 'admin-secret-of-the-tests-only-00' },
      apiToken: { salt: 'api-token-salt-of-the-tests-only' },
      transfer: { token: { salt: 'transfer-salt-of-the-tests-only0' } },
      // Named also where there is none: Strapi merges each start into the defaults of its process.
      secrets: { encryptionKey },
      rateLimit: { enabled: false },
    },
    api: { rest: { defaultLimit: 25, maxLimit: 100 } },
    database: { connection: options.database ?? ownDatabase },
    middlewares: [
      ...(options.middleware === undefined ? [] : [`global::${OWN_MIDDLEWARE}`]),
      'strapi::logger',
      'strapi::errors',
      'strapi::security',
      'strapi::cors',
      'strapi::query',
      'strapi::body',
      'strapi::favicon',
      'strapi::public',
    ],
    plugins: {
      'integration-builder': {
        enabled: true,
        resolve: options.pluginDirectory ?? testPluginDirectory,
        config: { network: { allow: ['127.0.0.1/32', '::1/128'] }, ...config },
      },
      'users-permissions': { config: { jwtSecret: 'jwt-secret-of-the-tests-only-0000' } },
    },
    server: {
      host: '127.0.0.1',
      port: 0,
      proxy: { koa: options.trustsProxies ?? false, maxIpsCount: 1 },
      app: { keys: ['app-key-of-the-tests-only-0000000'] },
      logger: { config: { level: process.env.TEST_LOG_LEVEL ?? 'error' } },
    },
  };
}
