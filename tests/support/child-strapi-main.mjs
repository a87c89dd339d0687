/*
 * A Strapi in a process of its own, driven over the channel to its parent (see child-strapi.ts):
 *   node child-strapi-main.mjs <app directory> [port]
 */
import { once } from 'node:events';
import { createRequire } from 'node:module';

process.env.STRAPI_TELEMETRY_DISABLED = 'true';
process.env.NODE_ENV ??= 'test';

const require = createRequire(import.meta.url);
const { createStrapi } = require('@strapi/strapi');

const [, , appDir, port = '0'] = process.argv;
const startedAt = performance.now();

const strapi = createStrapi({ appDir, distDir: appDir, serveAdminPanel: false });
await strapi.load();
strapi.server.mount();
strapi.server.httpServer.listen(Number(port), '127.0.0.1');
await once(strapi.server.httpServer, 'listening');

process.on('message', ({ id, target, method, args }) => {
  void answer(target, method, args).then(
    (result) => process.send({ id, result }),
    (error) => process.send({ id, error: { name: error.name, message: error.message } }),
  );
});
// A parent that was killed must not leave its children behind.
process.on('disconnect', () => process.exit(1));

process.send({
  isReady: true,
  port: strapi.server.httpServer.address().port,
  bootMs: performance.now() - startedAt,
});

async function answer(target, method, args) {
  const owner = 'documents' in target ? strapi.documents(target.documents) : serviceOf(target);
  const steps = method.split('.');
  const last = steps.pop();
  const object = steps.reduce((value, step) => value[step], owner);
  return object[last](...args);
}

function serviceOf({ plugin, service }) {
  return plugin ? strapi.plugin(plugin).service(service) : strapi.service(service);
}
