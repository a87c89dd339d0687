import type { Feature } from '../feature';
import { connectionsService } from './service';

export const connectionsFeature: Feature = {
  name: 'connections',
  services: { connections: connectionsService },
};
