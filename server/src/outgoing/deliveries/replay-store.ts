import type { Strapi } from '../../feature';
import { createWideActionStore } from '../../wide-actions/wide-action-store';
import type { Replay } from '../contracts';
import { ENDPOINTS, REPLAYS } from '../uids';

/** The rows of `ib_webhook_replays`. */
export function createReplayStore(strapi: Strapi) {
  return createWideActionStore<Replay['kind']>(strapi, {
    table: REPLAYS,
    ownerColumn: 'endpoint_id',
    ownerTable: ENDPOINTS,
  });
}

export type ReplayStore = ReturnType<typeof createReplayStore>;
