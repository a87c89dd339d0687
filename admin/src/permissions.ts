import { PLUGIN_ID } from './plugin-id';

/** What an administrator may be allowed to do, as the server registers it. */
export const PERMISSIONS = {
  readConnections: [{ action: `plugin::${PLUGIN_ID}.connection.read`, subject: null }],
  writeConnections: [{ action: `plugin::${PLUGIN_ID}.connection.write`, subject: null }],
  testConnections: [{ action: `plugin::${PLUGIN_ID}.connection.test`, subject: null }],
  buildConnections: [{ action: `plugin::${PLUGIN_ID}.connection.build`, subject: null }],
  readCalls: [{ action: `plugin::${PLUGIN_ID}.call.read`, subject: null }],
  writeOAuthClients: [{ action: `plugin::${PLUGIN_ID}.oauth-client.write`, subject: null }],
  rotateEncryption: [{ action: `plugin::${PLUGIN_ID}.encryption.rotate`, subject: null }],
  readSync: [{ action: `plugin::${PLUGIN_ID}.sync.read`, subject: null }],
  writeSync: [{ action: `plugin::${PLUGIN_ID}.sync.write`, subject: null }],
  runSync: [{ action: `plugin::${PLUGIN_ID}.sync.run`, subject: null }],
  resolveSync: [{ action: `plugin::${PLUGIN_ID}.sync.resolve`, subject: null }],
  readEndpoints: [{ action: `plugin::${PLUGIN_ID}.endpoint.read`, subject: null }],
  writeEndpoints: [{ action: `plugin::${PLUGIN_ID}.endpoint.write`, subject: null }],
  readDeliveries: [{ action: `plugin::${PLUGIN_ID}.delivery.read`, subject: null }],
  replayDeliveries: [{ action: `plugin::${PLUGIN_ID}.delivery.replay`, subject: null }],
  revealSecrets: [{ action: `plugin::${PLUGIN_ID}.secret.reveal`, subject: null }],
  readSources: [{ action: `plugin::${PLUGIN_ID}.source.read`, subject: null }],
  writeSources: [{ action: `plugin::${PLUGIN_ID}.source.write`, subject: null }],
  readEvents: [{ action: `plugin::${PLUGIN_ID}.event.read`, subject: null }],
  replayEvents: [{ action: `plugin::${PLUGIN_ID}.event.replay`, subject: null }],
};

/** What opens *Integrations*: one of these is enough, since each has a page of its own. */
export const ANY_PAGE = [
  ...PERMISSIONS.readConnections,
  ...PERMISSIONS.readSync,
  ...PERMISSIONS.readEndpoints,
  ...PERMISSIONS.readSources,
  ...PERMISSIONS.readEvents,
  ...PERMISSIONS.rotateEncryption,
];
