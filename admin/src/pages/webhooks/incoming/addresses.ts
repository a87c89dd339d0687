import { PLUGIN_ID } from '../../../plugin-id';

/** Address of the list of sources. */
export const LIST_ADDRESS = `/plugins/${PLUGIN_ID}/webhooks/incoming`;

/** Address of the form for a new source. */
export const CREATE_ADDRESS = `${LIST_ADDRESS}/create`;

/** Address of a source's page. */
export const sourceAddress = (id: number): string => `${LIST_ADDRESS}/${id}`;

/** Address of a source's form. */
export const editAddress = (id: number): string => `${LIST_ADDRESS}/${id}/edit`;

/** Address of one tab of a source's page. */
export const sourceTabAddress = (id: number, tab: string): string =>
  `${sourceAddress(id)}?tab=${tab}`;

/** Address of an event's page. */
export const eventAddress = (id: number): string => `${LIST_ADDRESS}/events/${id}`;

/** Address of the form of an action; of a new one without its id. */
export const actionAddress = (sourceId: number, actionId = 'new'): string =>
  `${sourceAddress(sourceId)}/actions/${encodeURIComponent(actionId)}`;
