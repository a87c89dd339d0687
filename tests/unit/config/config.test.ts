import { InvalidConfigError, parseConfig } from '../../../server/src/config';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

const problemsOf = (config: unknown): string => {
  try {
    parseConfig(config);
  } catch (error) {
    if (error instanceof InvalidConfigError) return error.message;
    throw error;
  }
  return '';
};

describe('the configuration', () => {
  it('has a default for everything', () => {
    const expected = {
      encryption: { keys: [] },
      oauth: { stateExpiry: 10 * MINUTE, tokenRefreshBuffer: 5 * MINUTE, secureStorage: true },
      webhooks: {
        timeout: 30_000,
        retryAttempts: 7,
        retrySchedule: [5000, 5 * MINUTE, 30 * MINUTE, 2 * HOUR, 5 * HOUR, 10 * HOUR, 10 * HOUR],
        jitter: 0.2,
        signatureAlgorithm: 'sha256',
        eventRetention: 7 * DAY,
        payloadLimit: 1024 * 1024,
        bodyTimeout: 15_000,
        disableAfter: 5 * DAY,
      },
      api: { defaultTimeout: 30_000, retryAttempts: 3, rateLimitBuffer: 0.9, cacheEnabled: true },
      sync: {
        batchSize: 100,
        conflictResolution: 'latest-wins',
        enableBidirectional: true,
        expressions: false,
        deleteBrake: { count: 100, percent: 20 },
        mediaLimit: 100 * 1024 * 1024,
        mediaAllow: [],
      },
      realtime: { reconnectAttempts: 10, heartbeatInterval: 30_000, messageQueueSize: 1000 },
      network: { allow: [] },
      queue: { engine: 'database', concurrency: expect.any(Number) },
      workers: true,
      providers: {},
    };
    for (const nothing of [undefined, null, {}]) expect(parseConfig(nothing)).toEqual(expected);
  });

  it('tries as often as the schedule has waits, unless told otherwise', () => {
    expect(parseConfig({ webhooks: { retrySchedule: [1000] } }).webhooks.retryAttempts).toBe(1);
    expect(parseConfig({ webhooks: { retryAttempts: 2 } }).webhooks).toMatchObject({
      retryAttempts: 2,
      retrySchedule: { length: 7 },
    });
  });

  it('keeps a list as it is given, rather than mixing it with the default', () => {
    expect(parseConfig({ webhooks: { retrySchedule: [] } }).webhooks).toMatchObject({
      retrySchedule: [],
      retryAttempts: 0,
    });
    const webhooks = { retrySchedule: [], retryAttempts: 0 };
    expect(parseConfig({ webhooks }).webhooks).toMatchObject(webhooks);
  });

  it.each(['redis://127.0.0.1:6379', 'rediss://user:password@redis.example.com/1'])(
    'takes %s for the address of a Redis server',
    (redis) => {
      expect(parseConfig({ queue: { redis } }).queue).toMatchObject({ engine: 'database', redis });
      const queue = { engine: 'redis', redis };
      expect(parseConfig({ queue }).queue).toMatchObject(queue);
    },
  );

  it.each<[string, unknown, string, string]>([
    [
      'a number out of range',
      { webhooks: { timeout: 10 } },
      'webhooks.timeout',
      'expected number to be >=1000',
    ],
    [
      'a text for a number',
      { webhooks: { timeout: '30000' } },
      'webhooks.timeout',
      'expected number, received string',
    ],
    [
      'a fraction of a try',
      { webhooks: { retryAttempts: 1.5 } },
      'webhooks.retryAttempts',
      'expected int',
    ],
    [
      'a wait that is none',
      { webhooks: { retrySchedule: [5000, -1] } },
      'webhooks.retrySchedule.1',
      'expected number to be >=100',
    ],
    [
      'tries without a wait before them',
      { webhooks: { retrySchedule: [], retryAttempts: 3 } },
      'webhooks.retrySchedule',
      'expected at least one wait, or webhooks.retryAttempts to be 0',
    ],
    [
      'too much jitter',
      { webhooks: { jitter: 1.1 } },
      'webhooks.jitter',
      'expected number to be <=1',
    ],
    [
      'another algorithm',
      { webhooks: { signatureAlgorithm: 'md5' } },
      'webhooks.signatureAlgorithm',
      'expected "sha256"',
    ],
    [
      'tokens in clear',
      { oauth: { secureStorage: false } },
      'oauth.secureStorage',
      'expected true',
    ],
    [
      'an address without a scheme to come back to',
      { oauth: { redirectUri: 'example.com/callback' } },
      'oauth.redirectUri',
      'expected an http or https URL, such as "https://',
    ],
    [
      'a short key',
      { encryption: { keys: [{ id: 'a', key: 'short' }] } },
      'encryption.keys.0.key',
      'expected at least 32 characters',
    ],
    [
      'an id of a key with a space',
      { encryption: { keys: [{ id: 'a b', key: 'x'.repeat(32) }] } },
      'encryption.keys.0.id',
      'expected 1 to 32 letters, digits',
    ],
    [
      'two keys of one id',
      {
        encryption: {
          keys: [
            { id: 'a', key: 'x'.repeat(32) },
            { id: 'a', key: 'y'.repeat(32) },
          ],
        },
      },
      'encryption.keys',
      'expected every key to have an id of its own',
    ],
    [
      'a network that is none',
      { network: { allow: ['a b'] } },
      'network.allow.0',
      'expected a CIDR range, an address, or a host',
    ],
    [
      'an address that is none',
      { network: { allow: ['999.1.1.1/40'] } },
      'network.allow.0',
      'expected a CIDR range, an address, or a host',
    ],
    [
      'half of an address',
      { network: { allow: ['::1', '[x'] } },
      'network.allow.1',
      'expected a CIDR range, an address, or a host',
    ],
    [
      'a port that is none',
      { network: { allow: ['host:99999'] } },
      'network.allow.0',
      'expected a CIDR range, an address, or a host',
    ],
    [
      'a proxy of another scheme',
      { network: { proxy: 'socks://x' } },
      'network.proxy',
      'expected an http or https URL, such as "http://',
    ],
    [
      'an unknown engine',
      { queue: { engine: 'kafka' } },
      'queue.engine',
      'expected one of "database"|"redis"',
    ],
    ...['', 'nonsense', 'http://127.0.0.1:6379', 'redis:', 'redis://'].map(
      (redis): [string, unknown, string, string] => [
        `"${redis}" for a Redis server`,
        { queue: { redis } },
        'queue.redis',
        'expected a redis or rediss URL, such as "redis://',
      ],
    ),
    [
      'Redis without its address',
      { queue: { engine: 'redis' } },
      'queue.redis',
      'expected the URL of a Redis server where queue.engine is "redis"',
    ],
    [
      'a provider without a secret',
      { providers: { github: { clientId: 'x' } } },
      'providers.github.clientSecret',
      'expected string',
    ],
    ['a text for a switch', { workers: 'false' }, 'workers', 'expected boolean, received string'],
    [
      'an unknown strategy',
      { sync: { conflictResolution: 'mine' } },
      'sync.conflictResolution',
      'expected one of "latest-wins"|"source-wins"',
    ],
    ['files without an end', { sync: { mediaLimit: 1e12 } }, 'sync.mediaLimit', 'expected number'],
    ['no section', { webhooks: 5 }, 'webhooks', 'expected object, received number'],
  ])('refuses %s, names the path and what is expected there', (_what, config, path, expected) => {
    const [, problem, ...others] = problemsOf(config).split('\n');
    expect(others).toEqual([]);
    expect(problem).toContain(`- config.${path}: `);
    expect(problem).toContain(expected);
  });

  it.each<[unknown, string]>([
    [{ webhook: {} }, 'config: Unrecognized key: "webhook"'],
    [{ webhooks: { retries: 1 } }, 'retries'],
    [{ queue: { redisUrl: 'x' } }, 'redisUrl'],
    [JSON.parse('{"webhooks": {"__proto__": {"timeout": 5000}}}'), '__proto__'],
    [{ constructor: 1 }, 'constructor'],
    [{ webhooks: { toString: 1 } }, 'toString'],
  ])('refuses the unknown key in %j', (config, key) => {
    expect(problemsOf(config)).toContain(key);
  });

  it('names every problem at once, and no value', () => {
    const message = problemsOf({
      workers: 1,
      encryption: { keys: [{ id: 'a', key: 'canary' }] },
    });
    expect(message).toContain('config.workers');
    expect(message).toContain('config.encryption.keys.0.key');
    expect(message).not.toContain('canary');
  });
});
