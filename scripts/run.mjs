import { spawn } from 'node:child_process';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

export const root = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '..');

/** The `node_modules/.bin` of the repository, found also when a script is not started by npm. */
export const environmentWithBin = (env = {}) => ({
  ...process.env,
  ...env,
  PATH: `${path.join(root, 'node_modules/.bin')}${path.delimiter}${process.env.PATH ?? ''}`,
});

/**
 * Runs a command to its end with its output on ours.
 *
 * @throws if it does not end with 0
 */
export async function run(command, args = [], { cwd = root, env } = {}) {
  const code = await new Promise((resolve, reject) => {
    const child = spawn(command, args, {
      cwd,
      env: environmentWithBin(env),
      stdio: 'inherit',
      shell: process.platform === 'win32',
    });
    child.once('error', reject);
    child.once('exit', (exitCode, signal) => resolve(exitCode ?? signal));
  });
  if (code !== 0) throw new Error(`${[command, ...args].join(' ')} ended with ${code}`);
}

/** Runs a script's main function and, if it fails, prints the reason without a stack and exits with 1. */
export function main(run) {
  run().catch((error) => {
    console.error(`\n${error.message}`);
    process.exit(1);
  });
}
