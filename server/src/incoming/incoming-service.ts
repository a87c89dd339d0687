import { getConfig } from '../config';
import type { DatabaseClient } from '../database-clock';
import type { Strapi } from '../feature';
import { createKeysetLog } from '../keyset-log';
import { loggerOf } from '../logger';
import { PLUGIN_ID } from '../plugin-id';
import { createQueueEngine } from '../queue/engines/create-engine';
import { createOwnerId, isDeadPredecessor, isProcessAlive } from '../queue/owner';
import { getService } from '../services';
import { createUpkeep } from '../upkeep';
import { createWideActionStore } from '../wide-actions/wide-action-store';
import { createActionResultStore } from './actions/action-result-store';
import { createContentModel } from '../content/content-model';
import { createEntryLookup } from '../content/entry-lookup-store';
import { effectiveActions } from './actions/effective-actions';
import { createEntryActions } from './actions/entry-actions';
import { createEntryLocks } from './actions/entry-lock-store';
import { createEventWorker } from './actions/event-worker';
import { createHandlers } from './actions/handlers';
import { createMappingPreview } from './actions/mapping-preview';
import { createActionRunner } from './actions/run-action';
import { createSyncAction } from './actions/sync-action';
import type { EventRunKind } from './contracts';
import { EVENT_STATES } from './events/event-input';
import { createEventRetention } from './events/event-retention';
import { createEventRuns } from './events/event-runs';
import { CLAIMED_WITH_EVENTS, createEventStore } from './events/event-store';
import { createEvents } from './events/events';
import { createReceiptStore } from './events/receipt-store';
import { explainStored, UNREAD_EVENT } from './events/stored-request';
import { createBodiesInHand } from './receiving/bodies-in-hand';
import { createConsole } from './receiving/console';
import { createRateLimits } from './receiving/rate-limits';
import { createReceiptWriter } from './receiving/receipt-writer';
import { createReceiver } from './receiving/receiver';
import { createRefusals } from './receiving/refusals';
import { describeProvider } from './sources/provider-choice';
import { createSourceActivityStore } from './sources/source-activity-store';
import { createSecretCache } from './sources/source-credentials';
import { createSourceOverview } from './sources/source-overview';
import type { SourceRecord } from './sources/source-record';
import { createSourceRegistry } from './sources/source-registry';
import { createSourceStore } from './sources/source-store';
import { createSources } from './sources/sources';
import { createSourceCounter } from './statistics/source-counter';
import { createSourceStatisticsStore } from './statistics/source-statistics-store';
import { EVENT_RUNS, EVENTS, SOURCE_UID, SOURCES } from './uids';

/** The beginning of every source's path. */
export function receivePrefix(strapi: Strapi): string {
  const prefix = strapi.config.get('api.rest.prefix', '/api');
  return `${prefix}/${PLUGIN_ID}/in/`;
}

/** `service('incoming')`: puts the parts together. What it returns is what other code may use. */
export function incomingService({ strapi }: { strapi: Strapi }) {
  const config = getConfig(strapi);
  const log = loggerOf(strapi, 'incoming');
  const now = Date.now;
  const knex = strapi.db.connection;
  const schema = strapi.db.getSchemaName();
  const providers = getService(strapi, 'providers');
  const outgoing = () => getService(strapi, 'outgoing');
  const sync = () => getService(strapi, 'sync');
  const vault = () => getService(strapi, 'connections').vault();
  /** As the site is configured, and never by the headers of a request. */
  const addressOf = (slug: string) =>
    strapi.config.get('server.absoluteUrl', '') + receivePrefix(strapi) + slug;
  /** The same without the host where the site names none: Strapi's guess is the address that it listens on. */
  const shownAddressOf = (slug: string) =>
    strapi.config.get('server.url', '') + receivePrefix(strapi) + slug;

  const sourceStore = createSourceStore(strapi);
  const eventStore = createEventStore(strapi);
  const receiptStore = createReceiptStore(strapi);
  const results = createActionResultStore(strapi);
  const statistics = createSourceStatisticsStore(strapi);
  const eventLog = createKeysetLog(strapi, {
    table: EVENTS,
    keyColumn: 'source_id',
    states: EVENT_STATES,
    stateIndex: 'ib_events_log',
    typeIndex: 'ib_events_type',
  });
  const runStore = createWideActionStore<EventRunKind>(strapi, {
    table: EVENT_RUNS,
    ownerColumn: 'source_id',
    ownerTable: SOURCES,
  });
  const engine = createQueueEngine({
    knex,
    client: strapi.db.dialect.client as DatabaseClient,
    queue: {
      table: EVENTS,
      ...(schema && { schema }),
      keyColumn: 'source_id',
      resultColumns: { last_error: 'text', duration_ms: 'integer' },
      ...CLAIMED_WITH_EVENTS,
    },
  });

  const registry = createSourceRegistry(sourceStore);
  const model = createContentModel(strapi);
  const handlers = createHandlers();
  const acceptedSecrets = createSecretCache(vault);
  const actionsFor = (source: SourceRecord, eventType: string | null) =>
    effectiveActions(source, eventType, handlers);
  const locks = createEntryLocks(strapi);
  const findDocument = createEntryLookup(strapi);
  const entries = createEntryActions({ strapi, model, locks, findDocument });
  const sources = createSources({
    store: sourceStore,
    vault,
    providers,
    model,
    canFindRecords: (jobId) => sync().requests.canFindRecords(jobId),
    addressOf: shownAddressOf,
    onChanged: registry.invalidate,
    now,
  });

  const owner = createOwnerId();
  const worker = createEventWorker({
    engine,
    owner,
    registry,
    providers,
    events: eventStore,
    results,
    handlers,
    runAction: createActionRunner({
      entries,
      handlers,
      forward: (event) => outgoing().forward(event),
      beginSync: createSyncAction((asked) => sync().ask(asked)),
    }),
    retry: {
      scheduleMs: config.webhooks.retrySchedule,
      retryAttempts: config.webhooks.retryAttempts,
      jitter: config.webhooks.jitter,
    },
    // What an earlier process left would otherwise be worked off before the site's own `bootstrap` has run.
    isReady: () => strapi.isLoaded,
    concurrency: config.queue.concurrency,
    whenQuiet: getService(strapi, 'requestTraffic').whenQuiet,
    now,
    random: Math.random,
    log,
  });
  const wake = () => worker.wake();

  const counter = createSourceCounter({ store: statistics, log, now });
  const writer = createReceiptWriter({ store: receiptStore, counter, wake });
  const refusals = createRefusals({
    store: receiptStore,
    counter,
    prune: eventStore.pruneRefused,
    log,
    now,
  });
  const receiver = createReceiver({
    registry,
    providers,
    acceptedSecrets,
    rateLimits: createRateLimits(),
    writer,
    refusals,
    bodies: createBodiesInHand(config.webhooks.payloadLimit),
    hasActions: (source, eventType) => actionsFor(source, eventType).length > 0,
    addressOf,
    payloadLimit: config.webhooks.payloadLimit,
    bodyDeadlineMs: config.webhooks.bodyTimeout,
    log,
    now,
  });

  const overview = createSourceOverview({
    sources,
    events: eventStore,
    activity: createSourceActivityStore(strapi),
    statistics,
    findWithEvents: eventLog.keysWithRows,
    now,
  });
  const runs = createEventRuns({
    strapi,
    queue: engine,
    store: runStore,
    events: eventStore,
    sources,
    wake,
    now,
    log,
  });
  const retention = createEventRetention({
    strapi,
    events: eventStore,
    results,
    statistics,
    runs: runStore,
    retentionMs: config.webhooks.eventRetention,
    now,
    log,
  });
  const upkeep = createUpkeep({
    tasks: {
      'taking up unfinished runs': runs.resume,
      'ending events of deleted sources': overview.cancelOrphans,
    },
    log,
  });

  return {
    receive: receiver.receive,

    /** Runs a handler of the site's code for events; see `Handlers.on`. Call it in `bootstrap` of `src/index.ts`. */
    on: handlers.on,

    /** What the panel does with sources. None of it shows a secret. */
    sources: {
      find: overview.findOne,
      findAll: overview.findAll,
      create: sources.create,
      update: sources.update,
      delete: overview.delete,
      impact: overview.impact,
      statistics: overview.statistics,
      replaceSecret: sources.replaceSecret,
    },
    events: createEvents({
      queue: engine,
      log: eventLog,
      store: eventStore,
      results,
      sources,
      findDeliveries: (messageIds) => outgoing().deliveries.findByMessages(messageIds),
      findRuns: (ids) => sync().runs.findByIds(ids),
      async explain(row) {
        const source = (await registry.findAll()).find(({ id }) => id === row.sourceId);
        const webhook = source && providers.find(source.provider)?.webhook;
        return webhook ? explainStored(row, webhook, log) : UNREAD_EVENT;
      },
      wake,
      now,
    }),
    runs,
    mappings: createMappingPreview({
      sources,
      events: eventStore,
      providers,
      model,
      findDocument,
    }),
    tryOut: createConsole({
      sources,
      providers,
      acceptedSecrets,
      actionIds: (source, eventType) => actionsFor(source, eventType).map(({ id }) => id),
      addressOf,
      log,
      now,
    }),
    status: () => getService(strapi, 'connections').systemStatus(),
    retention,
    upkeep,

    providers: () =>
      providers
        .list()
        .flatMap((provider) => describeProvider(provider, handlers.hasAnyOf(provider.id)) ?? []),

    contentTypes: model.types,

    /** The languages of the site; none where its plugin for them is off. */
    locales: model.languages,

    /** On an instance with workers, runs actions. Requests are taken in from the first one on. */
    async start(): Promise<void> {
      getService(strapi, 'connections').registerSecretStore({
        name: SOURCE_UID,
        count: sourceStore.countCiphertexts,
        listBatch: sourceStore.listCiphertexts,
        replace: sourceStore.replaceCiphertext,
      });
      if (!config.workers) return;
      // One process alone uses a SQLite file, so a dead owner's leases need not run out first.
      if (strapi.db.dialect.client === 'sqlite') {
        await engine.reclaim((other) => isDeadPredecessor(other, owner, isProcessAlive));
      }
      await locks.prepare();
      worker.start();
      await runs.resume();
      upkeep.start();
    },

    async stop(): Promise<void> {
      await upkeep.stop();
      await runs.stop();
      await retention.stop();
      await writer.settled();
      await refusals.stop();
      await counter.stop();
      await worker.stop();
    },
  };
}

export type IncomingService = ReturnType<typeof incomingService>;
