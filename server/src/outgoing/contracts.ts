/**
 * Request and response types of the admin API of outgoing webhooks, mounted at `/integration-builder/outgoing`.
 * Points in time are ISO 8601 strings, durations milliseconds. Every response body is `{ data, meta? }`; every error
 * body is Strapi's, with a stable `error.details.code`. The panel imports these as types only.
 */
import type { SystemStatus } from '../connections/contracts';
import type { KeysetMeta } from '../keyset-meta';

export type { KeysetMeta };

export type DeliveryState =
  'pending' | 'running' | 'succeeded' | 'failed' | 'cancelled' | 'quarantined';
export type DeliveryTrigger =
  'event' | 'send' | 'test' | 'example' | 'resend' | 'recover' | 'replay';
export type PayloadMode = 'full' | 'thin';
export type SignatureKind = 'v1' | 'v1a';
export type SignatureHeaders = 'webhook' | 'svix';
export type FilterOperator = 'equals' | 'in' | 'exists' | 'changed';
/** How far waiting deliveries are counted: nobody acts on a larger number, and counting it would take long. */
export type CountLimit = 10_000;

/** All conditions must hold. `field` is a dotted path into the entry, e.g. `author.name`. */
export interface FilterCondition {
  field: string;
  operator: FilterOperator;
  /** `equals`: a scalar; `in`: an array of scalars; `exists`: a boolean; `changed`: absent. */
  value?: unknown;
}

/** A header's value is write-only: the API says only that it is set. */
export interface EndpointHeader {
  name: string;
  isSet: true;
}

export interface Endpoint {
  id: number;
  documentId: string;
  description: string;
  url: string;
  eventTypes: string[];
  filter: FilterCondition[];
  payloadMode: PayloadMode;
  /** Content type uid → relations, media and components to include: `{ 'api::article.article': ['author'] }`. */
  populate: Record<string, string[]>;
  headers: EndpointHeader[];
  hasAuthorization: boolean;
  /** Deliveries a second; null is unlimited. */
  rateLimit: number | null;
  isOrdered: boolean;
  isActive: boolean;
  signatureKind: SignatureKind;
  signatureHeaders: SignatureHeaders;
  /** Public key (`whpk_…`) when `signatureKind` is `v1a`, else null. */
  publicKey: string | null;
  /** Secrets that sign now: the current one, and older ones until they expire. Never the secret itself. */
  secrets: { createdAt: string; expiresAt: string | null }[];
  disabledReason: 'gone' | 'failing' | null;
  disabledAt: string | null;
  /** Since when every delivery has failed; null while it works. */
  failingSince: string | null;
  createdAt: string;
  updatedAt: string;
}

/** A row of the list: the endpoint and how it has done in the last 24 hours. */
export interface EndpointListItem extends Endpoint {
  lastDelivery: {
    state: DeliveryState;
    at: string;
    statusCode: number | null;
    nextAttemptAt: string | null;
  } | null;
  last24h: { succeeded: number; failed: number; sparkline: number[] };
  /** Unfinished deliveries. From `CountLimit` on it means "at least so many". */
  pendingCount: number;
}

/** What create and update accept. Unknown fields are refused. On update an absent field keeps its value. */
export interface EndpointInput {
  /** At most 500 characters. */
  description?: string;
  /** `https://user:password@host/…` is accepted: the credentials move into an encrypted Authorization header. */
  url: string;
  eventTypes: string[];
  filter?: FilterCondition[];
  payloadMode?: PayloadMode;
  populate?: Record<string, string[]>;
  /** The whole list. `value` absent keeps the stored value of that name, unless the URL leads to another host. */
  headers?: { name: string; value?: string }[];
  rateLimit?: number | null;
  isOrdered?: boolean;
  isActive?: boolean;
  /** On update another kind makes a new secret at once, which takes the action `secret.reveal`. */
  signatureKind?: SignatureKind;
  signatureHeaders?: SignatureHeaders;
}

export interface Attempt {
  id: number;
  number: number;
  /** Where it went. */
  url: string;
  startedAt: string;
  durationMs: number;
  statusCode: number | null;
  outcome: 'succeeded' | 'failed';
  /** Stable code such as `timeout`, `address-refused`, `connection-refused`, `http-status`. */
  errorCode: string | null;
  /** One sentence for the editor: what happened and what to do. */
  errorMessage: string | null;
  requestHeaders: Record<string, string>;
  responseHeaders: Record<string, string>;
  /** At most 16 KiB of text; bytes that are no UTF-8 come as base64 with `responseBodyEncoding: 'base64'`. */
  responseBody: string;
  responseBodyEncoding: 'text' | 'base64';
  isResponseTruncated: boolean;
}

export interface DeliveryListItem {
  id: number;
  endpointId: number;
  /** The `webhook-id` of the message. */
  messageId: string;
  eventType: string;
  state: DeliveryState;
  trigger: DeliveryTrigger;
  attemptCount: number;
  lastStatusCode: number | null;
  lastError: string | null;
  durationMs: number | null;
  createdAt: string;
  /** When it ended; null while unfinished. */
  finishedAt: string | null;
  /** When the next try is due; null unless pending. */
  nextAttemptAt: string | null;
  entry: { contentType: string; documentId: string; locale: string | null } | null;
}

export interface DeliveryDetail extends DeliveryListItem {
  /** What the entry was called when the message was recorded; null where the body does not carry it. */
  entryTitle: string | null;
  /** Stable code of a `lastError` that kept it from being tried: `message-gone`, `missing-key`. */
  problemCode: string | null;
  /** Where the newest attempt went; before the first one, where it is to go. Empty where nobody knows any more. */
  url: string;
  /** The exact body that is sent. */
  payload: string;
  attempts: Attempt[];
  /** False for one that is turned off or deleted: nothing can be sent to it again. */
  isEndpointActive: boolean;
  /** What its cause carries: an incoming event that began it is found by it, as `evt_` and this. */
  traceId: string;
}

export interface DeliveryQuery {
  /** Without it, the deliveries to all endpoints, deleted ones too. */
  endpointId?: number;
  state?: DeliveryState;
  eventType?: string;
  /** A message id (`msg_…`) or the entry's documentId. */
  search?: string;
  from?: string;
  to?: string;
  cursor?: string;
  /** 1 to 100, default 25. */
  pageSize?: number;
}

export interface StatisticsPoint {
  at: string;
  succeeded: number;
  failed: number;
  latencyP50Ms: number | null;
  latencyP95Ms: number | null;
}

export interface Statistics {
  from: string;
  to: string;
  bucketMs: number;
  points: StatisticsPoint[];
  totals: {
    succeeded: number;
    failed: number;
    latencyP50Ms: number | null;
    latencyP95Ms: number | null;
    latencyP99Ms: number | null;
  };
}

/** A wide action (recover, replay) that goes on in the background; poll it for its progress. */
export interface Replay {
  id: number;
  endpointId: number;
  kind: 'recover' | 'replay';
  state: 'running' | 'finished' | 'cancelled';
  total: number;
  done: number;
  createdAt: string;
  finishedAt: string | null;
}

export interface EventTypeInfo {
  /** `entry.publish`, `media.create`, … or a type of the site's own. */
  name: string;
  /** Where it belongs in the tree of the form: a content type's uid, `media` or `plugin`. */
  group: string;
  groupLabel: string;
  description: string;
  /** JSON Schema 2020-12 of the payload. */
  schema: Record<string, unknown>;
  example: Record<string, unknown>;
}

export interface ContentTypeInfo {
  uid: string;
  kind: 'collectionType' | 'singleType';
  displayName: string;
  /** Event patterns that select this type: `entry.publish:api::article.article`. */
  actions: string[];
  /** What `populate` may name. */
  relations: string[];
  /** Fields a filter may name. */
  fields: string[];
}

/** The table of routes: `GET /integration-builder/outgoing/endpoints` and so on. */
export interface Api {
  'GET /endpoints': { response: { data: EndpointListItem[] } };
  'POST /endpoints': { body: EndpointInput; response: { data: Endpoint & { secret: string } } };
  'GET /endpoints/:id': { response: { data: EndpointListItem } };
  'PUT /endpoints/:id': { body: Partial<EndpointInput>; response: { data: Endpoint } };
  'DELETE /endpoints/:id': { response: { data: { id: number; cancelledCount: number } } };
  /**
   * How many unfinished deliveries a deletion would cancel, and turning it on would send; from `CountLimit` on, at least so
   * many.
   */
  'GET /endpoints/:id/impact': { response: { data: { pendingCount: number } } };
  'POST /endpoints/:id/secret/reveal': { response: { data: { secret: string } } };
  'POST /endpoints/:id/secret/rotate': {
    body: { overlapMs: number };
    response: { data: Endpoint & { secret: string } };
  };
  /** Sends `integration-builder.ping` and waits for the receiver's answer. */
  'POST /endpoints/:id/test': { response: { data: DeliveryDetail } };
  'POST /endpoints/:id/example': {
    body: { eventType: string };
    response: { data: DeliveryListItem };
  };
  'GET /endpoints/:id/statistics': {
    query: { from?: string; to?: string };
    response: { data: Statistics };
  };
  /** recover: failed since `from`. replay: everything in the range, delivered or not. */
  'POST /endpoints/:id/replays/preview': {
    body: { kind: 'recover' | 'replay'; from: string; to?: string };
    response: { data: { count: number } };
  };
  'POST /endpoints/:id/replays': {
    body: { kind: 'recover' | 'replay'; from: string; to?: string };
    response: { data: Replay };
  };
  /** The newest first, at most 10: a page that is opened again finds the one that still runs. */
  'GET /endpoints/:id/replays': { response: { data: Replay[] } };
  'GET /replays/:id': { response: { data: Replay } };
  'POST /replays/:id/cancel': { response: { data: Replay } };
  'GET /deliveries': {
    query: DeliveryQuery;
    response: { data: DeliveryListItem[]; meta: KeysetMeta };
  };
  'GET /deliveries/:id': { response: { data: DeliveryDetail } };
  'POST /deliveries/:id/resend': { response: { data: DeliveryListItem } };
  'GET /event-types': { response: { data: EventTypeInfo[] } };
  /** The catalogue as OpenAPI 3.1 with `webhooks`. */
  'GET /event-types/openapi': { response: Record<string, unknown> };
  'GET /content-types': { response: { data: ContentTypeInfo[] } };
  /** The body that an endpoint with these settings would send for an event type. */
  'POST /payload-preview': {
    body: { eventType: string; payloadMode: PayloadMode; populate?: Record<string, string[]> };
    response: { data: { payload: string } };
  };
  'GET /status': { response: { data: SystemStatus } };
}
