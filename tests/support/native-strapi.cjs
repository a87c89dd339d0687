'use strict';

/*
 * Runs Strapi outside Jest's module registry. Loaded by Node itself, Strapi starts in a second and is loaded once a
 * worker; inside the registry every test file would load its thousands of modules again and leak them.
 */
process.env.STRAPI_TELEMETRY_DISABLED = 'true';

const { once } = require('node:events');
const path = require('node:path');

const { createStrapi } = require('@strapi/strapi');

const running = new Map();

/** Loads the app in `directory` and listens on a free port of loopback. */
async function start(directory) {
  if (running.size > 0) throw new Error('Strapi is a global: stop the running one first');
  const listeners = listenersOfProcess();
  forgetModulesBelow(path.resolve(__dirname, '../.work'));

  const strapi = createStrapi({ appDir: directory, distDir: directory, serveAdminPanel: false });
  running.set(strapi, listeners);
  try {
    await strapi.load();
    keepOneOfEachHandler(strapi.service('admin::permission').engine.hooks);
    strapi.server.mount();
    strapi.server.httpServer.listen(0, '127.0.0.1');
    await once(strapi.server.httpServer, 'listening');
  } catch (error) {
    await stop(strapi).catch(() => {});
    throw error;
  }
  return strapi;
}

async function stop(strapi) {
  const listeners = running.get(strapi);
  if (!listeners) return;
  running.delete(strapi);
  try {
    await strapi.destroy();
  } finally {
    // `destroy` removes every listener of the process, among them the channel of Jest's worker to its parent.
    restoreListeners(listeners);
  }
}

async function stopAll() {
  for (const strapi of [...running.keys()]) await stop(strapi);
}

/** The plugin and the app start from scratch, as they do in a process of their own. */
function forgetModulesBelow(directory) {
  for (const file of Object.keys(require.cache)) {
    if (file.startsWith(directory + path.sep)) delete require.cache[file];
  }
}

/**
 * The engine of permissions outlives its Strapi, and every start adds the handlers of plugins to it once more; each runs
 * for every permission at every request of the panel.
 */
function keepOneOfEachHandler(hooks) {
  for (const hook of Object.values(hooks)) {
    const handlers = new Set(hook.getHandlers());
    for (const handler of handlers) hook.delete(handler).register(handler);
  }
}

function listenersOfProcess() {
  return new Map(process.eventNames().map((name) => [name, process.rawListeners(name)]));
}

function restoreListeners(listeners) {
  process.removeAllListeners();
  for (const [name, functions] of listeners) functions.forEach((fn) => process.on(name, fn));
}

module.exports = { start, stop, stopAll };
