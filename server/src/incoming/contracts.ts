/**
 * Request and response types of the admin API of incoming webhooks, mounted at `/integration-builder/incoming`.
 * Points in time are ISO 8601 strings, durations milliseconds. Every response body is `{ data, meta? }`; every error
 * body is Strapi's, with a stable `error.details.code`. The panel imports these as types only.
 */
import type { SystemStatus } from '../connections/contracts';
import type { MappableContentType, MappableField } from '../content/contracts';
import type { KeysetMeta } from '../keyset-meta';
import type { VerificationProblem, VerificationStep } from '../providers/provider';
import type { RunState } from '../sync/contracts';

/**
 * `pending` waits for its actions (or for their next try), `running` has them under way, `succeeded` is through, `failed`
 * has an action that is not tried again, `cancelled` was discarded, or its source deleted, `quarantined` ended its process
 * on three trials, `refused` was not genuine or could not be read.
 */
export type EventState =
  'pending' | 'running' | 'succeeded' | 'failed' | 'cancelled' | 'quarantined' | 'refused';

/** Where a value of an entry comes from: a path into the payload, or always the same. */
export type MappedValue = { path: string } | { value: unknown };

/** Field of the content type → where its value comes from. */
export interface FieldMapping {
  field: string;
  from: MappedValue;
}

interface ActionBase {
  /** Unique within its source; the server gives one to an action without. */
  id: string;
  /** `*`, `invoice.*`, `invoice.paid`: the action runs for events of these types. */
  eventTypes: string[];
}

/** Creates or changes the entry whose `match.field` has the value at `match.path`. */
export interface UpsertAction extends ActionBase {
  kind: 'upsert';
  contentType: string;
  match: { field: string; path: string };
  mapping: FieldMapping[];
  locale?: string | null;
  /** For types with drafts. */
  status?: 'draft' | 'published';
}

/** Publishes, unpublishes or deletes the entry whose `match.field` has the value at `match.path`, if there is one. */
export interface EntryAction extends ActionBase {
  kind: 'publish' | 'unpublish' | 'delete';
  contentType: string;
  match: { field: string; path: string };
  locale?: string | null;
}

/** Runs what the site's code registered by `service('incoming').on(…)`. */
export interface HandlerAction extends ActionBase {
  kind: 'handler';
}

/** Sends the event on to the endpoints of outgoing webhooks, under the same trace id. */
export interface ForwardAction extends ActionBase {
  kind: 'forward';
  /** Type of the outgoing message; `<slug>.<type of the event>` without it. */
  messageType?: string;
}

/** Begins a run of a sync job. */
export interface SyncAction extends ActionBase {
  kind: 'sync';
  jobId: number;
  /** Where the event has the id of the record that it is about, to look at that one alone; null for a run of the whole job. */
  recordPath?: string | null;
}

export type Action = UpsertAction | EntryAction | HandlerAction | ForwardAction | SyncAction;
export type ActionKind = Action['kind'];
/** An action of a form: the server gives the id. */
export type ActionInput = Action extends infer Each
  ? Each extends Action
    ? Omit<Each, 'id'> & { id?: string }
    : never
  : never;

/** A service that can be chosen for a source. */
export interface ProviderInfo {
  id: string;
  name: string;
  /** JSON Schema (2020-12) of what a source can be set up with besides its secret; null where there is nothing. */
  settingsSchema: Record<string, unknown> | null;
  /** Whether the site's code has registered handlers for this provider. */
  hasHandlers: boolean;
}

export interface Source {
  id: number;
  documentId: string;
  name: string;
  /** Last part of the address. */
  slug: string;
  /** Where the service has to post: `server.url` of the site, if that is set, and the path. */
  address: string;
  provider: string;
  /** Null where the provider is not registered any more. */
  providerName: string | null;
  /** Settings of the provider, by its `settingsSchema`. */
  settings: Record<string, unknown>;
  /** The address as the service knows it, where a proxy stands before Strapi; null to use `address`. */
  publicUrl: string | null;
  isActive: boolean;
  /** Events with actions wait for those before them. */
  isOrdered: boolean;
  /** Requests a second from one sender address. */
  rateLimit: number;
  /** In this order; an event without a matching one is only stored. */
  actions: Action[];
  /** Secrets that are accepted now: the current one, and older ones until they expire. Never the secret itself. */
  secrets: { createdAt: string; expiresAt: string | null }[];
  createdAt: string;
  updatedAt: string;
}

/** A row of the list: the source and how it has done in the last 24 hours. */
export interface SourceListItem extends Source {
  /** The newest event that was accepted. */
  lastEvent: { id: number; eventType: string | null; state: EventState; at: string } | null;
  lastRefusal: { id: number; at: string } | null;
  /** `repeated` were accepted before and had no second effect. `sparkline` counts accepted ones by the hour. */
  last24h: { accepted: number; repeated: number; refused: number; sparkline: number[] };
  /** Events whose actions are not through yet. From 10,000 on it means "at least so many". */
  pendingCount: number;
  /** Events whose actions failed for good. From 10,000 on it means "at least so many". */
  failedCount: number;
}

/** What create and update accept. Unknown fields are refused. On update an absent field keeps its value. */
export interface SourceInput {
  /** 1 to 100 characters. */
  name: string;
  /** 1 to 63 lower case letters, digits and hyphens; unique. */
  slug: string;
  provider: string;
  settings?: Record<string, unknown>;
  /** Write-only. On update it replaces the current one at once; see the route of the secret for an overlap. */
  secret?: string;
  publicUrl?: string | null;
  isActive?: boolean;
  isOrdered?: boolean;
  rateLimit?: number;
  actions?: ActionInput[];
}

export interface EventListItem {
  id: number;
  /** `evt_…` */
  uid: string;
  sourceId: number;
  /** The service's own id of the event. */
  eventId: string | null;
  eventType: string | null;
  state: EventState;
  /** How often the service has sent it once more. */
  repeatCount: number;
  /** Tries of its actions since it came in or was last run again. */
  attemptCount: number;
  /** One sentence: why its actions failed. */
  lastError: string | null;
  /** Why it was refused; null unless it was. */
  problem: VerificationProblem | null;
  /** Time that the actions took in the newest try. */
  durationMs: number | null;
  receivedAt: string;
  /** When it happened, as the service says. */
  occurredAt: string | null;
  finishedAt: string | null;
  nextAttemptAt: string | null;
}

/** What one action did in one try. */
export interface ActionResult {
  id: number;
  /** Of the action; `handlers` for handlers that run without being in the list. */
  actionId: string;
  kind: ActionKind;
  /** `skipped`: there was nothing to do, e.g. no entry to delete. */
  state: 'succeeded' | 'failed' | 'skipped';
  /** Tries since the event came in or was last run again. */
  attempt: number;
  /** How often the event had been replayed before. */
  replay: number;
  error: string | null;
  /** The entry that was touched. */
  entry: { contentType: string; documentId: string; locale: string | null } | null;
  /** `created`, `updated`, `published`, …; null where the action has no word for it. */
  effect: string | null;
  startedAt: string;
  durationMs: number;
  /** Ids (`msg_…`) of the outgoing messages that the action brought about. */
  messageIds: string[];
  /** The run of a sync job that the action has begun, or joined while it waited; null for other actions. */
  runId: number | null;
}

/** A run of a sync job that the event has begun. */
export interface BegunRun {
  id: number;
  state: RunState;
}

/** An outgoing delivery that the event brought about. */
export interface TracedDelivery {
  id: number;
  endpointId: number;
  messageId: string;
  eventType: string;
  state: string;
  createdAt: string;
}

export interface EventDetail extends EventListItem {
  /** How often it has been replayed. */
  replayCount: number;
  traceId: string;
  /** The address that was called, with its query. */
  url: string;
  /** In the order in which they came; credentials are masked. */
  headers: { name: string; value: string }[];
  /** The exact body, or, where a request held several events, this one as JSON. Of a refused one the first 16 KiB. */
  body: string;
  bodyEncoding: 'text' | 'base64';
  /** Of what was sent, in bytes. */
  bodySize: number;
  isBodyCut: boolean;
  /** Whether it was taken out of a request that held further events, or what the event does not need. */
  isPart: boolean;
  /** What actions read, where the body is not JSON as it stands but a form, for example; null for any other. */
  payload: unknown;
  /** Whether the service only tried the address out, so that nothing is to be done about it. */
  isHandshake: boolean;
  /** What was checked, up to the first check that failed. */
  verification: VerificationStep[];
  /** The oldest first. */
  results: ActionResult[];
  deliveries: TracedDelivery[];
  /** Those that are still kept. */
  runs: BegunRun[];
}

export interface EventQuery {
  /** Without it, the events of all sources. */
  sourceId?: number;
  state?: EventState;
  eventType?: string;
  /** `evt_…`, or the service's id of the event. */
  search?: string;
  from?: string;
  to?: string;
  cursor?: string;
  /** 1 to 100, default 25. */
  pageSize?: number;
}

/**
 * `recover`: of events that failed, the actions that are not done. `replay`: all actions of all events that have ended,
 * whatever became of them. `discard`: those that wait or failed.
 */
export type EventRunKind = 'recover' | 'replay' | 'discard';

/** A wide action that goes on in the background; poll it for its progress. */
export interface EventRun {
  id: number;
  sourceId: number;
  kind: EventRunKind;
  state: 'running' | 'finished' | 'cancelled';
  total: number;
  done: number;
  createdAt: string;
  finishedAt: string | null;
}

export interface EventRunInput {
  kind: EventRunKind;
  from: string;
  to?: string;
}

export interface SourceStatisticsPoint {
  at: string;
  accepted: number;
  repeated: number;
  refused: number;
}

/** What the console is given: a request as somebody has copied it from a log. */
export interface ConsoleInput {
  /** `Name: value` lines. */
  headers: string;
  body: string;
  /** The address that was called; the source's own without it. */
  url?: string;
  /** When it arrived; now without it. Of an old request the time would otherwise be what fails. */
  at?: string;
}

export interface ConsoleResult {
  isGenuine: boolean;
  /** Whether it is only with CR before each LF of the body, which a field of a browser takes away. */
  hasCrlf: boolean;
  steps: VerificationStep[];
  /** Whether the request only tries the address out, so that no action would run. */
  isHandshake: boolean;
  /** What would be stored; null where the request is not genuine. */
  events: { eventId: string | null; eventType: string | null; actionIds: string[] }[] | null;
}

/** What an upsert would do with an event, nothing of which is done. */
export interface MappingPreview {
  event: { id: number; eventType: string | null };
  payload: unknown;
  /** The value of the match key. */
  matchValue: unknown;
  /** The entry that has it; null where one would be created. */
  documentId: string | null;
  /** Field → value as it would be saved. */
  data: Record<string, unknown>;
  /** What keeps the action from working, a sentence each, with the field it is about. */
  problems: { field: string | null; message: string }[];
}

/** A type of event that has come in. */
export interface SeenEventType {
  name: string;
  /** The newest event of the type. */
  lastEventId: number;
}

export type {
  KeysetMeta,
  MappableContentType,
  MappableField,
  VerificationProblem,
  VerificationStep,
};

/** The table of routes: `GET /integration-builder/incoming/sources` and so on. */
export interface Api {
  'GET /status': { response: { data: SystemStatus } };
  'GET /providers': { response: { data: ProviderInfo[] } };
  'GET /content-types': { response: { data: MappableContentType[] } };
  /** Languages of the site; empty where Strapi's plugin for them is off. */
  'GET /locales': { response: { data: { code: string; name: string }[] } };

  'GET /sources': { response: { data: SourceListItem[] } };
  'POST /sources': { body: SourceInput; response: { data: Source } };
  'GET /sources/:id': { response: { data: SourceListItem } };
  'PUT /sources/:id': { body: Partial<SourceInput>; response: { data: Source } };
  /** Deletes the source. What waits for its actions is ended; its events stay in the log for the retention time. */
  'DELETE /sources/:id': { response: { data: { id: number; cancelledCount: number } } };
  /** How many unfinished events a deletion would end; from 10,000 on, at least so many. */
  'GET /sources/:id/impact': { response: { data: { pendingCount: number } } };
  /** Sets a new secret; the one before is accepted for `overlapMs` (0 to 7 days) more. */
  'POST /sources/:id/secret': {
    body: { secret: string; overlapMs: number };
    response: { data: Source };
  };
  'GET /sources/:id/event-types': { response: { data: SeenEventType[] } };
  'GET /sources/:id/statistics': {
    query: { from?: string; to?: string };
    response: {
      data: { from: string; to: string; bucketMs: number; points: SourceStatisticsPoint[] };
    };
  };
  /** Verifies a pasted request; nothing is stored. */
  'POST /sources/:id/console': { body: ConsoleInput; response: { data: ConsoleResult } };
  /** Without `eventId`, by the newest event that the action's patterns match. */
  'POST /sources/:id/mapping-preview': {
    body: { action: ActionInput; eventId?: number };
    /** Null where no event has come in yet. */
    response: { data: MappingPreview | null };
  };
  'POST /sources/:id/runs/preview': { body: EventRunInput; response: { data: { count: number } } };
  'POST /sources/:id/runs': { body: EventRunInput; response: { data: EventRun } };
  /** The newest first, at most 10. */
  'GET /sources/:id/runs': { response: { data: EventRun[] } };
  'GET /runs/:id': { response: { data: EventRun } };
  'POST /runs/:id/cancel': { response: { data: EventRun } };

  /** Types of the events that are kept, of all sources, in alphabetical order. */
  'GET /event-types': { response: { data: string[] } };
  'GET /events': { query: EventQuery; response: { data: EventListItem[]; meta: KeysetMeta } };
  'GET /events/:id': { response: { data: EventDetail } };
  /** Runs the actions of the source again, as they are now. */
  'POST /events/:id/replay': { response: { data: EventListItem } };
  /** Takes an event that waits or failed out of the work. */
  'POST /events/:id/discard': { response: { data: EventListItem } };
}
