/* npm run dev: the demo in development mode; a change of the plugin rebuilds it and restarts Strapi. */
import { spawn } from 'node:child_process';
import { mkdirSync, unwatchFile, watchFile } from 'node:fs';
import path from 'node:path';

import {
  hasDemoEnvironment,
  readDemoEnvironment,
  writeDemoEnvironment,
} from '../demo/environment.mjs';
import { forgetRunningDemo, noteRunningDemo, refuseSecondDemo } from '../demo/running-demo.mjs';
import { ensureBuilt } from './ensure-built.mjs';
import { freePort } from './free-port.mjs';
import { environmentWithBin, main, root } from './run.mjs';

const demo = path.join(root, 'demo');
const serverBundle = path.join(root, 'dist/server/index.js');
const WATCH_INTERVAL_MS = 500;

main(async () => {
  await refuseSecondDemo();
  await ensureBuilt();
  if (!hasDemoEnvironment()) {
    writeDemoEnvironment({ receiverPort: await freePort(4400), standInPort: await freePort(4500) });
  }
  mkdirSync(path.join(demo, '.tmp'), { recursive: true });
  const port = await freePort(Number(process.env.PORT ?? 1337));
  // What `strapi develop` takes for its address on loopback, and so verifies signed addresses by.
  const address = `http://localhost:${port}`;

  const env = environmentWithBin({ ...readDemoEnvironment(), PORT: String(port) });
  const start = (command, args, cwd) => spawn(command, args, { cwd, env, stdio: 'inherit' });

  const builder = start('strapi-plugin', ['watch'], root);
  const receiver = start(process.execPath, ['receiver.mjs'], demo);
  const standIn = start(process.execPath, ['stand-in/main.mjs'], demo);
  let strapi;
  let isStopping = false;

  // The first build of the watcher starts Strapi, each later one restarts it. A build removes the directory first, which
  // ends a watch on it: the file's time is looked at instead.
  watchFile(serverBundle, { interval: WATCH_INTERVAL_MS }, ({ mtimeMs }, previous) => {
    if (mtimeMs > 0 && mtimeMs !== previous.mtimeMs) restart();
  });
  for (const signal of ['SIGINT', 'SIGTERM']) process.on(signal, stop);
  noteRunningDemo({ pid: process.pid, address });
  console.log(`\n  ${address}/admin   demo@example.com  /  Demo-1234\n`);

  function startStrapi() {
    let isReplaced = false;
    const child = start('strapi', ['develop', '--no-install-deps'], demo);
    child.once('exit', () => {
      if (isStopping) return;
      if (isReplaced) strapi = startStrapi();
      else stop();
    });
    return {
      child,
      replace() {
        isReplaced = true;
        child.kill('SIGTERM');
      },
    };
  }

  function restart() {
    if (strapi) strapi.replace();
    else strapi = startStrapi();
  }

  function stop() {
    if (isStopping) return;
    isStopping = true;
    unwatchFile(serverBundle);
    forgetRunningDemo();
    for (const child of [builder, receiver, standIn, strapi?.child]) child?.kill('SIGTERM');
  }
});
