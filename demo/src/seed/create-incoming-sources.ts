import type { Core } from '@strapi/strapi';

import { incomingSources } from './incoming-sources';

/** Sources with the demo's own secrets, to which `npm run demo:send` posts. */
export async function createIncomingSources(strapi: Core.Strapi): Promise<void> {
  const { sources } = strapi.plugin('integration-builder').service('incoming');
  for (const source of incomingSources) await sources.create(source);
}
