import type { Core } from '@strapi/strapi';

import { createDemoAdmin } from './seed/demo-admin';
import { createReceiverEndpoint } from './seed/receiver-endpoint';
import { createSampleContent } from './seed/sample-content';

export default {
  /** Fills an empty database. What an editor deletes later stays deleted. */
  async bootstrap({ strapi }: { strapi: Core.Strapi }) {
    await once(strapi, 'admin', createDemoAdmin);
    await once(strapi, 'sample-content', createSampleContent);
    await once(strapi, 'receiver-endpoint', createReceiverEndpoint);
  },
};

async function once(
  strapi: Core.Strapi,
  step: string,
  run: (strapi: Core.Strapi) => Promise<void>,
): Promise<void> {
  const store = strapi.store({ type: 'plugin', name: 'demo' });
  if (await store.get({ key: step })) return;
  await run(strapi);
  await store.set({ key: step, value: true });
}
