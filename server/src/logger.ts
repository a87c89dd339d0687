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

const LONGEST_MESSAGE = 500;
/** What knex puts between the statement, with all the values that were to be written, and what the database said. */
const AFTER_STATEMENT = ' - ';

/** What happened and where, without what was to be stored: a failed write of results would show receivers' answers. */
export function describe(error: unknown): string {
  if (!isError(error)) return String(error).slice(0, LONGEST_MESSAGE);
  const frames = (error.stack ?? '').split('\n').filter((line) => /^\s+at /.test(line));
  return [`${error.name}: ${messageOf(error)}`, ...frames].join('\n');
}

/** By its shape: drivers bring errors of their own that are none by `instanceof` where a site is run in a sandbox. */
function isError(error: unknown): error is Error {
  const { name, message } = (error ?? {}) as Partial<Error>;
  return typeof name === 'string' && typeof message === 'string';
}

/** What an error says, without the statement and the values that a database error repeats. */
export function messageOf(error: Error & { code?: unknown }): string {
  const { message, code } = error;
  const isOfDatabase = typeof code === 'string' && message.includes(AFTER_STATEMENT);
  const said = isOfDatabase
    ? message.slice(message.lastIndexOf(AFTER_STATEMENT) + AFTER_STATEMENT.length)
    : message;
  return said.slice(0, LONGEST_MESSAGE);
}
