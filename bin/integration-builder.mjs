#!/usr/bin/env node
/*
 * What can be done to a site from a terminal, in the site's directory: `npx integration-builder <command>`. A command is a
 * file of `commands/` with a `summary` and a `run`.
 *
 * It ends with 0 where all is as it should be then, with 1 where it is not, and with 2 where nothing was begun.
 */
import { readdirSync } from 'node:fs';

import { loadSite } from './load-site.mjs';
import { NotBegunError } from './not-begun-error.mjs';

const commands = new URL('commands/', import.meta.url);
const names = readdirSync(commands).map((file) => file.replace(/\.mjs$/, ''));
const [name, ...args] = process.argv.slice(2);

try {
  process.exitCode = await main();
} catch (error) {
  console.error(error.message);
  process.exitCode = error instanceof NotBegunError ? 2 : 1;
}
// Whatever the site's own code has left open is not waited for.
process.stdout.write('', () => process.exit());

/** @returns {Promise<number>} how the process ends */
async function main() {
  if (name === undefined || name === '--help' || name === '-h') {
    console.log(await usage());
    return name === undefined ? 2 : 0;
  }
  if (!names.includes(name)) {
    throw new NotBegunError(`There is no command "${name}".\n\n${await usage()}`);
  }
  const { run } = await import(new URL(`${name}.mjs`, commands));
  const strapi = await loadSite(process.cwd());
  const stopping = new AbortController();
  for (const signal of ['SIGINT', 'SIGTERM']) {
    // Strapi would end itself in the middle of the work.
    process.removeAllListeners(signal);
    process.once(signal, () => stopping.abort());
  }
  try {
    return await run({ strapi, args, say: console.log, signal: stopping.signal });
  } finally {
    await strapi.destroy();
  }
}

async function usage() {
  const lines = await Promise.all(
    names.map(async (each) => {
      const { summary } = await import(new URL(`${each}.mjs`, commands));
      return `  ${each.padEnd(16)}${summary}`;
    }),
  );
  return ['integration-builder <command>, in the directory of the site', '', ...lines].join('\n');
}
