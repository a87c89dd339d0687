import { builderFeature } from './builder';
import { config } from './config';
import { connectionsFeature } from './connections';
import { compose } from './feature';
import { incomingFeature } from './incoming';
import { outgoingFeature } from './outgoing';
import { providersFeature } from './providers';
import { queueFeature } from './queue';
import { syncFeature } from './sync';

export default {
  config,
  ...compose([
    queueFeature,
    providersFeature,
    // Before what calls services: it makes known which there are.
    builderFeature,
    connectionsFeature,
    outgoingFeature,
    incomingFeature,
    syncFeature,
  ]),
};
