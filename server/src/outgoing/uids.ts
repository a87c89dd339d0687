import { PLUGIN_UID } from '../plugin-id';

export const ENDPOINT_UID = `${PLUGIN_UID}.webhook-endpoint` as const;

/** Table names. Only `*-store.ts` files speak SQL; the worker's queue shares the delivery table. */
export const ENDPOINTS = 'ib_webhook_endpoints';
export const MESSAGES = 'ib_webhook_messages';
export const DELIVERIES = 'ib_webhook_deliveries';
export const ATTEMPTS = 'ib_webhook_attempts';
export const STATISTICS = 'ib_webhook_statistics';
export const REPLAYS = 'ib_webhook_replays';
export const RATE_LIMITS = 'ib_rate_limits';
