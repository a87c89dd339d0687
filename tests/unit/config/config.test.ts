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
        disableAfter: 5 * DAY,
      },
      api: { defaultTimeout: 30_000, retryAttempts: 3, rateLimitBuffer: 0.9, cacheEnabled: true },
      sync: {
        batchSize: 100,
        conflictResolution: 'latest-wins',
        enableBidirectional: true,
        deleteBrake: { count: 100, percent: 20 },
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
    expect(parseConfig({ webhooks: { retrySchedule: [] } }).webhooks.retrySchedule).toEqual([]);
  });

  it.each<[string, unknown, string]>([
    ['a number out of range', { webhooks: { timeout: 10 } }, 'config.webhooks.timeout'],
    ['a text for a number', { webhooks: { timeout: '30000' } }, 'config.webhooks.timeout'],
    ['a fraction of a try', { webhooks: { retryAttempts: 1.5 } }, 'config.webhooks.retryAttempts'],
    [
      'a wait that is none',
      { webhooks: { retrySchedule: [5000, -1] } },
      'config.webhooks.retrySchedule.1',
    ],
    ['too much jitter', { webhooks: { jitter: 1.1 } }, 'config.webhooks.jitter'],
    [
      'another algorithm',
      { webhooks: { signatureAlgorithm: 'md5' } },
      'config.webhooks.signatureAlgorithm',
    ],
    ['tokens in clear', { oauth: { secureStorage: false } }, 'config.oauth.secureStorage'],
    [
      'a short key',
      { encryption: { keys: [{ id: 'a', key: 'short' }] } },
      'config.encryption.keys.0.key',
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
      'config.encryption.keys',
    ],
    ['a network that is none', { network: { allow: ['a b'] } }, 'config.network.allow.0'],
    ['an address that is none', { network: { allow: ['999.1.1.1/40'] } }, 'config.network.allow.0'],
    ['half of an address', { network: { allow: ['::1', '[x'] } }, 'config.network.allow.1'],
    ['a port that is none', { network: { allow: ['host:99999'] } }, 'config.network.allow.0'],
    ['a proxy of another scheme', { network: { proxy: 'socks://x' } }, 'config.network.proxy'],
    ['an unknown engine', { queue: { engine: 'kafka' } }, 'config.queue.engine'],
    [
      'a provider without a secret',
      { providers: { github: { clientId: 'x' } } },
      'config.providers.github.clientSecret',
    ],
    ['a text for a switch', { workers: 'false' }, 'config.workers'],
    [
      'an unknown strategy',
      { sync: { conflictResolution: 'mine' } },
      'config.sync.conflictResolution',
    ],
  ])('refuses %s and names the path', (_what, config, path) => {
    expect(problemsOf(config)).toContain(`${path}: `);
  });

  it.each<[unknown, string]>([
    [{ webhook: {} }, 'webhook'],
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
