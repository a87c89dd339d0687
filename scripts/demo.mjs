/*
 * npm run demo              starts the demo: Strapi with the plugin, a receiver of its webhooks, and a service to connect to
 * npm run demo -- --reset   forgets everything that was done in it first
 */
import { fork, spawn } from 'node:child_process';
import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';

import {
  hasDemoEnvironment,
  readDemoEnvironment,
  writeDemoEnvironment,
} from '../demo/environment.mjs';
import { forgetRunningDemo, noteRunningDemo, refuseSecondDemo } from '../demo/running-demo.mjs';
import { ensureDemoBuilt } from './ensure-demo-built.mjs';
import { freePort } from './free-port.mjs';
import { environmentWithBin, main, root } from './run.mjs';

const demo = path.join(root, 'demo');
const stateDirectory = path.join(demo, '.tmp');
const START_TIMEOUT_MS = 120_000;

main(async () => {
  await refuseSecondDemo();
  if (process.argv.includes('--reset')) reset();
  if (!hasDemoEnvironment()) {
    writeDemoEnvironment({ receiverPort: await freePort(4400), standInPort: await freePort(4500) });
  }
  await ensureDemoBuilt();
  mkdirSync(stateDirectory, { recursive: true });

  const receiver = await startReceiver();
  const standIn = await startStandIn();
  const port = await freePort(Number(process.env.PORT ?? 1337));
  const address = `http://127.0.0.1:${port}`;
  const strapi = startStrapi(port);
  stopTogether(strapi, { receiver, 'stand-in': standIn });
  await untilAnswering(strapi, address);
  noteRunningDemo({ pid: strapi.pid, address });
  introduce(address, { strapi: strapi.pid, standIn: standIn?.pid });
});

function reset() {
  rmSync(stateDirectory, { recursive: true, force: true });
  rmSync(path.join(demo, '.env'), { force: true });
  const uploads = path.join(demo, 'public/uploads');
  rmSync(uploads, { recursive: true, force: true });
  mkdirSync(uploads);
  writeFileSync(path.join(uploads, '.gitkeep'), '');
}

const receiverUrl = () => `http://127.0.0.1:${readDemoEnvironment().RECEIVER_PORT}`;
const standInUrl = () => `http://127.0.0.1:${readDemoEnvironment().STAND_IN_PORT}`;

const startReceiver = () => startBeside('receiver.mjs', `${receiverUrl()}/deliveries.json`);
const startStandIn = () => startBeside('stand-in/main.mjs', `${standInUrl()}/control/state`);

/** Resolves to null if one that was started by itself already answers. */
async function startBeside(script, address) {
  const answer = await fetch(address).catch(() => null);
  if (answer?.ok) return null;
  const { STAND_IN_PORT } = readDemoEnvironment();
  const child = fork(path.join(demo, script), {
    cwd: demo,
    env: { ...process.env, STAND_IN_PORT },
  });
  return new Promise((resolve, reject) => {
    child.once('message', () => resolve(child));
    child.once('exit', () => reject(new Error(`demo/${script} did not start.`)));
  });
}

function startStrapi(port) {
  return spawn(
    process.execPath,
    [path.join(root, 'node_modules/@strapi/strapi/bin/strapi.js'), 'start'],
    {
      cwd: demo,
      stdio: 'inherit',
      env: environmentWithBin({
        NODE_ENV: 'production',
        STRAPI_TELEMETRY_DISABLED: 'true',
        STARTUP_MESSAGE: 'false',
        HOST: '127.0.0.1',
        PORT: String(port),
        LOG_LEVEL: process.env.LOG_LEVEL ?? 'warn',
      }),
    },
  );
}

/** Ctrl-C or SIGTERM ends all; if Strapi ends for another reason, the others do not stay behind. */
function stopTogether(strapi, others) {
  let isStopping = false;
  const stopOthers = () => Object.values(others).forEach((child) => child?.kill('SIGTERM'));
  const stop = () => {
    if (isStopping) return;
    isStopping = true;
    strapi.kill('SIGTERM');
    stopOthers();
  };
  process.on('SIGINT', stop);
  process.on('SIGTERM', stop);

  strapi.once('exit', (code, signal) => {
    forgetRunningDemo();
    stopOthers();
    if (isStopping) {
      console.log('The demo has stopped.');
      process.exitCode = 0;
      return;
    }
    console.error(
      `\nStrapi has ended (${signal ?? code}). What was under way is resumed at the next: npm run demo`,
    );
    process.exitCode = 1;
  });
  for (const [name, child] of Object.entries(others)) {
    child?.once('exit', () => {
      if (!isStopping && strapi.exitCode === null && strapi.signalCode === null) {
        console.log(`The ${name} has ended. Start it again with: npm run demo:${name}`);
      }
    });
  }
}

async function untilAnswering(strapi, address) {
  const deadline = Date.now() + START_TIMEOUT_MS;
  while (Date.now() < deadline) {
    if (strapi.exitCode !== null || strapi.signalCode !== null)
      throw new Error('Strapi did not start.');
    const response = await fetch(`${address}/_health`).catch(() => null);
    if (response) return;
    await new Promise((resolve) => setTimeout(resolve, 250));
  }
  strapi.kill('SIGTERM');
  throw new Error(`Strapi did not answer within ${START_TIMEOUT_MS / 1000} seconds.`);
}

function introduce(address, pids) {
  console.log(`
  The demo is ready.

    Admin panel   ${address}/admin
    Sign in       demo@example.com  /  Demo-1234
    Receiver      ${receiverUrl()}   (its page sends events, too)
    Harbour       ${standInUrl()}   (a service to connect to; its page makes it fail)

  Try this:
    1. Open Integrations → Webhooks, then publish an article in the Content Manager:
       a signed delivery arrives here and in the log of the endpoint.
    2. npm run demo:receiver -- fail     (or hang, slow, ok) and publish again:
       the delivery waits and is retried.
    3. npm run demo:receiver -- stop     publish again, then npm run demo:receiver
    4. kill -9 ${pids.strapi}                     while deliveries wait, then npm run demo: nothing is missing.
    5. npm run demo:send stripe          in Integrations → Webhooks → Incoming an event has changed a product;
       npm run demo:send stripe -- --tamper: one is refused. More vendors: npm run demo:send -- --list
    6. Integrations → Connections → Connect → Harbour: agree on its page, and press Test. Then revoke the grant
       on the page of Harbour, or end it${pids.standIn ? ` (kill ${pids.standIn})` : ''}, and press Test on the card: it says what to do.
       npm run demo:stand-in starts Harbour again.

  Ctrl-C stops everything. npm run demo -- --reset starts from scratch.
`);
}
