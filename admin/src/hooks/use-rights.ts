import { useRBAC } from '@strapi/strapi/admin';

import { PERMISSIONS } from '../permissions';

export interface Rights {
  isLoading: boolean;
  canReadEndpoints: boolean;
  canWriteEndpoints: boolean;
  canReadDeliveries: boolean;
  canReplay: boolean;
  canReveal: boolean;
}

/**
 * What the administrator may do here. One query an action: `useRBAC` names its answers by the last part of an action,
 * so `endpoint.read` and `delivery.read` in one query would both be `canRead`.
 */
export const useRights = (): Rights => {
  const readEndpoints = useRBAC(PERMISSIONS.readEndpoints);
  const writeEndpoints = useRBAC(PERMISSIONS.writeEndpoints);
  const readDeliveries = useRBAC(PERMISSIONS.readDeliveries);
  const replayDeliveries = useRBAC(PERMISSIONS.replayDeliveries);
  const revealSecrets = useRBAC(PERMISSIONS.revealSecrets);

  return {
    isLoading: [
      readEndpoints,
      writeEndpoints,
      readDeliveries,
      replayDeliveries,
      revealSecrets,
    ].some(({ isLoading }) => isLoading),
    canReadEndpoints: readEndpoints.allowedActions.canRead === true,
    canWriteEndpoints: writeEndpoints.allowedActions.canWrite === true,
    canReadDeliveries: readDeliveries.allowedActions.canRead === true,
    canReplay: replayDeliveries.allowedActions.canReplay === true,
    canReveal: revealSecrets.allowedActions.canReveal === true,
  };
};
