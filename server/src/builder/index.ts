import type { Feature } from '../feature';
import { getService } from '../services';
import { builderService } from './builder-service';
import { customProvider } from './content-types/custom-provider';
import { builderController } from './controllers';
import { permissions, routes } from './routes';

/** Services that administrators describe in the panel, and try out while they do. */
export const builderFeature: Feature = {
  name: 'builder',
  contentTypes: { 'custom-provider': customProvider },
  routes: { admin: routes },
  controllers: { builder: builderController },
  services: { builder: builderService },
  permissions,

  bootstrap: ({ strapi }) => getService(strapi, 'builder').start(),
  destroy: ({ strapi }) => getService(strapi, 'builder').stop(),
};
