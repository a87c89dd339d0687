import { adminRoutes, withoutFields } from '../admin-routes';
import type { FeatureRoute } from '../feature';

type Action =
  'endpoint.read' | 'endpoint.write' | 'delivery.read' | 'delivery.replay' | 'secret.reveal';

/** What an administrator can be granted. */
export const permissions: { id: Action; displayName: string; subCategory: string }[] = [
  { id: 'endpoint.read', displayName: 'See endpoints', subCategory: 'Outgoing webhooks' },
  {
    id: 'endpoint.write',
    displayName: 'Create, change, test and delete endpoints',
    subCategory: 'Outgoing webhooks',
  },
  {
    id: 'delivery.read',
    displayName: 'See deliveries and what was sent',
    subCategory: 'Outgoing webhooks',
  },
  { id: 'delivery.replay', displayName: 'Send again', subCategory: 'Outgoing webhooks' },
  {
    id: 'secret.reveal',
    displayName: 'See and rotate signing secrets',
    subCategory: 'Outgoing webhooks',
  },
];

const route = adminRoutes<Action>('outgoing');

export const routes: FeatureRoute[] = [
  route('GET', '/status', 'outgoing.status', 'endpoint.read'),
  route('GET', '/event-types', 'outgoing.eventTypes', 'endpoint.read'),
  route('GET', '/event-types/openapi', 'outgoing.openApi', 'endpoint.read'),
  route('GET', '/content-types', 'outgoing.contentTypes', 'endpoint.read'),
  route('POST', '/payload-preview', 'outgoing.previewPayload', 'endpoint.read'),

  route('GET', '/endpoints', 'outgoing-endpoint.find', 'endpoint.read'),
  route('POST', '/endpoints', 'outgoing-endpoint.create', 'endpoint.write'),
  route('GET', '/endpoints/:id', 'outgoing-endpoint.findOne', 'endpoint.read'),
  route('PUT', '/endpoints/:id', 'outgoing-endpoint.update', 'endpoint.write'),
  route('DELETE', '/endpoints/:id', 'outgoing-endpoint.delete', 'endpoint.write'),
  route('GET', '/endpoints/:id/impact', 'outgoing-endpoint.impact', 'endpoint.read'),
  route('GET', '/endpoints/:id/statistics', 'outgoing-endpoint.statistics', 'endpoint.read'),
  withoutFields(
    route(
      'POST',
      '/endpoints/:id/secret/reveal',
      'outgoing-endpoint.revealSecret',
      'secret.reveal',
    ),
  ),
  route('POST', '/endpoints/:id/secret/rotate', 'outgoing-endpoint.rotateSecret', 'secret.reveal'),
  withoutFields(route('POST', '/endpoints/:id/test', 'outgoing-endpoint.test', 'endpoint.write')),
  route('POST', '/endpoints/:id/example', 'outgoing-endpoint.sendExample', 'endpoint.write'),

  route('GET', '/deliveries', 'outgoing-delivery.find', 'delivery.read'),
  route('GET', '/deliveries/:id', 'outgoing-delivery.findOne', 'delivery.read'),
  withoutFields(
    route('POST', '/deliveries/:id/resend', 'outgoing-delivery.resend', 'delivery.replay'),
  ),
  route('POST', '/endpoints/:id/replays/preview', 'outgoing-replay.preview', 'delivery.replay'),
  route('POST', '/endpoints/:id/replays', 'outgoing-replay.start', 'delivery.replay'),
  route('GET', '/endpoints/:id/replays', 'outgoing-replay.find', 'delivery.read'),
  route('GET', '/replays/:id', 'outgoing-replay.findOne', 'delivery.read'),
  withoutFields(route('POST', '/replays/:id/cancel', 'outgoing-replay.cancel', 'delivery.replay')),
];
