import { PLUGIN_ID } from '../../plugin-id';

/** Address of the connections. */
export const LIST_ADDRESS = `/plugins/${PLUGIN_ID}/connections`;

/** Address of the catalogue of services. */
export const CATALOGUE_ADDRESS = `${LIST_ADDRESS}/new`;

/** Address of the form that connects an account at a service. */
export const connectAddress = (provider: string): string =>
  `${CATALOGUE_ADDRESS}/${encodeURIComponent(provider)}`;

/** Address of the guide that describes a service which is not in the catalogue. */
export const NEW_PROVIDER_ADDRESS = `${LIST_ADDRESS}/providers/new`;

/** Address of the form of a described service. */
export const providerAddress = (provider: string): string =>
  `${LIST_ADDRESS}/providers/${encodeURIComponent(provider)}`;

/** Address of a connection's page. */
export const connectionAddress = (id: number): string => `${LIST_ADDRESS}/${id}`;
