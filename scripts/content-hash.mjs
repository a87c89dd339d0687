import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import path from 'node:path';

import { root } from './run.mjs';

/** One hash of the names and the contents of these files and directories of the repository. */
export function contentHash(paths) {
  const hash = createHash('sha256');
  for (const file of paths.flatMap((name) => filesBelow(path.join(root, name))).sort()) {
    hash.update(path.relative(root, file)).update('\0').update(readFileSync(file)).update('\0');
  }
  return hash.digest('hex');
}

function filesBelow(name) {
  if (!existsSync(name)) return [];
  if (!statSync(name).isDirectory()) return [name];
  return readdirSync(name).flatMap((entry) => filesBelow(path.join(name, entry)));
}

/**
 * Remembers from which contents something was built. Kept out of the build itself, since that is published.
 */
export function buildStamp(name) {
  const file = path.join(root, '.cache', `${name}.hash`);
  return {
    isOf: (hash) => existsSync(file) && readFileSync(file, 'utf8') === hash,
    write(hash) {
      mkdirSync(path.dirname(file), { recursive: true });
      writeFileSync(file, hash);
    },
  };
}
