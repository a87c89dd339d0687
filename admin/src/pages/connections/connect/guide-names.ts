import type { CatalogueEntry } from '../../../api/connection-contracts';

/** Of the files of `docs/connections`. */
export type GuideName =
  'generic' | 'github' | 'google' | 'salesforce' | 'shopify' | 'slack' | 'stripe' | 'twilio';

const GUIDE_NAMES: Record<string, GuideName> = {
  'api-key': 'generic',
  'basic-auth': 'generic',
  'bearer-token': 'generic',
  'generic-oauth2': 'generic',
  github: 'github',
  google: 'google',
  salesforce: 'salesforce',
  shopify: 'shopify',
  slack: 'slack',
  stripe: 'stripe',
  twilio: 'twilio',
};

/** The guide of a service; null of one that the site added itself. */
export const guideNameOf = ({ id, isCustom }: Pick<CatalogueEntry, 'id' | 'isCustom'>) =>
  isCustom ? null : (GUIDE_NAMES[id] ?? null);
