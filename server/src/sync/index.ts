import type { Feature } from '../feature';
import { getService } from '../services';
import { syncJob } from './content-types/sync-job';
import { syncService } from './sync-service';
import { tables } from './tables';

export const syncFeature: Feature = {
  name: 'sync',
  contentTypes: { 'sync-job': syncJob },
  tables,
  services: { sync: syncService },

  bootstrap({ strapi }) {
    getService(strapi, 'sync').start();
  },

  async destroy({ strapi }) {
    await getService(strapi, 'sync').stop();
  },
};
