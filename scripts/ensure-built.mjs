import { existsSync } from 'node:fs';
import path from 'node:path';
import { pathToFileURL } from 'node:url';

import { buildStamp, contentHash } from './content-hash.mjs';
import { ensureInstalled } from './ensure-installed.mjs';
import { main, root, run } from './run.mjs';

const SOURCES = [
  'server',
  'admin',
  // The panel shows these guides.
  'docs/connections',
  'strapi-server.ts',
  'strapi-admin.tsx',
  'package.json',
];
const OUTPUTS = ['dist/server/index.js', 'dist/admin/index.js'];

/** Builds the plugin with `strapi-plugin build` unless `dist/` was built from the sources as they are. */
export async function ensureBuilt({ isForced = false } = {}) {
  await ensureInstalled();
  const stamp = buildStamp('plugin');
  const hash = contentHash(SOURCES);
  const isBuilt = OUTPUTS.every((file) => existsSync(path.join(root, file)));
  if (!isForced && isBuilt && stamp.isOf(hash)) return;

  console.log('Building the plugin …');
  await run('strapi-plugin', ['build']);
  stamp.write(hash);
}

if (import.meta.url === pathToFileURL(process.argv[1]).href) {
  main(() => ensureBuilt({ isForced: true }));
}
