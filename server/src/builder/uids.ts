import { PLUGIN_UID } from '../plugin-id';

export const CUSTOM_PROVIDER_UID = `${PLUGIN_UID}.custom-provider` as const;

/** Table name. Only `*-store.ts` files speak SQL. */
export const CUSTOM_PROVIDERS = 'ib_custom_providers';
