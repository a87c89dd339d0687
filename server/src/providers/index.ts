import type { Feature } from '../feature';
import { createProviderRegistry } from './registry';

/** What we know about services: how each signs its webhooks, lets accounts connect, and is called. */
export const providersFeature: Feature = {
  name: 'providers',
  services: { providers: createProviderRegistry },
};
