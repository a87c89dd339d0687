import { getConfig } from '../config';
import type { DatabaseClient } from '../database-clock';
import type { Strapi } from '../feature';
import { createAddressPolicy } from '../http/address-guard';
import { createHttpSender } from '../http/send-request';
import { USER_AGENT } from '../http/user-agent';
import { loggerOf } from '../logger';
import { createQueueEngine } from '../queue/engines/create-engine';
import { createOwnerId, isDeadPredecessor, isProcessAlive } from '../queue/owner';
import { getService } from '../services';
import { createUpkeep } from '../upkeep';
import { createAttemptStore } from './deliveries/attempt-store';
import { createMadeAnnouncer } from './events/announce-made';
import { captureContent } from './events/capture-content';
import { captureMedia } from './events/capture-media';
import { captureUsers } from './events/capture-users';
import { createCatalogue } from './catalogue/catalogue';
import { createDeliverer } from './deliveries/deliver';
import { createEntryTitles } from './deliveries/entry-title';
import { createDeliveries } from './deliveries/deliveries';
import { createDeliveryStore } from './deliveries/delivery-store';
import { createDeliveryWorker } from './deliveries/delivery-worker';
import { createSnapshots } from './events/document-snapshot';
import { createEndpointActivityStore } from './endpoints/endpoint-activity-store';
import { createEndpointHealth } from './endpoints/endpoint-health';
import { createEndpointOverview } from './endpoints/endpoint-overview';
import { createEndpointRegistry } from './endpoints/endpoint-registry';
import { createEndpointStore } from './endpoints/endpoint-store';
import { createEndpoints } from './endpoints/endpoints';
import { createMessageCache } from './deliveries/message-cache';
import { createMessageStore } from './events/message-store';
import { idempotencyWindowOfCausedMs } from './events/idempotency-window';
import { createOutbox } from './events/outbox';
import { ENDPOINT_DISABLED } from './events/own-events';
import { createRateLimitStore } from './deliveries/rate-limit-store';
import { createReplayStore } from './deliveries/replay-store';
import { createReplays } from './deliveries/replays';
import { createRetention } from './deliveries/retention';
import { schemasOf } from './events/schemas-of';
import { createSend } from './events/send';
import { createStatisticsStore } from './statistics/statistics-store';
import { createTestSends } from './deliveries/test-sends';
import { DELIVERIES, ENDPOINT_UID } from './uids';

/** How old a web-only instance's knowledge of the endpoints may be; what it lacks it reads within the change. */
const FRESHNESS_MS = 2_000;

/** `service('outgoing')`: puts the parts together. What it returns is what other code may use. */
export function outgoingService({ strapi }: { strapi: Strapi }) {
  const config = getConfig(strapi);
  const log = loggerOf(strapi, 'outgoing');
  const now = Date.now;
  const schemas = schemasOf(strapi);
  const vault = () => getService(strapi, 'connections').vault();
  const policy = createAddressPolicy(config.network.allow);
  const sender = createHttpSender({
    policy,
    // As many as deliveries can be under way: else an endpoint that hangs would keep others at the same host waiting.
    connectionsPerOrigin: config.queue.concurrency,
    ...(config.network.proxy && { proxy: config.network.proxy }),
  });

  const endpointStore = createEndpointStore(strapi);
  const messages = createMessageStore(strapi);
  const deliveryStore = createDeliveryStore(strapi);
  const attempts = createAttemptStore(strapi);
  const statistics = createStatisticsStore(strapi);
  const replayStore = createReplayStore(strapi);
  const rateLimits = createRateLimitStore(strapi);
  const activity = createEndpointActivityStore(strapi);
  const schema = strapi.db.getSchemaName();
  const engine = createQueueEngine({
    knex: strapi.db.connection,
    client: strapi.db.dialect.client as DatabaseClient,
    queue: {
      table: DELIVERIES,
      ...(schema && { schema }),
      keyColumn: 'endpoint_id',
      resultColumns: { last_status_code: 'integer', last_error: 'text', duration_ms: 'integer' },
      claimColumns: ['message_id', 'variant', 'trigger'],
    },
  });

  const registry = createEndpointRegistry(endpointStore);
  const catalogue = createCatalogue(strapi, schemas);
  const outbox = createOutbox({
    messages,
    queue: engine,
    registry,
    schemas,
    payloadLimit: config.webhooks.payloadLimit,
  });
  const retry = {
    scheduleMs: config.webhooks.retrySchedule,
    retryAttempts: config.webhooks.retryAttempts,
    jitter: config.webhooks.jitter,
  };
  const causedWindowMs = idempotencyWindowOfCausedMs(retry, config.webhooks.eventRetention);
  const { send, forward, announce } = createSend({
    strapi,
    outbox,
    messages,
    payloadLimit: config.webhooks.payloadLimit,
    causedWindowMs,
    wake: () => worker.wake(),
    now,
  });
  const deliver = createDeliverer({
    vault,
    sender,
    timeoutMs: config.webhooks.timeout,
    userAgent: USER_AGENT,
    now,
  });
  const health = createEndpointHealth({
    store: endpointStore,
    disableAfterMs: config.webhooks.disableAfter,
    hasSucceededSince: statistics.hasSuccessSince,
    announce: async ({ id, description, url }, reason) => {
      const { origin } = new URL(url);
      await announce(ENDPOINT_DISABLED, { endpointId: id, description, origin, reason });
    },
    log,
  });

  const owner = createOwnerId();
  const worker = createDeliveryWorker({
    engine,
    owner,
    concurrency: config.queue.concurrency,
    registry,
    messages: createMessageCache(messages.findBodies),
    deliver,
    rateLimits,
    attempts,
    statistics,
    health,
    retry,
    whenQuiet: getService(strapi, 'requestTraffic').whenQuiet,
    random: Math.random,
    log,
  });
  const wake = () => worker.wake();
  const snapshots = createSnapshots(strapi, schemas);
  const capture = { outbox, snapshots, schemas, onRecorded: wake, now };

  const endpoints = createEndpoints({
    store: endpointStore,
    vault,
    rules: { policy, known: catalogue.known, schemas },
    onChanged: registry.invalidate,
    now,
  });
  const deliveries = createDeliveries({
    queue: engine,
    store: deliveryStore,
    activity,
    attempts,
    messages,
    endpoints,
    titleOf: createEntryTitles(strapi),
    wake,
  });
  const replays = createReplays({
    strapi,
    queue: engine,
    store: replayStore,
    deliveries: deliveryStore,
    endpoints,
    wake,
    now,
    log,
  });
  const retention = createRetention({
    strapi,
    messages,
    deliveries: deliveryStore,
    attempts,
    statistics,
    replays: replayStore,
    rateLimits,
    retentionMs: config.webhooks.eventRetention,
    causedWindowMs,
    disableAfterMs: config.webhooks.disableAfter,
    now,
    log,
  });
  const overview = createEndpointOverview({
    endpoints,
    deliveries: deliveryStore,
    activity,
    statistics,
    now,
  });
  const upkeep = createUpkeep({
    tasks: {
      'taking up unfinished replays': replays.resume,
      'ending deliveries to deleted endpoints': overview.cancelOrphans,
    },
    log,
  });

  let freshness: { stop(): void } | undefined;

  /** Starts this process's worker. `start` does so unless the configuration says `workers: false`. */
  async function startDelivering(): Promise<void> {
    // One process alone uses a SQLite file, so a dead owner's leases need not run out first.
    if (strapi.db.dialect.client === 'sqlite') {
      await engine.reclaim((other) => isDeadPredecessor(other, owner, isProcessAlive));
    }
    worker.start();
    await replays.resume();
    upkeep.start();
  }

  return {
    /** What the panel does with endpoints. None of it shows a secret but `create`, `revealSecret` and `rotateSecret`. */
    endpoints: {
      find: overview.findOne,
      findAll: overview.findAll,
      create: endpoints.create,
      update: endpoints.update,
      delete: overview.delete,
      impact: overview.impact,
      statistics: overview.statistics,
      revealSecret: endpoints.revealSecret,
      rotateSecret: endpoints.rotateSecret,
    },
    deliveries,
    replays,
    catalogue,
    retention,
    upkeep,
    send,
    forward,
    /** Sends one of this plugin's own events. */
    announce,
    announceMade: createMadeAnnouncer(strapi, capture),

    testSends: createTestSends({
      strapi,
      outbox,
      endpoints,
      deliveries,
      store: deliveryStore,
      attempts,
      catalogue,
      health,
      deliver,
      wake,
      now,
    }),

    status: () => getService(strapi, 'connections').systemStatus(),

    /** Observes content, and, on an instance with workers, delivers. */
    async start(): Promise<void> {
      if (config.queue.engine === 'redis')
        log.warn('queue.engine "redis" is not there yet: deliveries go through the database');
      captureContent(strapi, capture);
      captureUsers(strapi, capture);
      captureMedia(strapi, capture);
      getService(strapi, 'connections').registerSecretStore({
        name: ENDPOINT_UID,
        count: endpointStore.countCiphertexts,
        listBatch: endpointStore.listCiphertexts,
        replace: endpointStore.replaceCiphertext,
      });
      if (config.workers) await startDelivering();
      else freshness = registry.keepFresh(FRESHNESS_MS, log);
    },

    startDelivering,

    async stop(): Promise<void> {
      freshness?.stop();
      await upkeep.stop();
      await replays.stop();
      await retention.stop();
      await worker.stop();
      await health.settled();
      await sender.close();
    },
  };
}

export type OutgoingService = ReturnType<typeof outgoingService>;
