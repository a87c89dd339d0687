import { adminRoutes, withoutFields } from '../admin-routes';
import type { FeatureRoute } from '../feature';

type Action = 'source.read' | 'source.write' | 'event.read' | 'event.replay';

const subCategory = 'Incoming webhooks';

/** What an administrator can be granted. */
export const permissions: { id: Action; displayName: string; subCategory: string }[] = [
  { id: 'source.read', displayName: 'See sources', subCategory },
  { id: 'source.write', displayName: 'Create, change, try out and delete sources', subCategory },
  { id: 'event.read', displayName: 'See events and what was done about them', subCategory },
  { id: 'event.replay', displayName: 'Run events again, discard them', subCategory },
];

const route = adminRoutes<Action>('incoming');

export const routes: FeatureRoute[] = [
  route('GET', '/status', 'incoming.status', 'source.read'),
  route('GET', '/providers', 'incoming.providers', 'source.read'),
  route('GET', '/content-types', 'incoming.contentTypes', 'source.read'),
  route('GET', '/locales', 'incoming.locales', 'source.read'),

  route('GET', '/sources', 'incoming-source.find', 'source.read'),
  route('POST', '/sources', 'incoming-source.create', 'source.write'),
  route('GET', '/sources/:id', 'incoming-source.findOne', 'source.read'),
  route('PUT', '/sources/:id', 'incoming-source.update', 'source.write'),
  route('DELETE', '/sources/:id', 'incoming-source.delete', 'source.write'),
  route('GET', '/sources/:id/impact', 'incoming-source.impact', 'source.read'),
  route('POST', '/sources/:id/secret', 'incoming-source.replaceSecret', 'source.write'),
  route('GET', '/sources/:id/event-types', 'incoming-source.eventTypes', 'source.read'),
  route('GET', '/sources/:id/statistics', 'incoming-source.statistics', 'source.read'),
  route('POST', '/sources/:id/console', 'incoming-source.console', 'source.write'),
  // It shows what an event holds.
  route(
    'POST',
    '/sources/:id/mapping-preview',
    'incoming-source.mappingPreview',
    'source.write',
    'event.read',
  ),

  route('POST', '/sources/:id/runs/preview', 'incoming-run.preview', 'event.replay'),
  route('POST', '/sources/:id/runs', 'incoming-run.start', 'event.replay'),
  route('GET', '/sources/:id/runs', 'incoming-run.find', 'event.read'),
  route('GET', '/runs/:id', 'incoming-run.findOne', 'event.read'),
  withoutFields(route('POST', '/runs/:id/cancel', 'incoming-run.cancel', 'event.replay')),

  route('GET', '/event-types', 'incoming-event.types', 'event.read'),
  route('GET', '/events', 'incoming-event.find', 'event.read'),
  route('GET', '/events/:id', 'incoming-event.findOne', 'event.read'),
  withoutFields(route('POST', '/events/:id/replay', 'incoming-event.replay', 'event.replay')),
  withoutFields(route('POST', '/events/:id/discard', 'incoming-event.discard', 'event.replay')),
];

/** Open to the world: whoever posts here proves who he is by how he signs. */
export const publicRoutes: FeatureRoute[] = [
  {
    method: 'POST',
    path: '/in/:slug',
    handler: 'incoming.receive',
    config: { auth: false, isPublic: true },
  },
];
