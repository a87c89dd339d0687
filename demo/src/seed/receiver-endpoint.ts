import { mkdir, writeFile } from 'node:fs/promises';
import path from 'node:path';

import type { Core } from '@strapi/strapi';

/** An endpoint that sends every event to the demo's receiver, which reads the secret from a file that is not committed. */
export async function createReceiverEndpoint(strapi: Core.Strapi): Promise<void> {
  const { secret } = await strapi
    .plugin('integration-builder')
    .service('outgoing')
    .endpoints.create({
      url: `http://127.0.0.1:${process.env.RECEIVER_PORT ?? 4400}/webhooks`,
      description: 'Receiver of the demo',
      eventTypes: ['*'],
    });
  const file = path.resolve(process.env.RECEIVER_SECRET_FILE ?? '.tmp/receiver-secret');
  await mkdir(path.dirname(file), { recursive: true });
  await writeFile(file, secret, { mode: 0o600 });
}
