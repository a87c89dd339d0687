import { useRBAC } from '@strapi/strapi/admin';

import { PERMISSIONS } from '../permissions';

export interface Rights {
  isLoading: boolean;
  canReadConnections: boolean;
  canWriteConnections: boolean;
  canTestConnections: boolean;
  canBuildConnections: boolean;
  canReadCalls: boolean;
  canWriteOAuthClients: boolean;
  canRotateEncryption: boolean;
  canReadSync: boolean;
  canWriteSync: boolean;
  canRunSync: boolean;
  canResolveSync: boolean;
  canReadEndpoints: boolean;
  canWriteEndpoints: boolean;
  canReadDeliveries: boolean;
  canReplayDeliveries: boolean;
  canRevealSecrets: boolean;
  canReadSources: boolean;
  canWriteSources: boolean;
  canReadEvents: boolean;
  canReplayEvents: boolean;
}

/**
 * What the administrator may do here. One query an action: `useRBAC` names its answers by the last part of an action,
 * so `endpoint.read` and `delivery.read` in one query would both be `canRead`.
 */
export const useRights = (): Rights => {
  const readConnections = useRBAC(PERMISSIONS.readConnections);
  const writeConnections = useRBAC(PERMISSIONS.writeConnections);
  const testConnections = useRBAC(PERMISSIONS.testConnections);
  const buildConnections = useRBAC(PERMISSIONS.buildConnections);
  const readCalls = useRBAC(PERMISSIONS.readCalls);
  const writeOAuthClients = useRBAC(PERMISSIONS.writeOAuthClients);
  const rotateEncryption = useRBAC(PERMISSIONS.rotateEncryption);
  const readSync = useRBAC(PERMISSIONS.readSync);
  const writeSync = useRBAC(PERMISSIONS.writeSync);
  const runSync = useRBAC(PERMISSIONS.runSync);
  const resolveSync = useRBAC(PERMISSIONS.resolveSync);
  const readEndpoints = useRBAC(PERMISSIONS.readEndpoints);
  const writeEndpoints = useRBAC(PERMISSIONS.writeEndpoints);
  const readDeliveries = useRBAC(PERMISSIONS.readDeliveries);
  const replayDeliveries = useRBAC(PERMISSIONS.replayDeliveries);
  const revealSecrets = useRBAC(PERMISSIONS.revealSecrets);
  const readSources = useRBAC(PERMISSIONS.readSources);
  const writeSources = useRBAC(PERMISSIONS.writeSources);
  const readEvents = useRBAC(PERMISSIONS.readEvents);
  const replayEvents = useRBAC(PERMISSIONS.replayEvents);

  return {
    isLoading: [
      readConnections,
      writeConnections,
      testConnections,
      buildConnections,
      readCalls,
      writeOAuthClients,
      rotateEncryption,
      readSync,
      writeSync,
      runSync,
      resolveSync,
      readEndpoints,
      writeEndpoints,
      readDeliveries,
      replayDeliveries,
      revealSecrets,
      readSources,
      writeSources,
      readEvents,
      replayEvents,
    ].some(({ isLoading }) => isLoading),
    canReadConnections: readConnections.allowedActions.canRead === true,
    canWriteConnections: writeConnections.allowedActions.canWrite === true,
    canTestConnections: testConnections.allowedActions.canTest === true,
    canBuildConnections: buildConnections.allowedActions.canBuild === true,
    canReadCalls: readCalls.allowedActions.canRead === true,
    canWriteOAuthClients: writeOAuthClients.allowedActions.canWrite === true,
    canRotateEncryption: rotateEncryption.allowedActions.canRotate === true,
    canReadSync: readSync.allowedActions.canRead === true,
    canWriteSync: writeSync.allowedActions.canWrite === true,
    canRunSync: runSync.allowedActions.canRun === true,
    canResolveSync: resolveSync.allowedActions.canResolve === true,
    canReadEndpoints: readEndpoints.allowedActions.canRead === true,
    canWriteEndpoints: writeEndpoints.allowedActions.canWrite === true,
    canReadDeliveries: readDeliveries.allowedActions.canRead === true,
    canReplayDeliveries: replayDeliveries.allowedActions.canReplay === true,
    canRevealSecrets: revealSecrets.allowedActions.canReveal === true,
    canReadSources: readSources.allowedActions.canRead === true,
    canWriteSources: writeSources.allowedActions.canWrite === true,
    canReadEvents: readEvents.allowedActions.canRead === true,
    canReplayEvents: replayEvents.allowedActions.canReplay === true,
  };
};
