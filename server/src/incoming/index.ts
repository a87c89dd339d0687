import { getConfig } from '../config';
import type { Feature } from '../feature';
import { getService } from '../services';
import { webhookSource } from './content-types/webhook-source';
import {
  eventController,
  incomingController,
  runController,
  sourceController,
} from './controllers';
import { incomingService, receivePrefix } from './incoming-service';
import { keepExactBytes } from './receiving/exact-bytes';
import { permissions, publicRoutes, routes } from './routes';
import { tables } from './tables';

const PRUNE_TASK = 'integration-builder:incoming:prune';

export const incomingFeature: Feature = {
  name: 'incoming',
  contentTypes: { 'webhook-source': webhookSource },
  tables,
  routes: { admin: routes, contentApi: publicRoutes },
  controllers: {
    incoming: incomingController,
    'incoming-source': sourceController,
    'incoming-run': runController,
    'incoming-event': eventController,
  },
  services: { incoming: incomingService },
  permissions,

  register({ strapi }) {
    strapi.server.use(keepExactBytes(receivePrefix(strapi)));
  },

  async bootstrap({ strapi }) {
    const incoming = getService(strapi, 'incoming');
    await incoming.start();
    if (!getConfig(strapi).workers) return;
    strapi.cron.add({
      [PRUNE_TASK]: { task: () => incoming.retention.prune(), options: { rule: '43 * * * *' } },
    });
  },

  async destroy({ strapi }) {
    strapi.cron.remove(PRUNE_TASK);
    await getService(strapi, 'incoming').stop();
  },
};
