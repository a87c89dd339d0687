import { adminRoutes, withoutFields } from '../admin-routes';
import type { FeatureRoute } from '../feature';

type Action =
  | 'connection.read'
  | 'connection.write'
  | 'connection.test'
  | 'call.read'
  | 'oauth-client.write'
  | 'encryption.rotate';

const subCategory = 'Connections';

/** What an administrator can be granted. */
export const permissions: { id: Action; displayName: string; subCategory: string }[] = [
  { id: 'connection.read', displayName: 'See connections', subCategory },
  {
    id: 'connection.write',
    displayName: 'Connect, reconnect, rename, disconnect and delete',
    subCategory,
  },
  { id: 'connection.test', displayName: 'Test connections', subCategory },
  { id: 'call.read', displayName: 'See calls to services', subCategory },
  {
    id: 'oauth-client.write',
    displayName: 'Enter the client id and secret of a service',
    subCategory,
  },
  { id: 'encryption.rotate', displayName: 'See and change encryption keys', subCategory },
];

const route = adminRoutes<Action>('connections');

export const routes: FeatureRoute[] = [
  route('GET', '/catalogue', 'connections.catalogue', 'connection.read'),
  route('PUT', '/providers/:id/client', 'connections.setClient', 'oauth-client.write'),
  route('DELETE', '/providers/:id/client', 'connections.deleteClient', 'oauth-client.write'),

  route('GET', '/accounts', 'connection.find', 'connection.read'),
  route('POST', '/accounts', 'connection.create', 'connection.write'),
  route('GET', '/accounts/:id', 'connection.findOne', 'connection.read'),
  route('PUT', '/accounts/:id', 'connection.rename', 'connection.write'),
  route('DELETE', '/accounts/:id', 'connection.delete', 'connection.write'),
  route('POST', '/accounts/:id/credentials', 'connection.setCredentials', 'connection.write'),
  withoutFields(route('POST', '/accounts/:id/test', 'connection.test', 'connection.test')),
  withoutFields(
    route('POST', '/accounts/:id/disconnect', 'connection.disconnect', 'connection.write'),
  ),
  route('GET', '/accounts/:id/uses', 'connection.uses', 'connection.read'),
  route('GET', '/accounts/:id/history', 'connection.history', 'connection.read'),
  route('GET', '/accounts/:id/calls', 'connection.calls', 'call.read'),
  route('GET', '/accounts/:id/statistics', 'connection.statistics', 'call.read'),

  route('POST', '/authorizations', 'authorization.begin', 'connection.write'),
  route('POST', '/authorizations/complete', 'authorization.complete', 'connection.write'),

  route('GET', '/status', 'connections.status', 'connection.read'),
  route('GET', '/encryption', 'connections.encryption', 'encryption.rotate'),
  withoutFields(route('POST', '/encryption/rotate', 'connections.rotateKeys', 'encryption.rotate')),
  withoutFields(
    route('POST', '/encryption/rotate/cancel', 'connections.cancelRotation', 'encryption.rotate'),
  ),
];

/** Open to the world: whoever returns here proves by a fresh state and his browser's cookie that he began. */
export const publicRoutes: FeatureRoute[] = [
  {
    method: 'GET',
    path: '/oauth/callback',
    handler: 'authorization.receiveReturn',
    config: { auth: false, isPublic: true },
  },
];
