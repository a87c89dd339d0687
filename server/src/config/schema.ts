import { z } from 'zod';

import { isRule } from '../http/address-guard';

const SECOND = 1_000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

/** @param example shown where the value is another */
const url = (example: string) =>
  z.url({ protocol: /^https?$/, error: `expected an http or https URL, such as "${example}"` });

/** With a host, which a URL of a scheme that browsers do not know can lack. */
const redisUrl = z.url({
  protocol: /^rediss?$/,
  hostname: /./,
  error: 'expected a redis or rediss URL, such as "redis://127.0.0.1:6379"',
});

const duration = (min: number, max: number) => z.number().int().min(min).max(max);

/** `10.0.0.0/8`, `fd00::/8`, `10.1.2.3`, `host`, `host:8080`, `[::1]:8080`. */
const networkRule = z
  .string()
  .refine(
    isRule,
    'expected a CIDR range, an address, or a host, the last two with or without a port',
  );

const encryptionKey = z.strictObject({
  id: z.string().regex(/^[A-Za-z0-9_-]{1,32}$/, 'expected 1 to 32 letters, digits, "-" or "_"'),
  key: z.string().min(32, 'expected at least 32 characters of random text'),
});

const providerCredentials = z.strictObject({
  clientId: z.string().min(1),
  clientSecret: z.string().min(1),
  scopes: z.array(z.string()).optional(),
});

/**
 * The whole of the plugin's configuration with its defaults. Durations are milliseconds, sizes bytes.
 * Unknown keys are refused: a misspelt key would otherwise silently keep its default.
 */
export const configSchema = z.strictObject({
  encryption: z
    .strictObject({
      keys: z
        .array(encryptionKey)
        .refine((keys) => new Set(keys.map(({ id }) => id)).size === keys.length, {
          message: 'expected every key to have an id of its own',
        })
        .default([]),
    })
    .prefault({}),
  oauth: z
    .strictObject({
      stateExpiry: duration(MINUTE, 10 * MINUTE).default(10 * MINUTE),
      tokenRefreshBuffer: duration(0, DAY).default(5 * MINUTE),
      secureStorage: z
        .literal(true, { error: 'expected true: tokens are always encrypted' })
        .default(true),
      redirectUri: url('https://example.com/api/integration-builder/oauth/callback').optional(),
    })
    .prefault({}),
  webhooks: z
    .strictObject({
      timeout: duration(SECOND, 2 * MINUTE).default(30 * SECOND),
      retryAttempts: z.number().int().min(0).max(50).optional(),
      retrySchedule: z
        .array(duration(100, 7 * DAY))
        .max(50)
        .optional(),
      jitter: z.number().min(0).max(1).default(0.2),
      signatureAlgorithm: z
        .literal('sha256', { error: 'expected "sha256", the algorithm of Standard Webhooks' })
        .default('sha256'),
      eventRetention: duration(HOUR, 3650 * DAY).default(7 * DAY),
      payloadLimit: z
        .number()
        .int()
        .min(1024)
        .max(50 * 1024 * 1024)
        .default(1024 * 1024),
      bodyTimeout: duration(SECOND, 2 * MINUTE).default(15 * SECOND),
      disableAfter: duration(MINUTE, 365 * DAY).default(5 * DAY),
    })
    // There would be no wait to try again after, so that nothing ever was.
    .refine(
      ({ retrySchedule, retryAttempts = 0 }) => retryAttempts === 0 || retrySchedule?.length !== 0,
      {
        path: ['retrySchedule'],
        message: 'expected at least one wait, or webhooks.retryAttempts to be 0',
      },
    )
    .prefault({})
    .transform(({ retrySchedule, retryAttempts, ...webhooks }) => {
      const schedule = retrySchedule ?? DEFAULT_RETRY_SCHEDULE_MS;
      return {
        ...webhooks,
        retrySchedule: schedule,
        retryAttempts: retryAttempts ?? schedule.length,
      };
    }),
  api: z
    .strictObject({
      defaultTimeout: duration(SECOND, 10 * MINUTE).default(30 * SECOND),
      retryAttempts: z.number().int().min(0).max(20).default(3),
      rateLimitBuffer: z.number().gt(0).max(1).default(0.9),
      cacheEnabled: z.boolean().default(true),
    })
    .prefault({}),
  sync: z
    .strictObject({
      batchSize: z.number().int().min(1).max(1000).default(100),
      conflictResolution: z
        .enum(['latest-wins', 'source-wins', 'destination-wins', 'field-owner', 'manual'])
        .default('latest-wins'),
      enableBidirectional: z.boolean().default(true),
      expressions: z.boolean().default(false),
      deleteBrake: z
        .strictObject({
          count: z.number().int().min(0).default(100),
          percent: z.number().min(0).max(100).default(20),
        })
        .prefault({}),
      mediaLimit: z
        .number()
        .int()
        .min(1024)
        .max(10 * 1024 ** 3)
        .default(100 * 1024 * 1024),
      mediaAllow: z.array(networkRule).default([]),
    })
    .prefault({}),
  realtime: z
    .strictObject({
      reconnectAttempts: z.number().int().min(0).default(10),
      heartbeatInterval: duration(SECOND, HOUR).default(30 * SECOND),
      messageQueueSize: z.number().int().min(1).max(1_000_000).default(1000),
    })
    .prefault({}),
  network: z
    .strictObject({
      allow: z.array(networkRule).default([]),
      proxy: url('http://proxy.example.com:3128').optional(),
    })
    .prefault({}),
  queue: z
    .strictObject({
      engine: z.enum(['database', 'redis']).default('database'),
      redis: redisUrl.optional(),
      concurrency: z.number().int().min(1).max(4096).default(512),
    })
    .refine(({ engine, redis }) => engine !== 'redis' || redis !== undefined, {
      path: ['redis'],
      message: 'expected the URL of a Redis server where queue.engine is "redis"',
    })
    .prefault({}),
  workers: z.boolean().default(true),
  providers: z.record(z.string(), providerCredentials).default({}),
});

/** Seven tries after the first, over a little more than a day: the schedule that receivers know from Svix. */
export const DEFAULT_RETRY_SCHEDULE_MS = [
  5 * SECOND,
  5 * MINUTE,
  30 * MINUTE,
  2 * HOUR,
  5 * HOUR,
  10 * HOUR,
  10 * HOUR,
];

export type PluginConfigInput = z.input<typeof configSchema>;
export type PluginConfig = z.output<typeof configSchema>;
