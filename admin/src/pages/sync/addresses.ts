import { PLUGIN_ID } from '../../plugin-id';

/** Address of the list of sync jobs. */
export const LIST_ADDRESS = `/plugins/${PLUGIN_ID}/sync`;

/** Address of the guide that sets up a new job. */
export const CREATE_ADDRESS = `${LIST_ADDRESS}/new`;

/** Address of a job's page. */
export const jobAddress = (id: number): string => `${LIST_ADDRESS}/${id}`;

/** Address of one tab of a job's page. */
export const jobTabAddress = (id: number, tab: 'conflicts' | 'settings'): string =>
  `${jobAddress(id)}?tab=${tab}`;

/** Address of a job's form. */
export const editAddress = (id: number): string => `${jobAddress(id)}/edit`;

/** Address of a run's page. */
export const runAddress = (id: number): string => `${LIST_ADDRESS}/runs/${id}`;

/** Address of a run's page with the changes of one group alone. */
export const runGroupAddress = (id: number, group: string): string =>
  `${runAddress(id)}?group=${group}`;
