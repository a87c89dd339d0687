import type { Core } from '@strapi/strapi';

const config = ({ env }: Core.Config.Shared.ConfigParams): Core.Config.Server => ({
  host: env('HOST', '127.0.0.1'),
  port: env.int('PORT', 1337),
  app: { keys: env.array('APP_KEYS', []) },
  dirs: { public: env('PUBLIC_DIRECTORY', './public') },
  logger: {
    config: { level: env('LOG_LEVEL', 'info') },
    startup: { enabled: env.bool('STARTUP_MESSAGE', true) },
  },
});

export default config;
