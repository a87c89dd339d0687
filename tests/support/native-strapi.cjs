'use strict';

/*
 * Runs Strapi outside Jest's module registry. Loaded by Node itself, Strapi starts in a second and is loaded once a
 * worker; inside the registry every test file would load its thousands of modules again and leak them.
 */
process.env.STRAPI_TELEMETRY_DISABLED = 'true';

const asyncHooks = require('node:async_hooks');
const { once } = require('node:events');
const path = require('node:path');

// Both before anything of Strapi is loaded.
registerHandlersOnce(require('@strapi/utils').hooks);
const contexts = recordContexts();
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
    // One that was ever used costs time at every promise of the process; who uses it again enables it again.
    for (const context of contexts) context.disable();
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
 * Some of Strapi's hooks outlive their Strapi, and every start adds the handlers of plugins to them once more; with forty
 * starts in a process, forty of each would run at each check of a permission.
 */
function registerHandlersOnce(hooks) {
  for (const [name, create] of Object.entries(hooks)) {
    if (typeof create !== 'function') continue;
    hooks[name] = () => {
      const hook = create();
      const { register } = hook;
      hook.register = function registerOnce(handler) {
        return this.getHandlers().includes(handler) ? this : register.call(this, handler);
      };
      return hook;
    };
  }
}

/** All of them, also those of plugins that were loaded for an earlier start. */
function recordContexts() {
  const contexts = new Set();
  asyncHooks.AsyncLocalStorage = class extends asyncHooks.AsyncLocalStorage {
    constructor(...options) {
      super(...options);
      contexts.add(this);
    }
  };
  return contexts;
}

function listenersOfProcess() {
  return new Map(process.eventNames().map((name) => [name, process.rawListeners(name)]));
}

function restoreListeners(listeners) {
  process.removeAllListeners();
  for (const [name, functions] of listeners) functions.forEach((fn) => process.on(name, fn));
}

module.exports = { start, stop, stopAll };
