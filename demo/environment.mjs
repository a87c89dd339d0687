import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { randomBytes } from 'node:crypto';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

const file = path.join(path.dirname(fileURLToPath(import.meta.url)), '.env');

const SECRETS = [
  'APP_KEYS',
  'ADMIN_JWT_SECRET',
  'API_TOKEN_SALT',
  'TRANSFER_TOKEN_SALT',
  'JWT_SECRET',
  'ENCRYPTION_KEY',
];

export const hasDemoEnvironment = () => existsSync(file);

/** Writes `demo/.env` with secrets of its own; it is never committed. */
export function writeDemoEnvironment({ receiverPort, standInPort }) {
  const lines = SECRETS.map((name) => `${name}=${randomBytes(32).toString('base64url')}`);
  lines.push(
    `RECEIVER_PORT=${receiverPort}`,
    'RECEIVER_SECRET_FILE=.tmp/receiver-secret',
    `STAND_IN_PORT=${standInPort}`,
  );
  writeFileSync(file, `${lines.join('\n')}\n`, { mode: 0o600 });
}

/** The settings of `demo/.env`; a variable of the process wins, as it does in Strapi. */
export function readDemoEnvironment() {
  const lines = existsSync(file) ? readFileSync(file, 'utf8').split('\n') : [];
  const settings = lines
    .filter((line) => line.includes('='))
    .map((line) => [line.slice(0, line.indexOf('=')).trim(), line.slice(line.indexOf('=') + 1)]);
  return {
    RECEIVER_PORT: '4400',
    RECEIVER_SECRET_FILE: '.tmp/receiver-secret',
    STAND_IN_PORT: '4500',
    ...Object.fromEntries(settings),
    ...process.env,
  };
}
