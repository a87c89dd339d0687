import type { Core } from '@strapi/strapi';

import { handleInvoicePaid } from './handlers/invoice-paid';
import { registerHarbour } from './providers/harbour';
import { createIncomingSources } from './seed/create-incoming-sources';
import { createDemoAdmin } from './seed/demo-admin';
import { createReceiverEndpoint } from './seed/receiver-endpoint';
import { createSampleContent } from './seed/sample-content';

export default {
  /** Makes the wholesaler of the demo known. */
  register({ strapi }: { strapi: Core.Strapi }) {
    registerHarbour(strapi);
  },

  /** Registers handlers and fills an empty database. What an editor deletes later stays deleted. */
  async bootstrap({ strapi }: { strapi: Core.Strapi }) {
    handleInvoicePaid(strapi);
    await once(strapi, 'admin', createDemoAdmin);
    await once(strapi, 'sample-content', createSampleContent);
    await once(strapi, 'receiver-endpoint', createReceiverEndpoint);
    await once(strapi, 'incoming-sources', createIncomingSources);
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
