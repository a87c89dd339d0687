import { mkdir, rename, writeFile } from 'node:fs/promises';
import path from 'node:path';

import { build } from 'esbuild';

const root = path.resolve(__dirname, '../..');

/** The directory that a test app gives to Strapi as the plugin's `resolve`. */
export const testPluginDirectory = path.join(root, 'tests/.work/plugin');

/**
 * Bundles the server side from its sources for the tests, in a fraction of a second, so that a test never runs against
 * a stale build. The published build is made by `strapi-plugin build` and proven by the smoke and browser tests.
 */
export async function buildTestPlugin(directory = testPluginDirectory): Promise<void> {
  const { outputFiles } = await build({
    entryPoints: [path.join(root, 'strapi-server.ts')],
    outfile: path.join(directory, 'server.js'),
    write: false,
    bundle: true,
    platform: 'node',
    target: 'node20',
    format: 'cjs',
    packages: 'external',
    sourcemap: 'inline',
    logLevel: 'warning',
  });
  await mkdir(directory, { recursive: true });
  for (const { path: file, contents } of outputFiles) await writeWhole(file, contents);
  await writeWhole(path.join(directory, 'package.json'), JSON.stringify(manifest));
}

const manifest = {
  name: 'strapi-plugin-integration-builder',
  version: '0.0.0',
  exports: { './strapi-server': './server.js', './package.json': './package.json' },
  strapi: { kind: 'plugin', name: 'integration-builder', displayName: 'Integration Builder' },
};

/** Two test runs may build at once, and neither may load half a file of the other. */
async function writeWhole(file: string, contents: string | Uint8Array): Promise<void> {
  const unfinished = `${file}.${process.pid}`;
  await writeFile(unfinished, contents);
  await rename(unfinished, file);
}
