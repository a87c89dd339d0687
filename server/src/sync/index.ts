import { getConfig } from '../config';
import type { Feature } from '../feature';
import { getService } from '../services';
import { syncJob } from './content-types/sync-job';
import { conflictController, jobController, runController, setupController } from './controllers';
import { permissions, routes } from './routes';
import { syncService } from './sync-service';
import { tables } from './tables';

const PRUNE_TASK = 'integration-builder:sync:prune';

export const syncFeature: Feature = {
  name: 'sync',
  contentTypes: { 'sync-job': syncJob },
  tables,
  routes: { admin: routes },
  controllers: {
    'sync-setup': setupController,
    'sync-job': jobController,
    'sync-run': runController,
    'sync-conflict': conflictController,
  },
  services: { sync: syncService },
  permissions,

  bootstrap({ strapi }) {
    const sync = getService(strapi, 'sync');
    sync.start();
    if (!getConfig(strapi).workers) return;
    strapi.cron.add({
      [PRUNE_TASK]: { task: () => sync.retention.prune(), options: { rule: '53 * * * *' } },
    });
  },

  async destroy({ strapi }) {
    const sync = getService(strapi, 'sync');
    strapi.cron.remove(PRUNE_TASK);
    await sync.retention.stop();
    await sync.stop();
  },
};
