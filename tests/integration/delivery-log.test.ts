import type { Endpoint, Statistics } from '../../server/src/outgoing/contracts';
import { latencyBucketOf } from '../../server/src/outgoing/statistics/latency-histogram';
import { aNote, only } from '../support/builders';
import { everyDatabase } from '../support/databases';
import {
  deliveriesTable,
  deliveryLogOf,
  emptyLog,
  type DeliveryLog,
} from '../support/delivery-log';
import { createEndpoint, eventually, OUTGOING, outgoingOf, sendMany } from '../support/outgoing';
import type { Receiver } from '../support/receiver';
import { startSiteForSuite } from '../support/site-with-receiver';
import type { RunningStrapi } from '../support/strapi';

const NOTE = 'api::note.note';
const HOUR_MS = 60 * 60 * 1000;
const DAY_MS = 24 * HOUR_MS;
const iso = (at: number) => new Date(at).toISOString();

everyDatabase('the log of deliveries', (client) => {
  let running: RunningStrapi;
  let receiver: Receiver;
  let endpoint: Endpoint;
  let log: DeliveryLog;

  startSiteForSuite(
    { client, config: { webhooks: { retrySchedule: [100], jitter: 0 } } },
    (site) => {
      ({ running, receiver } = site);
    },
  );
  beforeEach(async () => {
    await emptyLog(running);
    endpoint = await createEndpoint(running, receiver.url());
    log = deliveryLogOf(running, endpoint.id);
  });

  describe('over all endpoints', () => {
    const pageOf = async (query: string) => {
      const { body } = await running.http.get(`${OUTGOING}/deliveries?${query}`).expect(200);
      return body as Awaited<ReturnType<DeliveryLog['page']>>;
    };
    const shown = async (query: string) =>
      (await pageOf(query)).data.map(({ endpointId, eventType }) => [endpointId, eventType]);

    it('shows what went to each of them, and to deleted ones, by every filter', async () => {
      const other = await createEndpoint(running, receiver.url('/other'));
      receiver.answer('/other', { status: 500 });
      const [paid = ''] = await sendMany(running, 1);
      await log.settled(1, 'succeeded');
      await deliveryLogOf(running, other.id).settled(1, 'failed');
      await outgoingOf(running).endpoints.delete(other.id);
      await sendMany(running, 1, 'order.lost');
      await log.settled(2, 'succeeded');

      const lost = [endpoint.id, 'order.lost'];
      const both = [
        [other.id, 'order.paid'],
        [endpoint.id, 'order.paid'],
      ];
      expect(await shown('')).toEqual([lost, ...both]);
      expect(await shown(`search=${paid}`)).toEqual(both);
      expect(await shown('eventType=order.paid')).toEqual(both);
      expect(await shown('state=failed')).toEqual([both[0]]);
      expect(await shown('state=failed&eventType=order.lost')).toEqual([]);
      expect(await shown(`from=${iso(Date.now() - HOUR_MS)}`)).toEqual([lost, ...both]);
      expect(await shown(`to=${iso(Date.now() - HOUR_MS)}`)).toEqual([]);
    });

    it('turns its pages without leaving out or repeating any', async () => {
      const other = await createEndpoint(running, receiver.url('/other'));
      await sendMany(running, 7);
      await log.settled(7, 'succeeded');
      await deliveryLogOf(running, other.id).settled(7, 'succeeded');
      for (const filter of ['', '&state=succeeded', '&eventType=order.paid']) {
        const ids: number[] = [];
        for (let cursor: string | null = ''; cursor !== null;) {
          const page = await pageOf(`pageSize=5${filter}${cursor && `&cursor=${cursor}`}`);
          ids.push(...page.data.map(({ id }) => id));
          cursor = page.meta.nextCursor;
        }
        expect(ids).toEqual([...ids].sort((a, b) => b - a));
        expect(new Set(ids).size).toBe(14);
      }
    });
  });

  describe('its list', () => {
    it('is narrowed by endpoint, state, event, time, message and entry', async () => {
      const other = await createEndpoint(running, receiver.url('/other'), {
        eventTypes: ['order.paid'],
      });
      receiver.answer('/', ({ body }) => ({
        status: body.toString().includes('order.lost') ? 500 : 200,
      }));
      const { documentId } = await running.strapi.documents(NOTE).create({ data: aNote() });
      const [paid = ''] = await sendMany(running, 1);
      await sendMany(running, 1, 'order.lost');
      await log.settled(1, 'failed');
      await log.settled(2, 'succeeded');

      const types = async (query: Record<string, string | number>) =>
        (await log.page(query)).data.map(({ eventType }) => eventType);
      expect(await types({})).toEqual(['order.lost', 'order.paid', 'entry.create']);
      expect(await types({ endpointId: other.id })).toEqual(['order.paid']);
      expect(await types({ state: 'failed' })).toEqual(['order.lost']);
      expect(await types({ eventType: 'entry.create' })).toEqual(['entry.create']);
      expect(await types({ eventType: 'order.lost', state: 'succeeded' })).toEqual([]);
      expect(await types({ search: paid })).toEqual(['order.paid']);
      expect(await types({ search: documentId })).toEqual(['entry.create']);
      expect(await types({ search: 'nothing' })).toEqual([]);

      const [, second] = (await log.page()).data;
      const at = second?.createdAt ?? '';
      expect(await types({ from: at, to: at })).toContain('order.paid');
      expect(await types({ to: iso(Date.parse(at) - HOUR_MS) })).toEqual([]);
      expect(await types({ from: iso(Date.parse(at) + HOUR_MS) })).toEqual([]);

      const [created] = (await log.page({ search: documentId })).data;
      expect(created?.entry).toEqual({ contentType: NOTE, documentId, locale: null });
      const { entryTitle, payload } = await log.detail(created?.id ?? 0);
      expect(entryTitle).toBe(JSON.parse(payload).data.entry.text);
    });

    it('finds a range of times whatever the distance of the times', async () => {
      await sendMany(running, 5);
      const rows = await log.settled(5, 'succeeded');
      const now = Date.now();
      // The newest was made 10 hours ago, the oldest 50.
      for (const [index, { id }] of rows.entries()) {
        await deliveriesTable(running)
          .where({ id })
          .update({ created_at: now - (index + 1) * 10 * HOUR_MS });
      }
      const ids = async (from: number, to: number) =>
        (await log.page({ from: iso(now - from * HOUR_MS), to: iso(now - to * HOUR_MS) })).data.map(
          ({ id }) => rows.findIndex((row) => row.id === id),
        );
      expect(await ids(35, 15)).toEqual([1, 2]);
      expect(await ids(60, 0)).toEqual([0, 1, 2, 3, 4]);
      expect(await ids(60, 45)).toEqual([4]);
      expect(await ids(39, 31)).toEqual([]);
    });

    it('is paged without gaps and repeats while deliveries come and change', async () => {
      const sent = await sendMany(running, 60);
      let isOver = false;
      const writing = (async () => {
        while (!isOver) {
          await sendMany(running, 1, 'order.late');
          // SQLite answers at once: without a break the loop would leave nobody else a turn.
          await new Promise((resolve) => setTimeout(resolve, 2));
        }
      })();
      const seen: string[] = [];
      try {
        let cursor: string | null = null;
        do {
          const { data, meta }: Awaited<ReturnType<typeof log.page>> = await log.page({
            pageSize: 7,
            ...(cursor && { cursor }),
          });
          seen.push(...data.map(({ messageId }) => messageId));
          cursor = meta.nextCursor;
        } while (cursor);
      } finally {
        isOver = true;
        await writing;
      }

      expect(new Set(seen).size).toBe(seen.length);
      expect(seen.filter((id) => sent.includes(id))).toEqual([...sent].reverse());
    });

    it('pages through more of an entry than a query could name messages', async () => {
      const { documentId } = await running.strapi.documents(NOTE).create({ data: aNote() });
      for (let n = 0; n < 12; n += 1) {
        await running.strapi.documents(NOTE).update({ documentId, data: only({ number: n }) });
      }
      const first = await log.page({ search: documentId, pageSize: 10 });
      const second = await log.page({
        search: documentId,
        pageSize: 10,
        cursor: first.meta.nextCursor ?? '',
      });
      expect([first.data.length, second.data.length]).toEqual([10, 3]);
      expect(second.meta.nextCursor).toBeNull();
    });

    it.each([
      'endpointId=x',
      'endpointId=2147483648',
      'endpointId=1&state=lost',
      'endpointId=1&from=yesterday',
      'endpointId=1&cursor=-1',
      'endpointId=1&pageSize=101',
      'endpointId=1&search[$ne]=x',
      'endpointId=1&state=failed&state=pending',
      'endpointId=1&unknown=1',
    ])('refuses the query "%s"', async (query) => {
      const { status, body } = await running.http.get(`${OUTGOING}/deliveries?${query}`);
      expect(status).toBe(400);
      expect(body.error.details.code).toBe('invalid-input');
    });
  });

  describe('its detail', () => {
    it('shows every attempt with request, answer and duration', async () => {
      let count = 0;
      receiver.answer('/', () =>
        (count += 1) === 1
          ? { status: 503, headers: { 'x-reason': 'busy' }, body: 'not now' }
          : { status: 200, body: 'thanks' },
      );
      const [messageId] = await sendMany(running, 1);
      const [row] = await log.settled(1, 'succeeded');
      const found = await log.detail(row?.id ?? 0);
      expect(found).toMatchObject({
        endpointId: endpoint.id,
        messageId,
        eventType: 'order.paid',
        state: 'succeeded',
        trigger: 'send',
        attemptCount: 2,
        lastStatusCode: 200,
        lastError: null,
        nextAttemptAt: null,
        entry: null,
        url: receiver.url(),
        payload: receiver.requests[0]?.body.toString(),
      });
      expect(found.attempts).toMatchObject([
        {
          number: 1,
          outcome: 'failed',
          statusCode: 503,
          errorCode: 'http-status',
          responseBody: 'not now',
          responseHeaders: { 'x-reason': 'busy' },
          requestHeaders: { 'webhook-id': messageId },
        },
        { number: 2, outcome: 'succeeded', statusCode: 200, responseBody: 'thanks' },
      ]);
      expect(found.attempts.every(({ durationMs }) => durationMs >= 0)).toBe(true);
      expect(Date.parse(found.finishedAt ?? '')).toBeGreaterThanOrEqual(
        Date.parse(found.createdAt),
      );
    });

    it('keeps an answer that is no text as base64', async () => {
      receiver.answer('/', { status: 200, body: Buffer.from([0xff, 0x00, 0xfe]) });
      await sendMany(running, 1);
      const [row] = await log.settled(1, 'succeeded');
      const { attempts } = await log.detail(row?.id ?? 0);
      expect(attempts[0]).toMatchObject({
        responseBody: Buffer.from([0xff, 0x00, 0xfe]).toString('base64'),
        responseBodyEncoding: 'base64',
      });
    });

    it('answers 404 for a delivery that is not there', async () => {
      const { status, body } = await running.http.get(`${OUTGOING}/deliveries/2147483647`);
      expect([status, body.error.details.code]).toEqual([404, 'delivery-not-found']);
    });
  });

  it('is narrowed by state and event at once, however many are in that state', async () => {
    const ids = await log.insertFinished(10_100);
    const table = () => running.strapi.db.connection('ib_webhook_deliveries');
    const newest = ids.slice(-20);
    await table().whereIn('id', newest.slice(10)).update({ state: 'failed' });
    await table().whereIn('id', newest.slice(0, 10)).update({ event_type: 'order.lost' });
    const shown = async (query: string) => {
      const { body } = await running.http.get(`${OUTGOING}/deliveries?${query}`).expect(200);
      return (body.data as { id: number }[]).map(({ id }) => id);
    };
    // The newest first. Of all endpoints, and of one.
    for (const whose of ['', `&endpointId=${endpoint.id}`]) {
      const many = await shown(`state=succeeded&eventType=order.paid&pageSize=5${whose}`);
      expect(many).toEqual(ids.slice(-25, -20).reverse());
      const few = await shown(`state=failed&eventType=order.paid&pageSize=5${whose}`);
      expect(few).toEqual(newest.slice(-5).reverse());
      expect(await shown(`state=succeeded&eventType=order.lost${whose}`)).toEqual(
        newest.slice(0, 10).reverse(),
      );
      expect(await shown(`state=failed&eventType=order.lost${whose}`)).toEqual([]);
    }
  });

  // PostgreSQL knows by itself how rare each is.
  if (client !== 'postgres') {
    describe('an endpoint’s rows of a state and an event', () => {
      const TABLE = 'ib_webhook_deliveries';
      /** By which index each endpoint's rows are found, in the order of the endpoints. */
      async function indexesRead(query: string): Promise<string[]> {
        const { connection } = running.strapi.db;
        const looks: { sql: string; bindings: unknown[] }[] = [];
        const note = (look: (typeof looks)[number]) => looks.push(look);
        connection.on('query', note);
        await running.http.get(`${OUTGOING}/deliveries?${query}`).expect(200);
        connection.off('query', note);
        const { sql = '', bindings = [] } =
          looks.find((look) => /select .id. from .*order by .id. desc/.test(look.sql)) ?? {};
        const explain = client === 'sqlite' ? 'EXPLAIN QUERY PLAN' : 'EXPLAIN';
        const answer = await connection.raw(`${explain} ${sql}`, bindings as string[]);
        if (client === 'sqlite') {
          return (answer as { detail: string }[]).flatMap(
            ({ detail }) => /SEARCH \w+ USING (?:COVERING )?INDEX (\w+)/.exec(detail)?.[1] ?? [],
          );
        }
        const [steps] = answer as [{ table: string; key: string }[]];
        return steps.flatMap(({ table, key }) => (table === TABLE ? [key] : []));
      }
      async function insert(endpointId: number, rows: [count: number, row: object][]) {
        const { id: _id, ...first } = await deliveriesTable(running).first();
        for (const [count, row] of rows) {
          const copies = Array.from({ length: count }, () => ({
            ...first,
            ...row,
            endpoint_id: endpointId,
          }));
          await running.strapi.db.connection.batchInsert(TABLE, copies, 50);
        }
      }
      const lost = (count: number): [number, object] => [count, { event_type: 'order.lost' }];
      const failed = (count: number): [number, object] => [count, { state: 'failed' }];
      beforeEach(async () => {
        await sendMany(running, 1);
        await log.settled(1, 'succeeded');
      });

      it('are read by whichever is rarer there', async () => {
        await insert(endpoint.id, [failed(5), lost(200)]);
        await insert(endpoint.id + 1, [failed(200), lost(5)]);
        await insert(endpoint.id + 2, [lost(200)]);
        expect(await indexesRead('state=failed&eventType=order.lost')).toEqual([
          'ib_deliveries_log',
          'ib_deliveries_event',
          'ib_deliveries_log',
        ]);
      });
    });
  }

  describe('statistics', () => {
    it('count attempts and give percentiles of the successful ones', async () => {
      receiver.answer('/', ({ body }) =>
        body.toString().includes('slow') ? { status: 200, delayMs: 300 } : { status: 200 },
      );
      await sendMany(running, 9);
      await sendMany(running, 1, 'order.slow');
      const succeeded = await log.settled(10, 'succeeded');
      const durations = succeeded.map(({ durationMs }) => durationMs ?? 0).sort((a, b) => a - b);
      receiver.answer('/', { status: 500 });
      await sendMany(running, 1);
      await log.settled(1, 'failed');

      const { body } = await running.http
        .get(`${OUTGOING}/endpoints/${endpoint.id}/statistics`)
        .expect(200);
      const { totals, points, bucketMs } = body.data as Statistics;
      // The failed delivery was tried twice.
      expect(totals).toMatchObject({ succeeded: 10, failed: 2 });
      // Kept in buckets, so they are as good as these. How long an attempt takes depends on the machine.
      const [, , , , fifth = 0] = durations;
      const slowest = durations.at(-1) ?? 0;
      expect(slowest).toBeGreaterThanOrEqual(300);
      expect(latencyBucketOf(totals.latencyP50Ms ?? 0)).toBe(latencyBucketOf(fifth));
      expect(latencyBucketOf(totals.latencyP99Ms ?? 0)).toBe(latencyBucketOf(slowest));
      const sum = points.reduce((all, point) => all + point.succeeded + point.failed, 0);
      expect(sum).toBe(12);
      expect(points.length).toBeLessThanOrEqual(50);
      const gaps = points
        .slice(1)
        .map((point, i) => Date.parse(point.at) - Date.parse(points[i]?.at ?? ''));
      expect(new Set(gaps)).toEqual(new Set([bucketMs]));

      const [item] = (await running.http.get(`${OUTGOING}/endpoints`)).body.data;
      expect(item.last24h).toMatchObject({ succeeded: 10, failed: 2 });
      expect(item.lastDelivery).toMatchObject({ state: 'failed', statusCode: 500 });
    });

    it('show the newest delivery that fails and waits, not an older one that arrived', async () => {
      await sendMany(running, 1);
      await log.settled(1, 'succeeded');
      receiver.answer('/', { status: 503, headers: { 'retry-after': '3600' } });
      await sendMany(running, 1);
      await log.waitingAfterOneTry();
      const [item] = await eventually(async () => {
        const { data } = (await running.http.get(`${OUTGOING}/endpoints`)).body;
        return data[0].lastDelivery.state === 'pending' && data;
      });
      expect(item.lastDelivery).toMatchObject({
        state: 'pending',
        statusCode: 503,
        nextAttemptAt: expect.any(String),
      });
    });

    it('span any range with a bounded number of points', async () => {
      const path = `${OUTGOING}/endpoints/${endpoint.id}/statistics`;
      for (const from of [iso(0), iso(Date.now() - 60_000), iso(Date.now() - 30 * DAY_MS)]) {
        const { body } = await running.http.get(`${path}?from=${from}`).expect(200);
        expect(body.data.points.length).toBeGreaterThan(0);
        expect(body.data.points.length).toBeLessThanOrEqual(50);
      }
      const wrong = await running.http.get(`${path}?from=${iso(DAY_MS)}&to=${iso(0)}`);
      expect([wrong.status, wrong.body.error.details.errors[0].path]).toEqual([400, ['to']]);
    });
  });
});
