import { execFile } from 'node:child_process';
import path from 'node:path';
import { promisify } from 'node:util';

/**
 * Runs a check against a stand-in in a Node of its own, and gives the JSON that it prints. The libraries that the checks
 * use come as ES modules alone, which jest here does not load.
 *
 * @param name of a file beside this one, without `.mjs`
 */
export async function runCheck<T>(name: string, args: string[]): Promise<T> {
  const script = path.join(__dirname, `${name}.mjs`);
  const { stdout } = await promisify(execFile)(process.execPath, [
    '--import',
    'tsx',
    script,
    ...args,
  ]);
  return JSON.parse(stdout) as T;
}
