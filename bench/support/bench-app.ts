import { copyFileSync, renameSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';

import type { PluginConfigInput } from '../../server/src/config';
import { createAppDirectory, type AppDirectory } from '../../tests/support/app-directory';
import {
  createScratchDatabase,
  type DatabaseClient,
  type ScratchDatabase,
} from '../../tests/support/database-servers';
import { buildTestPlugin } from '../../tests/support/plugin-build';
import { startProcess, type CommandProcess } from './commands';
import type { StrapiCommands } from './strapi-process';

const pluginDirectory = path.resolve(__dirname, '../.work/plugin');

export interface BenchApp {
  database: ScratchDatabase;
  /** Starts a Strapi on this app and its database in a process of its own. */
  start(): Promise<CommandProcess<StrapiCommands>>;
  /** Changes the plugin's configuration for the next start. */
  configure(config: PluginConfigInput): void;
  remove(): Promise<void>;
}

/** Makes the plugin of this run from the sources. Call it once, before any app is started. */
export const buildPlugin = (): Promise<void> => buildTestPlugin(pluginDirectory);

/**
 * The fixture app of the tests on a database of its own, with the plugin or, for a peer, without it.
 *
 * @param index of a site without the plugin: a file that takes the place of its `src/index.js`, which it finds as `./site.js`
 */
export async function createBenchApp(
  client: DatabaseClient,
  plugin: { config?: PluginConfigInput } | null,
  index?: string,
): Promise<BenchApp> {
  const database = await createScratchDatabase(client);
  const app = createAppDirectory({
    database: database.strapiConnection,
    pluginDirectory,
    ...(plugin?.config && { config: plugin.config }),
  });
  if (!plugin) disablePlugin(app);
  if (index !== undefined) replaceIndex(app, index);
  return {
    database,
    start: () =>
      startProcess<StrapiCommands>(path.join(__dirname, 'strapi-process.ts'), {
        args: [app.path],
        nodeArgs: ['--expose-gc'],
      }),
    configure: (config) => app.configure({ config }),
    async remove() {
      app.remove();
      await database.drop();
    },
  };
}

function disablePlugin(app: AppDirectory) {
  const file = path.join(app.path, 'config/plugins.js');
  const plugins = createRequire(__filename)(file) as Record<string, object>;
  plugins['integration-builder'] = { enabled: false };
  writeFileSync(file, `module.exports = ${JSON.stringify(plugins, null, 2)};\n`);
}

function replaceIndex(app: AppDirectory, index: string) {
  const own = path.join(app.path, 'src/index.js');
  renameSync(own, path.join(app.path, 'src/site.js'));
  copyFileSync(index, own);
}
