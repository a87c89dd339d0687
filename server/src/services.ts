import type { BuilderService } from './builder/builder-service';
import type { ConnectionsService } from './connections/connections-service';
import type { Strapi } from './feature';
import type { IncomingService } from './incoming/incoming-service';
import type { OutgoingService } from './outgoing/outgoing-service';
import { PLUGIN_ID } from './plugin-id';
import type { ProviderRegistry } from './providers/registry';
import type { RequestTraffic } from './queue/request-traffic';
import type { SyncService } from './sync/sync-service';

/** The public services of the features, by which they talk to each other. */
export interface Services {
  builder: BuilderService;
  connections: ConnectionsService;
  incoming: IncomingService;
  outgoing: OutgoingService;
  providers: ProviderRegistry;
  requestTraffic: RequestTraffic;
  sync: SyncService;
}

/** A feature's public service, typed. */
export function getService<Name extends keyof Services>(
  strapi: Strapi,
  name: Name,
): Services[Name] {
  return strapi.plugin(PLUGIN_ID).service(name);
}
