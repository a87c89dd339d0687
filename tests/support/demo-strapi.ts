import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { cpSync, existsSync, mkdirSync, rmSync } from 'node:fs';
import path from 'node:path';

import { WITH_MODULE_CACHE } from './child-strapi';
import { freePort } from './free-port';

const root = path.resolve(__dirname, '../..');
const demo = path.join(root, 'demo');

export interface DemoStrapi {
  /** `http://127.0.0.1:<port>`; the admin panel stands at `/admin`. */
  url: string;
  port: number;
  email: string;
  password: string;
  /** `kill -9`; `startDemoStrapi({ stateDirectory, port })` goes on with the same data at the same address. */
  kill(): Promise<void>;
  /** Stops it and removes its state, unless that is to stay. */
  stop(options?: { keepState: boolean }): Promise<void>;
  stateDirectory: string;
}

interface Options {
  /** The port of the receiver that the seeded endpoint sends to, and that requests may go to. */
  receiverPort: number;
  /** The port of the service that the demo connects to; none answers at the default. */
  standInPort?: number;
  /** The largest body that is taken in, in bytes. Default: what the demo has. */
  payloadLimit?: number;
  stateDirectory?: string;
  /** Any that is free without it. */
  port?: number;
}

const START_TIMEOUT_MS = 120_000;
let count = 0;

/**
 * Starts the demo's production build, admin panel included, with a database, uploads and secrets of its own.
 *
 * @throws if the demo is not built: `npm test -- browser` builds it first
 */
export async function startDemoStrapi({
  receiverPort,
  standInPort = 1,
  payloadLimit,
  stateDirectory = newStateDirectory(),
  ...options
}: Options): Promise<DemoStrapi> {
  if (!existsSync(path.join(demo, 'dist/build/index.html'))) {
    throw new Error('The demo is not built. Run: node scripts/ensure-demo-built.mjs');
  }
  const port = options.port ?? (await freePort());
  const url = `http://127.0.0.1:${port}`;
  const strapi = spawn(
    process.execPath,
    [...WITH_MODULE_CACHE, path.join(root, 'node_modules/@strapi/strapi/bin/strapi.js'), 'start'],
    {
      cwd: demo,
      env: {
        ...process.env,
        ...SECRETS,
        NODE_ENV: 'production',
        STRAPI_TELEMETRY_DISABLED: 'true',
        STARTUP_MESSAGE: 'false',
        LOG_LEVEL: 'warn',
        HOST: '127.0.0.1',
        PORT: String(port),
        DATABASE_FILENAME: path.join(stateDirectory, 'data.db'),
        PUBLIC_DIRECTORY: path.join(stateDirectory, 'public'),
        RECEIVER_PORT: String(receiverPort),
        STAND_IN_PORT: String(standInPort),
        ...(payloadLimit !== undefined && { PAYLOAD_LIMIT: String(payloadLimit) }),
        RECEIVER_SECRET_FILE: path.join(stateDirectory, 'receiver-secret'),
      },
      stdio: ['ignore', 'pipe', 'pipe'],
    },
  );
  await untilAnswering(strapi, url);

  return {
    url,
    port,
    stateDirectory,
    email: 'demo@example.com',
    password: 'Demo-1234',
    kill: () => end(strapi, 'SIGKILL'),
    async stop({ keepState } = { keepState: false }) {
      await end(strapi, 'SIGTERM');
      if (!keepState) rmSync(stateDirectory, { recursive: true, force: true });
    },
  };
}

/** Fixed, so that a start on the same data can read what the one before encrypted. */
const SECRETS = {
  APP_KEYS: 'app-key-of-the-tests-only-0000000',
  ADMIN_JWT_SECRET: 'admin-secret-of-the-tests-only-00',
  API_TOKEN_SALT: 'api-token-salt-of-the-tests-only',
  TRANSFER_TOKEN_SALT: 'transfer-salt-of-the-tests-only0',
  JWT_SECRET: 'jwt-secret-of-the-tests-only-0000',
  ENCRYPTION_KEY: 'an-encryption-key-of-the-tests-only',
};

/** Names the state that `prepareDemoState` has made, for the workers. */
const STATE_VARIABLE = 'TEST_DEMO_STATE';

/**
 * Starts the demo on nothing and stops it: every test begins with a copy of what its first start has made, which takes
 * three times as long as a later one. Resolves to what removes it.
 */
export async function prepareDemoState(): Promise<() => void> {
  const stateDirectory = path.join(root, 'tests/.work', `demo-prepared-${process.pid}`);
  mkdirSync(path.join(stateDirectory, 'public/uploads'), { recursive: true });
  const strapi = await startDemoStrapi({ receiverPort: 1, stateDirectory });
  await strapi.stop({ keepState: true });
  process.env[STATE_VARIABLE] = strapi.stateDirectory;
  return () => rmSync(strapi.stateDirectory, { recursive: true, force: true });
}

function newStateDirectory(): string {
  count += 1;
  const directory = path.join(root, 'tests/.work', `demo-${process.pid}-${count}`);
  const prepared = process.env[STATE_VARIABLE];
  if (prepared) cpSync(prepared, directory, { recursive: true });
  else mkdirSync(path.join(directory, 'public/uploads'), { recursive: true });
  return directory;
}

async function untilAnswering(strapi: ChildProcess, url: string): Promise<void> {
  let output = '';
  const collect = (chunk: Buffer) => {
    output = (output + chunk.toString()).slice(-4000);
  };
  strapi.stdout?.on('data', collect);
  strapi.stderr?.on('data', collect);

  const deadline = Date.now() + START_TIMEOUT_MS;
  while (Date.now() < deadline && !hasEnded(strapi)) {
    const answer = await fetch(`${url}/_health`).catch(() => null);
    if (answer) return;
    await new Promise((resolve) => setTimeout(resolve, 200));
  }
  await end(strapi, 'SIGKILL');
  throw new Error(`The demo did not start.\n${output}`);
}

const hasEnded = ({ exitCode, signalCode }: ChildProcess) =>
  exitCode !== null || signalCode !== null;

async function end(child: ChildProcess, signal: NodeJS.Signals): Promise<void> {
  if (hasEnded(child)) return;
  const exit = once(child, 'exit');
  child.kill(signal);
  await exit;
}
