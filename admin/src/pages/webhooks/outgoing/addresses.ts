import { PLUGIN_ID } from '../../../plugin-id';

/** Address of the list of endpoints. */
export const LIST_ADDRESS = `/plugins/${PLUGIN_ID}/webhooks/outgoing`;

/** Address of the form for a new endpoint. */
export const CREATE_ADDRESS = `${LIST_ADDRESS}/create`;

/** Address of an endpoint's page. */
export const endpointAddress = (id: number): string => `${LIST_ADDRESS}/${id}`;

/** Address of an endpoint's form. */
export const editAddress = (id: number): string => `${LIST_ADDRESS}/${id}/edit`;

/** Address of a delivery, opened on its endpoint's page. */
export const deliveryAddress = (endpointId: number, deliveryId: number): string =>
  `${endpointAddress(endpointId)}?delivery=${deliveryId}`;
