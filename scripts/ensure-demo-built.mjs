import { existsSync } from 'node:fs';
import path from 'node:path';
import { pathToFileURL } from 'node:url';

import { buildStamp, contentHash } from './content-hash.mjs';
import { ensureBuilt } from './ensure-built.mjs';
import { main, root, run } from './run.mjs';

/** What the demo's server code and admin panel are built from. */
const SOURCES = [
  'demo/config',
  'demo/src',
  'demo/package.json',
  'demo/tsconfig.json',
  'dist/admin',
  'package-lock.json',
];

/** Builds the plugin and, unless it is up to date, the demo with its admin panel (a minute and 2 GB of memory). */
export async function ensureDemoBuilt() {
  await ensureBuilt();
  const stamp = buildStamp('demo');
  const hash = contentHash(SOURCES);
  if (existsSync(path.join(root, 'demo/dist/build/index.html')) && stamp.isOf(hash)) return;

  console.log('Building the admin panel of the demo (about a minute) …');
  await run('strapi', ['build'], {
    cwd: path.join(root, 'demo'),
    env: { NODE_ENV: 'production', STRAPI_TELEMETRY_DISABLED: 'true' },
  });
  stamp.write(hash);
}

if (import.meta.url === pathToFileURL(process.argv[1]).href) main(ensureDemoBuilt);
