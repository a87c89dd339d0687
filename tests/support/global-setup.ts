import { availableDatabases } from './database-servers';
import { prepareTemplates } from './database-templates';
import { DATABASES_VARIABLE } from './databases';
import { buildTestPlugin } from './plugin-build';

/** Runs once before the first test file: the workers inherit the environment that it leaves. */
export default async function prepare(): Promise<void> {
  await buildTestPlugin();
  process.env[DATABASES_VARIABLE] ??= (await availableDatabases())
    .map(({ client }) => client)
    .join(',');
  const dropTemplates = await prepareTemplates(process.env[DATABASES_VARIABLE].split(','));
  (globalThis as { dropTemplates?: () => Promise<void> }).dropTemplates = dropTemplates;
}
