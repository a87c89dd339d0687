import { execFile } from 'node:child_process';
import { copyFileSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';

import { startHttpServer } from '../../support/loopback-server';

const MODULE = path.resolve(__dirname, '../../../demo/running-demo.mjs');

/** A demo of its own: the module keeps its note beside itself. */
let directory: string;
beforeEach(() => {
  directory = mkdtempSync(path.join(tmpdir(), 'ib-running-demo-'));
  mkdirSync(path.join(directory, '.tmp'));
  copyFileSync(MODULE, path.join(directory, 'running-demo.mjs'));
});
afterEach(() => rmSync(directory, { recursive: true, force: true }));

/** Runs a line in a process of its own, as a script or the receiver would, and resolves to what it printed. */
function run(line: string, env: Record<string, string> = {}): Promise<string> {
  const script = `import * as demo from ${JSON.stringify(path.join(directory, 'running-demo.mjs'))}; ${line}`;
  const options = { env: { ...process.env, DEMO_ADDRESS: '', ...env } };
  return new Promise((resolve) => {
    execFile(
      process.execPath,
      ['--input-type=module', '--eval', script],
      options,
      (_error, stdout, stderr) => resolve((stdout + stderr).trim()),
    );
  });
}

const address = (env?: Record<string, string>) =>
  run('console.log(demo.addressOfRunningDemo())', env);
const note = (at: string) => run(`demo.noteRunningDemo({ pid: 7, address: '${at}' })`);
const refuse = () => run("await demo.refuseSecondDemo(); console.log('none')");

describe('the running demo', () => {
  it('is found by the address under which its script knows it, until that ends', async () => {
    expect(await address()).toBe('null');
    await note('http://localhost:1337');
    expect(await address()).toBe('http://localhost:1337');
    expect(await address({ DEMO_ADDRESS: 'http://127.0.0.1:4000' })).toBe('http://127.0.0.1:4000');
    await run('demo.forgetRunningDemo()');
    expect(await address()).toBe('null');
  });

  it('lets no second one start as long as it answers', async () => {
    const strapi = await startHttpServer((_request, response) => response.end());
    expect(await refuse()).toBe('none');
    await note(`http://127.0.0.1:${strapi.port}`);
    expect(await refuse()).toContain(
      `The demo is already running: http://127.0.0.1:${strapi.port}/admin (process 7)`,
    );
    await strapi.stop();
    expect(await refuse()).toBe('none');
  });
});
