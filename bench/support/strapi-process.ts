import { once } from 'node:events';
import type { AddressInfo } from 'node:net';

import { createStrapi } from '@strapi/strapi';

import type { Strapi } from '../../server/src/feature';
import type { EndpointInput } from '../../server/src/outgoing/contracts';
import type { OutgoingService } from '../../server/src/outgoing/outgoing-service';
import { serveCommands } from './commands';
import { connectionCommands } from './connection-commands';
import { ADMIN_EMAIL, ADMIN_PASSWORD } from '../../tests/support/app/src/admin-credentials.js';
import { watchEventLoop } from './event-loop-lag';
import { incomingCommands } from './incoming-commands';
import { measureClaims } from './measure-claims';
import { deliverAll, newMessageIds, record } from './our-deliveries';
import { syncCommands } from './sync-commands';

/* A Strapi in a process of its own: node strapi-process.ts <app directory> */

process.env.STRAPI_TELEMETRY_DISABLED = 'true';
const appDir = process.argv[2] ?? '';

async function start(): Promise<Strapi> {
  const strapi = createStrapi({ appDir, distDir: appDir, serveAdminPanel: false });
  await strapi.load();
  strapi.server.mount();
  strapi.server.httpServer.listen(0, '127.0.0.1');
  await once(strapi.server.httpServer, 'listening');
  return strapi;
}

const commandsOf = (strapi: Strapi) => {
  const outgoing = (): OutgoingService => strapi.plugin('integration-builder').service('outgoing');

  return {
    url: () => `http://127.0.0.1:${(strapi.server.httpServer.address() as AddressInfo).port}`,

    async createEndpoints(urls: string[], input: Omit<EndpointInput, 'url'>) {
      const made: { id: number; secret: string }[] = [];
      for (const url of urls) {
        const { id, secret } = await outgoing().endpoints.create({ ...input, url });
        made.push({ id, secret });
      }
      return made;
    },

    async switchEndpoints(isActive: boolean): Promise<void> {
      for (const { id } of await outgoing().endpoints.findAll()) {
        await outgoing().endpoints.update(id, { isActive });
      }
    },

    newMessageIds: newMessageIds(strapi),
    record: (messages: number) => record(strapi, messages),
    deliverAll: () => deliverAll(strapi),
    measureClaims: (keys: number[], times: number) => measureClaims(strapi, keys, times),

    /** What to filter the log by. */
    async logExtremes() {
      const messages = () => strapi.db.connection('ib_webhook_messages');
      const times = await messages()
        .min({ oldest: 'created_at' })
        .max({ newest: 'created_at' })
        .first();
      const some = await messages().whereNotNull('entry_document_id').orderBy('id').first();
      return {
        oldest: new Date(Number(times?.oldest) + 60_000).toISOString(),
        newest: new Date(Number(times?.newest) - 60_000).toISOString(),
        messageId: String(some?.uid),
        documentId: String(some?.entry_document_id),
      };
    },

    /** Gives Strapi's own webhook runner so many events for so many receivers, all at once. */
    async feedCoreRunner(
      urls: string[],
      messages: number,
      entry: object,
    ): Promise<{ startedAt: number }> {
      const runner: { add(webhook: object): void } = strapi.get('webhookRunner');
      urls.forEach((url, index) => {
        const id = String(index + 1);
        runner.add({ id, name: id, url, headers: {}, events: ['entry.create'], isEnabled: true });
      });
      const startedAt = Date.now();
      for (let n = 0; n < messages; n += 1) await strapi.eventHub.emit('entry.create', entry);
      return { startedAt };
    },

    async apiToken(): Promise<string> {
      const { accessKey } = await strapi.service('admin::api-token').create({
        name: 'bench',
        description: '',
        type: 'full-access',
        lifespan: null,
      });
      return accessKey;
    },

    adminCredentials: () => ({ email: ADMIN_EMAIL, password: ADMIN_PASSWORD }),

    ...incomingCommands(strapi),
    ...connectionCommands(strapi),
    ...syncCommands(strapi),

    ...memoryCommands(),

    end: () => void strapi.destroy().finally(() => process.exit(0)),
  };
};

function memoryCommands() {
  let peak = 0;
  let timer: NodeJS.Timeout | undefined;
  const megabytes = () => process.memoryUsage.rss() / 1024 / 1024;
  return {
    /** Collects garbage and begins to watch. */
    watchMemory(): void {
      global.gc?.();
      peak = 0;
      timer = setInterval(() => {
        peak = Math.max(peak, megabytes());
      }, 50);
    },
    /** The most resident memory since `watchMemory`, in MB. */
    peakMemory(): number {
      clearInterval(timer);
      return peak;
    },
  };
}

export type StrapiCommands = ReturnType<typeof commandsOf>;

void start().then((strapi) => {
  // Loading is no part of what is measured.
  watchEventLoop().stop();
  serveCommands(commandsOf(strapi));
});
