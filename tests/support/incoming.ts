import { createHmac } from 'node:crypto';

import type {
  ActionInput,
  Api,
  EventDetail,
  Source,
  SourceInput,
  UpsertAction,
} from '../../server/src/incoming/contracts';
import type { IncomingService } from '../../server/src/incoming/incoming-service';
import { eventually } from './outgoing';
import type { RunningStrapi } from './strapi';
import type { RequestParts } from './webhook-request';

export const INCOMING = '/integration-builder/incoming';
/** What a source of the tests is signed with. */
export const SECRET = 'secret-of-the-tests-0123456789';

/** The service that a site's own code uses. */
export function incomingOf({ strapi }: Pick<RunningStrapi, 'strapi'>): IncomingService {
  return strapi.plugin('integration-builder').service('incoming');
}

let count = 0;

/** A source of a service that signs with a keyed hash; give what the test is about. */
export function aSource(input: Partial<SourceInput> = {}): SourceInput {
  count += 1;
  return {
    name: `Source ${count}`,
    slug: `source-${count}`,
    provider: 'generic-hmac',
    settings: { header: 'x-signature', idPath: 'id', typePath: 'type' },
    secret: SECRET,
    rateLimit: 100_000,
    ...input,
  };
}

/** Creates a source over the admin API. */
export async function createSource(
  running: RunningStrapi,
  input: Partial<SourceInput> = {},
): Promise<Source> {
  const response = await running.http.post(`${INCOMING}/sources`).send(aSource(input));
  if (response.status !== 201) throw new Error(`${response.status}: ${response.text}`);
  return (response.body as Api['POST /sources']['response']).data;
}

export interface Post {
  /** A value that is sent as JSON, or the exact body. */
  body: unknown;
  headers?: Record<string, string>;
  /** Null sends none. */
  signature?: string | null;
  secret?: string;
  search?: string;
}

/** The signature that a source of `aSource` expects. */
export function signatureOf(body: string | Buffer, secret = SECRET): string {
  return createHmac('sha256', secret).update(body).digest('hex');
}

/** Posts to a source as its service would. */
export async function post(
  url: string,
  slug: string,
  { body, headers = {}, signature, secret = SECRET, search = '' }: Post,
): Promise<{ status: number; text: string; headers: Headers }> {
  const bytes = Buffer.isBuffer(body) || typeof body === 'string' ? body : JSON.stringify(body);
  const signed = signature === undefined ? signatureOf(bytes, secret) : signature;
  const response = await fetch(`${url}/api/integration-builder/in/${slug}${search}`, {
    method: 'POST',
    body: bytes as BodyInit,
    headers: {
      'content-type': 'application/json',
      ...(signed !== null && { 'x-signature': signed }),
      ...headers,
    },
  });
  return { status: response.status, text: await response.text(), headers: response.headers };
}

/** The whole of an event. */
export async function eventOf(running: RunningStrapi, id: number): Promise<EventDetail> {
  const { body } = await running.http.get(`${INCOMING}/events/${id}`).expect(200);
  return (body as { data: EventDetail }).data;
}

/** The events of a source, the newest first. */
export async function eventsOf(running: RunningStrapi, sourceId: number, query = '') {
  const { body } = await running.http
    .get(`${INCOMING}/events?sourceId=${sourceId}${query}`)
    .expect(200);
  return (body as Api['GET /events']['response']).data;
}

/** Removes every source, so that a test begins with none. */
export async function deleteAllSources(running: RunningStrapi): Promise<void> {
  const { sources } = incomingOf(running);
  for (const { id } of await sources.findAll()) await sources.delete(id);
}

const THROUGH = ['succeeded', 'failed', 'cancelled', 'quarantined'];

/**
 * Waits until what has to be done about an event, found by the service's id, is through. It looks into the table: while
 * requests are answered, the worker gives way to them.
 */
export async function settledEvent(
  running: RunningStrapi,
  sourceId: number,
  eventId: string,
): Promise<EventDetail> {
  const [id = 0] = await settledEvents(running, sourceId, [eventId]);
  return eventOf(running, id);
}

/** The same for several. Returns their ids, in the order of the service's. */
export async function settledEvents(
  running: RunningStrapi,
  sourceId: number,
  eventIds: string[],
): Promise<number[]> {
  const rows = await eventually(
    async () => {
      const found: { id: number; event_id: string }[] = await eventsTable(running)
        .where({ source_id: sourceId })
        .whereIn('event_id', eventIds)
        .whereIn('state', THROUGH);
      return found.length >= eventIds.length && found;
    },
    { timeoutMs: 20_000, what: `the end of ${eventIds.join(', ')}` },
  );
  return eventIds.flatMap((eventId) => rows.find((row) => row.event_id === eventId)?.id ?? []);
}

let eventCount = 0;

/** Posts an event that the source has to accept, under an id of its own. Returns the id. */
export async function accepted(
  running: RunningStrapi,
  { slug }: Pick<Source, 'slug'>,
  body: Record<string, unknown> & { id?: string } = {},
): Promise<string> {
  eventCount += 1;
  const id = `event-${eventCount}`;
  const answer = await post(running.url, slug, { body: { id, type: 'note.saved', ...body } });
  if (answer.status !== 200) throw new Error(`${answer.status}: ${answer.text}`);
  return body.id ?? id;
}

/** Posts an event and waits until what has to be done about it is through. */
export async function worked(
  running: RunningStrapi,
  source: Pick<Source, 'id' | 'slug'>,
  body: Record<string, unknown> & { id?: string } = {},
): Promise<EventDetail> {
  return settledEvent(running, source.id, await accepted(running, source, body));
}

/** The action that keeps notes: found by `number`, `text` mapped. Give what the test is about. */
export function aNoteUpsert(action: Partial<UpsertAction> = {}): ActionInput & UpsertAction {
  return {
    id: 'upsert',
    kind: 'upsert',
    eventTypes: ['*'],
    contentType: 'api::note.note',
    match: { field: 'number', path: 'data.number' },
    mapping: [{ field: 'text', from: { path: 'data.text' } }],
    ...action,
  };
}

/** The rows behind the log, for what takes hours on a real site. */
export const eventsTable = ({ strapi }: RunningStrapi) => strapi.db.connection('ib_webhook_events');

/** Forgets every event and what belongs to it. */
export async function emptyEventLog({ strapi }: RunningStrapi): Promise<void> {
  for (const table of ['events', 'action_results', 'event_runs', 'source_statistics']) {
    await strapi.db.connection(`ib_webhook_${table}`).delete();
  }
}

/** Where a source takes events, on this very instance. */
export const receivingPath = (slug: string) => `/api/integration-builder/in/${slug}`;

/** Bytes with what a source of `aSource` expects beside them, to be sent by `postWebhook`. */
export function signedParts(
  body: string | Buffer,
  headers: Record<string, string> = {},
): RequestParts {
  return {
    body,
    headers: { 'content-type': 'application/json', 'x-signature': signatureOf(body), ...headers },
  };
}
