import { getConfig } from '../config';
import type { Feature } from '../feature';
import { getService } from '../services';
import { connectionsService } from './connections-service';
import { connection } from './content-types/connection';
import { oauthClient } from './content-types/oauth-client';
import {
  authorizationController,
  connectionController,
  connectionsController,
} from './controllers';
import { hideTicket } from './oauth/return-page';
import { permissions, publicRoutes, routes } from './routes';
import { tables } from './tables';

const PRUNE_TASK = 'integration-builder:connections:prune';

export const connectionsFeature: Feature = {
  name: 'connections',
  contentTypes: { connection, 'oauth-client': oauthClient },
  tables,
  routes: { admin: routes, contentApi: publicRoutes },
  controllers: {
    connections: connectionsController,
    connection: connectionController,
    authorization: authorizationController,
  },
  services: { connections: connectionsService },
  permissions,

  register({ strapi }) {
    strapi.server.use(hideTicket);
  },

  async bootstrap({ strapi }) {
    const connections = getService(strapi, 'connections');
    await connections.start();
    if (!getConfig(strapi).workers) return;
    strapi.cron.add({
      [PRUNE_TASK]: { task: () => connections.retention.prune(), options: { rule: '29 * * * *' } },
    });
  },

  async destroy({ strapi }) {
    strapi.cron.remove(PRUNE_TASK);
    await getService(strapi, 'connections').stop();
  },
};
