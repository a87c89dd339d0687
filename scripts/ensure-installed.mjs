import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';

import { root, run } from './run.mjs';

/** What `package.json` asks for under `engines`. */
const MINIMUM_NODE = '20.18.1';

/** The SQLite driver, the only dependency that is compiled. */
const DRIVER = path.join(root, 'node_modules/better-sqlite3/build/Release/better_sqlite3.node');

/** Installs the dependencies unless `node_modules` already holds what the lock file asks for. */
export async function ensureInstalled() {
  await ensureUnpacked();
  if (existsSync(DRIVER)) return;
  console.log('Compiling the SQLite driver (a minute or two) …');
  await run('npm', ['rebuild']);
}

/** Installs them without running their install scripts, which `ensureInstalled` makes up for. */
export async function ensureUnpacked() {
  checkNodeVersion();
  if (isUnpacked()) return;
  console.log('Installing dependencies …');
  await run('npm', ['ci', '--ignore-scripts', '--no-audit', '--no-fund']);
}

function checkNodeVersion() {
  const order = process.versions.node.localeCompare(MINIMUM_NODE, undefined, { numeric: true });
  if (order >= 0) return;
  throw new Error(`Node ${MINIMUM_NODE} or newer is needed; this is ${process.version}.`);
}

/** npm records what it installed; only what is optional here may be missing. */
function isUnpacked() {
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
