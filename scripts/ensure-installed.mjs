import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';

import { root, run } from './run.mjs';

/** What `package.json` asks for under `engines`. */
const MINIMUM_NODE = '20.18.1';

/** Installs the dependencies with `npm ci` unless `node_modules` already holds what the lock file asks for. */
export async function ensureInstalled() {
  checkNodeVersion();
  if (isInstalled()) return;
  console.log('Installing dependencies (the SQLite driver may be compiled, which takes minutes) …');
  await run('npm', ['ci', '--no-audit', '--no-fund']);
}

function checkNodeVersion() {
  const order = process.versions.node.localeCompare(MINIMUM_NODE, undefined, { numeric: true });
  if (order >= 0) return;
  throw new Error(`Node ${MINIMUM_NODE} or newer is needed; this is ${process.version}.`);
}

/** npm records what it installed; only what is optional here may be missing. */
function isInstalled() {
  const record = path.join(root, 'node_modules/.package-lock.json');
  if (!existsSync(record)) return false;
  const installed = readLock(record);
  const wanted = Object.entries(readLock(path.join(root, 'package-lock.json')));
  return wanted.every(
    ([name, { version, optional, devOptional }]) =>
      name === '' ||
      installed[name]?.version === version ||
      (!(name in installed) && (optional || devOptional)),
  );
}

const readLock = (file) => JSON.parse(readFileSync(file, 'utf8')).packages;
