import { existsSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';

import { NotBegunError } from './not-begun-error.mjs';

const PLUGIN_ID = 'integration-builder';

/**
 * Loads the Strapi of a site, which then neither listens nor delivers, runs or looks after anything by itself: the site may
 * be running beside it.
 *
 * @param {string} appDir of the site
 * @throws {NotBegunError} where there is none, it is not built, or the plugin is not enabled
 */
export async function loadSite(appDir) {
  if (!isSite(appDir)) {
    throw new NotBegunError(
      `There is no Strapi site in ${appDir}. Run this in the directory of the site, where its package.json and its node_modules are.`,
    );
  }
  const { createStrapi } = requireOf(appDir)('@strapi/strapi');
  const strapi = createStrapi({ appDir, distDir: await distDirOf(appDir) });
  strapi.config.set(`${PLUGIN_ID}::workers`, false);
  await strapi.load();
  if (strapi.plugin(PLUGIN_ID)) return strapi;
  await strapi.destroy();
  throw new NotBegunError(`The plugin is not enabled in ${appDir}: see config/plugins.`);
}

const requireOf = (appDir) => createRequire(path.join(appDir, 'package.json'));

function isSite(appDir) {
  const manifest = path.join(appDir, 'package.json');
  if (!existsSync(manifest)) return false;
  const { dependencies = {} } = JSON.parse(readFileSync(manifest, 'utf8'));
  if (!('@strapi/strapi' in dependencies)) return false;
  try {
    requireOf(appDir).resolve('@strapi/strapi');
    return true;
  } catch {
    return false;
  }
}

/** Where the site's own code is to be run from: of a site in TypeScript, where its build is. */
async function distDirOf(appDir) {
  if (!existsSync(path.join(appDir, 'tsconfig.json'))) return appDir;
  const strapi = requireOf(appDir).resolve('@strapi/strapi/package.json');
  const { resolveOutDir } = createRequire(strapi)('@strapi/typescript-utils');
  const distDir = await resolveOutDir(appDir);
  if (existsSync(distDir)) return distDir;
  throw new NotBegunError(`There is no ${distDir} yet. Build the site first: npm run build`);
}
