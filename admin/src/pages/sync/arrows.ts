import type { Flow, JobSettings } from '../../api/sync-contracts';

/** Which way something goes, with the service on the left and Strapi on the right. */
export const ARROWS: Record<JobSettings['direction'] | Flow, string> = {
  import: '→',
  export: '←',
  both: '⇄',
  'two-way': '⇄',
};
