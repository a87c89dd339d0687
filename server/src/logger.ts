import type { Strapi } from './feature';

type LogLevel = 'debug' | 'info' | 'warn' | 'error';

/** Strapi's logger with the feature's prefix. Never give it a secret, a payload or a header. */
export function loggerOf(strapi: Strapi, feature: string) {
  const at = (level: LogLevel) => (message: string, error?: unknown) =>
    strapi.log[level](
      `[integration-builder:${feature}] ${message}${error === undefined ? '' : `: ${describe(error)}`}`,
    );
  return { debug: at('debug'), info: at('info'), warn: at('warn'), error: at('error') };
}

export type Logger = ReturnType<typeof loggerOf>;

function describe(error: unknown): string {
  return error instanceof Error ? (error.stack ?? error.message) : String(error);
}
