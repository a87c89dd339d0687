import { getConfig } from '../config';
import type { Feature } from '../feature';
import { getService } from '../services';
import { webhookEndpoint } from './content-types/webhook-endpoint';
import {
  deliveryController,
  endpointController,
  outgoingController,
  replayController,
} from './controllers';
import { outgoingService } from './outgoing-service';
import { permissions, routes } from './routes';
import { tables } from './tables';

const PRUNE_TASK = 'integration-builder:outgoing:prune';

export const outgoingFeature: Feature = {
  name: 'outgoing',
  contentTypes: { 'webhook-endpoint': webhookEndpoint },
  tables,
  routes: { admin: routes },
  controllers: {
    outgoing: outgoingController,
    'outgoing-endpoint': endpointController,
    'outgoing-delivery': deliveryController,
    'outgoing-replay': replayController,
  },
  services: { outgoing: outgoingService },
  permissions,

  async bootstrap({ strapi }) {
    const outgoing = getService(strapi, 'outgoing');
    await outgoing.start();
    if (!getConfig(strapi).workers) return;
    strapi.cron.add({
      [PRUNE_TASK]: { task: () => outgoing.retention.prune(), options: { rule: '17 * * * *' } },
    });
  },

  async destroy({ strapi }) {
    strapi.cron.remove(PRUNE_TASK);
    await getService(strapi, 'outgoing').stop();
  },
};
