import type { z } from 'zod';

import type { ApiRules } from '../http/client/api-rules';
import type { PerAccount } from './account';
import type { AuthMethod } from './auth-method';
import type { ProviderSettings } from './provider';

/** How a service's API is called. */
export interface ProviderApi extends ApiRules {
  /** Without a slash at its end. */
  baseUrl: PerAccount<string>;
  /** Sent with every call. */
  headers?: PerAccount<Record<string, string>>;
  /** Further hosts that the credentials may be sent to; a port is named as in a URL. */
  hosts?: string[];
}

/** A cheap call that shows whether the credentials are good, and whose they are. */
export interface Probe {
  method?: 'GET' | 'POST';
  path: PerAccount<string>;
  /** Whose account answered; null where the body tells nothing. */
  account?(body: unknown): { id: string; name: string } | null;
}

export const PROVIDER_CATEGORIES = [
  'commerce',
  'communication',
  'crm',
  'development',
  'productivity',
  'generic',
] as const;
export type ProviderCategory = (typeof PROVIDER_CATEGORIES)[number];

/** What a provider says of accounts at its service. */
export interface AccountAccess {
  /** In the order in which they are offered; each kind once. */
  auth: AuthMethod[];
  api: ProviderApi;
  probe: Probe;
  category: ProviderCategory;
  /** What a connection is set up with besides its credentials: the name of a shop, say. None by default. */
  connectionSettings?: z.ZodType<ProviderSettings>;
  /** True where every connection has an OAuth client of its own, since each may be at another service. */
  hasOwnClient?: boolean;
  /** Where the administrator makes the OAuth app or the key. */
  setUpUrl?: string;
}
