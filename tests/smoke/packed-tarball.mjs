/*
 * The published package in the hands of a site: packs the built plugin, installs the tarball in a clean app outside the
 * repository, builds and starts that app, and asks every feature for something. Needs `dist/` to be built.
 */
import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { once } from 'node:events';
import { rmSync } from 'node:fs';
import { createServer } from 'node:http';
import path from 'node:path';
import { promisify } from 'node:util';

import { createCleanApp } from './clean-app.mjs';
import { checks } from './feature-checks.mjs';
import { startApp } from './running-app.mjs';

const receiver = await startReceiver();
let directory;
let app;
try {
  directory = await createCleanApp({ receiverAddress: receiver.address, log: console.log });
  app = await startApp(directory);
  const context = { url: app.url, directory, receiver };
  for (const [name, check] of Object.entries(checks)) {
    await check(context);
    console.log(`✓ ${name}`);
  }
  await app.stop();
  console.log('✓ it stops in order');
  await checkCommand(directory);
  console.log('✓ its command is there, and works');
} catch (error) {
  console.error(error);
  if (app) console.error(app.output());
  process.exitCode = 1;
} finally {
  await app?.stop().catch((error) => {
    console.error(error);
    process.exitCode = 1;
  });
  receiver.close();
  if (directory) rmSync(directory, { recursive: true, force: true });
}

/** As `npx integration-builder rotate-keys` in the site's directory. */
async function checkCommand(directory) {
  const command = path.join(directory, 'node_modules/.bin/integration-builder');
  const { stdout } = await promisify(execFile)(command, ['rotate-keys'], { cwd: directory });
  assert.match(stdout, /Nothing to do: all \d+ secrets are encrypted with the key "strapi"/);
}

async function startReceiver() {
  const arrived = [];
  const server = createServer(async (request, response) => {
    const chunks = [];
    for await (const chunk of request) chunks.push(chunk);
    arrived.push({ body: Buffer.concat(chunks).toString('utf8'), headers: request.headers });
    response.end();
    server.emit('arrival');
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = `127.0.0.1:${server.address().port}`;
  return {
    address,
    url: `http://${address}/`,
    async next(timeoutMs) {
      if (arrived.length === 0) {
        await once(server, 'arrival', { signal: AbortSignal.timeout(timeoutMs) });
      }
      return arrived.shift();
    },
    close() {
      server.close();
      server.closeAllConnections();
    },
  };
}
