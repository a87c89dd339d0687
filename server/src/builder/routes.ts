import { adminRoutes, withoutFields } from '../admin-routes';
import type { FeatureRoute } from '../feature';

type Action = 'connection.build' | 'connection.test';

/** What an administrator can be granted, beside what the connections have. */
export const permissions = [
  {
    id: 'connection.build',
    displayName: 'Describe services that accounts can be connected at',
    subCategory: 'Connections',
  },
];

const route = adminRoutes<Action>('builder');

export const routes: FeatureRoute[] = [
  route('GET', '/providers', 'builder.find', 'connection.build'),
  route('POST', '/providers', 'builder.create', 'connection.build'),
  route('GET', '/providers/:id', 'builder.findOne', 'connection.build'),
  route('PUT', '/providers/:id', 'builder.update', 'connection.build'),
  withoutFields(route('DELETE', '/providers/:id', 'builder.delete', 'connection.build')),

  route('POST', '/trials', 'builder.try', 'connection.build'),
  // What a stored key opens is shown here, so the right to describe services is not enough.
  route(
    'POST',
    '/connections/:id/trials',
    'builder.tryConnection',
    'connection.build',
    'connection.test',
  ),
];
