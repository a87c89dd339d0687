import path from 'node:path';

import type { Core } from '@strapi/strapi';

const config = ({ env }: Core.Config.Shared.ConfigParams) => ({
  'integration-builder': {
    enabled: true,
    // The plugin as it stands in this repository. A site that installed it from npm leaves `resolve` out.
    resolve: path.resolve(process.cwd(), '..'),
    config: {
      // The largest body that is taken in or sent out, in bytes.
      webhooks: { payloadLimit: env.int('PAYLOAD_LIMIT', 1024 * 1024) },
      // Requests into private networks are refused unless they are allowed here: the receiver of the demo and Harbour,
      // its wholesaler, are in one.
      network: {
        allow: [
          `127.0.0.1:${env.int('RECEIVER_PORT', 4400)}`,
          `127.0.0.1:${env.int('STAND_IN_PORT', 4500)}`,
        ],
      },
      // The app of this site at Harbour. A real one's secret comes from the environment.
      providers: {
        harbour: { clientId: 'integration-builder-demo', clientSecret: 'demo-harbour-secret' },
      },
    },
  },
  'users-permissions': { config: { jwtSecret: env('JWT_SECRET') } },
});

export default config;
