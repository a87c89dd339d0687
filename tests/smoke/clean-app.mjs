import { execFile } from 'node:child_process';
import {
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  realpathSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';

const execute = promisify(execFile);
const root = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '../..');
const MINUTE_MS = 60_000;
const APP_DEPENDENCIES = [
  '@strapi/strapi',
  '@strapi/plugin-users-permissions',
  'better-sqlite3',
  'react',
  'react-dom',
  'react-router-dom',
  'styled-components',
];

/**
 * Installs the packed plugin in a new app outside the repository, as a site does, and builds the app for production.
 *
 * @param receiverAddress host:port that the plugin may send to
 * @returns the app's directory
 */
export async function createCleanApp({ receiverAddress, log }) {
  const directory = mkdtempSync(path.join(realpathSync(tmpdir()), 'integration-builder-smoke-'));
  const run = async (command, args, options) => {
    const startedAt = Date.now();
    await inDirectory(directory, command, args, options);
    log(`${path.basename(command)} ${args[0]} (${Math.round((Date.now() - startedAt) / 1000)} s)`);
  };

  const { stdout } = await inDirectory(root, 'npm', [
    'pack',
    '--json',
    '--pack-destination',
    directory,
  ]);
  const [{ filename, files }] = JSON.parse(stdout);
  checkContents(files.map(({ path: name }) => name));

  writeApp(directory, { tarball: filename, receiverAddress });
  await run('npm', ['install', '--prefer-offline', '--ignore-scripts', '--no-audit', '--no-fund'], {
    timeout: 5 * MINUTE_MS,
  });
  await provideSqliteDriver(directory, run);
  await run(path.join(directory, 'node_modules/.bin/strapi'), ['build'], {
    timeout: 5 * MINUTE_MS,
    env: { ...process.env, NODE_ENV: 'production', STRAPI_TELEMETRY_DISABLED: 'true' },
  });
  return directory;
}

async function inDirectory(cwd, command, args, { timeout = MINUTE_MS, env } = {}) {
  try {
    return await execute(command, args, { cwd, timeout, env, maxBuffer: 64 * 1024 * 1024 });
  } catch (error) {
    throw new Error(
      `${command} ${args[0]} failed: ${error.message}\n${error.stdout}\n${error.stderr}`,
    );
  }
}

/** What a site needs is in the tarball, and what only this repository needs is not. */
function checkContents(files) {
  const needed = [
    'README.md',
    'LICENSE',
    'bin/integration-builder.mjs',
    'dist/server/index.js',
    'dist/admin/index.mjs',
  ];
  const missing = needed.filter((file) => !files.includes(file));
  if (missing.length > 0) throw new Error(`The tarball lacks ${missing.join(', ')}`);
  const stray = files.filter((file) => /^(tests|demo|bench|scripts|server|admin)\//.test(file));
  if (stray.length > 0) throw new Error(`The tarball holds ${stray.join(', ')}`);
}

function writeApp(directory, { tarball, receiverAddress }) {
  cpSync(path.join(root, 'tests/support/app/src'), path.join(directory, 'src'), {
    recursive: true,
  });
  for (const folder of ['config', 'public/uploads', 'database/migrations']) {
    mkdirSync(path.join(directory, folder), { recursive: true });
  }
  const dependencies = Object.fromEntries(
    APP_DEPENDENCIES.map((name) => [name, installedVersion(name)]),
  );
  dependencies['strapi-plugin-integration-builder'] = `file:${tarball}`;
  const manifest = { name: 'clean-app', version: '1.0.0', private: true, dependencies };
  writeFileSync(path.join(directory, 'package.json'), JSON.stringify(manifest, null, 2));

  for (const [name, value] of Object.entries(configuration(receiverAddress))) {
    const text = `module.exports = ${JSON.stringify(value, null, 2)};\n`;
    writeFileSync(path.join(directory, 'config', `${name}.js`), text);
  }
}

const installedVersion = (name) =>
  JSON.parse(readFileSync(path.join(root, 'node_modules', name, 'package.json'), 'utf8')).version;

function configuration(receiverAddress) {
  const secret = (name) => `${name}-of-the-smoke-test-only-000000`;
  return {
    admin: {
      auth: { secret: secret('admin') },
      apiToken: { salt: secret('api-token') },
      transfer: { token: { salt: secret('transfer') } },
      secrets: { encryptionKey: secret('encryption') },
    },
    database: {
      connection: {
        client: 'sqlite',
        connection: { filename: 'data.db' },
        useNullAsDefault: true,
      },
    },
    middlewares: [
      'strapi::logger',
      'strapi::errors',
      'strapi::security',
      'strapi::cors',
      'strapi::query',
      'strapi::body',
      'strapi::session',
      'strapi::favicon',
      'strapi::public',
    ],
    plugins: {
      'integration-builder': {
        config: { network: { allow: [receiverAddress] }, sync: { expressions: true } },
      },
      'users-permissions': { config: { jwtSecret: secret('users') } },
    },
    server: {
      host: '127.0.0.1',
      app: { keys: [secret('app')] },
      logger: { config: { level: 'warn' }, startup: { enabled: false } },
    },
  };
}

/** The driver compiled for the repository fits, being the same version; where there is none, it is compiled here. */
async function provideSqliteDriver(directory, run) {
  const compiled = path.join(root, 'node_modules/better-sqlite3/build');
  if (existsSync(compiled)) {
    cpSync(compiled, path.join(directory, 'node_modules/better-sqlite3/build'), {
      recursive: true,
    });
  } else {
    await run('npm', ['rebuild', 'better-sqlite3'], { timeout: 5 * MINUTE_MS });
  }
}
