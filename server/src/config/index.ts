import { configSchema, type PluginConfig } from './schema';
import { PLUGIN_ID, PLUGIN_UID } from '../plugin-id';
import type { Strapi } from '../feature';

export type { PluginConfig, PluginConfigInput } from './schema';

/** Thrown at start when `config/plugins.ts` holds a wrong value; names every wrong path and what is expected there. */
export class InvalidConfigError extends Error {
  readonly code = 'invalid-config';

  constructor(problems: string[]) {
    super(
      `config/plugins.ts, integration-builder:\n${problems.map((line) => `  - ${line}`).join('\n')}`,
    );
    this.name = 'InvalidConfigError';
  }
}

/**
 * Fills in the defaults and checks every value.
 *
 * @throws {InvalidConfigError} with the path of each wrong value
 */
export function parseConfig(raw: unknown): PluginConfig {
  const result = configSchema.safeParse(raw ?? {});
  if (result.success) return result.data;
  throw new InvalidConfigError(
    result.error.issues.map(
      ({ path, message }) => `${['config', ...path.map(String)].join('.')}: ${message}`,
    ),
  );
}

/** False in a process that a command of `bin/` has started: it is to do its own work and no other's. */
const MAY_WORK = `${PLUGIN_ID}::workers`;

const parsedConfigs = new WeakMap<Strapi, PluginConfig>();

/** The configuration in force, parsed once a Strapi instance. */
export function getConfig(strapi: Strapi): PluginConfig {
  const known = parsedConfigs.get(strapi);
  if (known) return known;
  const parsed = parseConfig(strapi.config.get(PLUGIN_UID));
  const config = { ...parsed, workers: parsed.workers && strapi.config.get(MAY_WORK) !== false };
  parsedConfigs.set(strapi, config);
  return config;
}

/** The `config` key of a Strapi plugin. Defaults live in the schema, since Strapi would merge arrays by index. */
export const config = {
  default: {},
  validator: (raw: unknown) => {
    parseConfig(raw);
  },
};
