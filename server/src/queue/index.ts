import type { Feature } from '../feature';
import { getService } from '../services';
import { createRequestTraffic } from './request-traffic';

/** What the queues of all features share. */
export const queueFeature: Feature = {
  name: 'queue',
  services: { requestTraffic: createRequestTraffic },

  register({ strapi }) {
    strapi.server.use(getService(strapi, 'requestTraffic').observe);
  },
};
