import type {
  DeliveryDetail,
  DeliveryListItem,
  EndpointInput,
} from '../../server/src/outgoing/contracts';
import { createStatisticsStore } from '../../server/src/outgoing/statistics/statistics-store';
import { everyDatabase } from '../support/databases';
import { startTcpServer, startTlsServer } from '../support/loopback-server';
import {
  createEndpoint,
  eventually,
  OUTGOING,
  outgoingOf,
  sendMany,
  verified,
} from '../support/outgoing';
import type { Receiver } from '../support/receiver';
import type { Behaviour } from '../support/receiver-behaviour';
import { startSiteForSuite } from '../support/site-with-receiver';
import type { RunningStrapi } from '../support/strapi';

const TIMEOUT_MS = 1_000;
const SCHEDULED_MS = 2_000;
const DAY_MS = 24 * 60 * 60 * 1000;

everyDatabase('a receiver that misbehaves', (client) => {
  let running: RunningStrapi;
  let receiver: Receiver;

  startSiteForSuite(
    {
      client,
      config: {
        webhooks: {
          timeout: TIMEOUT_MS,
          retrySchedule: [SCHEDULED_MS],
          retryAttempts: 3,
          jitter: 0,
          disableAfter: 60_000,
        },
        queue: { concurrency: 64 },
      },
    },
    (site) => {
      ({ running, receiver } = site);
    },
  );

  const listenAt = (url: string, input: Partial<EndpointInput> = {}) =>
    createEndpoint(running, url, { eventTypes: ['*'], ...input });
  const send = (n = 0) => outgoingOf(running).send({ type: 'site.event', data: { n } });
  const deliveriesTo = async (endpointId: number): Promise<DeliveryListItem[]> =>
    (await outgoingOf(running).deliveries.findPage({ endpointId, pageSize: 100 })).data;
  const detailOf = (id: number): Promise<DeliveryDetail> =>
    outgoingOf(running).deliveries.findOne(id);
  /** Sends an event and waits until it was tried once. */
  async function firstTry(endpointId: number): Promise<DeliveryDetail> {
    await send();
    const tried = await eventually(async () => {
      const [delivery] = await deliveriesTo(endpointId);
      if (!delivery || delivery.state === 'running') return null;
      const detail = await detailOf(delivery.id);
      return detail.attempts.length > 0 ? detail : null;
    });
    return tried;
  }

  it.each<[string, Behaviour, string]>([
    ['never answers', { fault: 'hang' }, 'timeout'],
    ['sends its answer byte by byte', { fault: 'drip', intervalMs: 50 }, 'timeout'],
    ['sends headers without end', { fault: 'endless-headers' }, 'response-headers-too-large'],
    ['resets the connection', { fault: 'reset' }, 'connection-reset'],
    ['promises more than it sends', { fault: 'cut-off' }, 'connection-reset'],
    ['answers something that is not HTTP', { fault: 'garbage' }, 'protocol'],
  ])('that %s costs one attempt and is tried again', async (_name, behaviour, code) => {
    receiver.answer('/', behaviour);
    const { id } = await listenAt(receiver.url());
    const delivery = await firstTry(id);

    expect(delivery).toMatchObject({ state: 'pending', attemptCount: 1, lastStatusCode: null });
    expect(delivery.attempts).toEqual([
      expect.objectContaining({ outcome: 'failed', errorCode: code }),
    ]);
    expect(delivery.attempts[0]?.errorMessage).toMatch(/\w.*\./);
    expect(delivery.attempts[0]?.durationMs).toBeLessThan(TIMEOUT_MS + 500);
    expect(delivery.nextAttemptAt).not.toBeNull();
  });

  it('that sends a body without end has said 200 and is read no further than 16 KiB', async () => {
    receiver.answer('/', { fault: 'endless-body' });
    const { id } = await listenAt(receiver.url());
    const delivery = await firstTry(id);
    expect(delivery).toMatchObject({ state: 'succeeded', lastStatusCode: 200 });
    const [attempt] = delivery.attempts;
    expect(attempt?.isResponseTruncated).toBe(true);
    expect(attempt?.responseBody).toHaveLength(16 * 1024);
  });

  it('that breaks the TLS handshake off, or shows a certificate of its own, is told apart', async () => {
    const closing = await startTcpServer((socket) => socket.once('data', () => socket.destroy()));
    const selfSigned = await startTlsServer((socket) => socket.end());
    const broken = await listenAt(`https://127.0.0.1:${closing.port}/`);
    const untrusted = await listenAt(`https://127.0.0.1:${selfSigned.port}/`);

    const trial = async (id: number) => {
      const { body } = await running.http.post(`${OUTGOING}/endpoints/${id}/test`).expect(200);
      return (body as { data: DeliveryDetail }).data.attempts[0]?.errorCode;
    };
    expect(await trial(broken.id)).toMatch(/^(tls|connection-reset)$/);
    expect(await trial(untrusted.id)).toBe('tls');
    await closing.stop();
    await selfSigned.stop();
  });

  it.each([301, 302, 303, 307, 308])(
    'that redirects by %i, be it to a cloud’s metadata, is not followed',
    async (status) => {
      receiver.answer('/', {
        status,
        headers: { location: 'http://169.254.169.254/latest/meta-data/' },
      });
      receiver.answer('/here', { status, headers: { location: receiver.url('/elsewhere') } });
      const away = await listenAt(receiver.url());
      const near = await listenAt(receiver.url('/here'));
      for (const { id } of [away, near]) {
        const { body } = await running.http.post(`${OUTGOING}/endpoints/${id}/test`).expect(200);
        expect((body as { data: DeliveryDetail }).data.attempts[0]).toMatchObject({
          statusCode: status,
          errorCode: 'redirect',
        });
      }
      expect(receiver.requestsTo('/elsewhere')).toEqual([]);
    },
  );

  describe('and asks for time', () => {
    const waitOf = ({ nextAttemptAt }: DeliveryDetail) =>
      Date.parse(nextAttemptAt ?? '') - Date.now();

    it.each<[string, number, () => string, number, number]>([
      ['seconds', 429, () => '60', 58_000, 60_000],
      ['a date', 503, () => new Date(Date.now() + 90_000).toUTCString(), 86_000, 90_000],
      ['an absurd time', 503, () => '99999999999999', DAY_MS - 3_000, DAY_MS],
      ['less than the schedule', 429, () => '1', 0, SCHEDULED_MS],
      ['a time in the past', 503, () => 'Thu, 01 Jan 1970 00:00:00 GMT', 0, SCHEDULED_MS],
      ['nonsense', 503, () => '-5; DROP TABLE', 0, SCHEDULED_MS],
    ])('as %s gets it, within reason', async (_name, status, value, least, most) => {
      receiver.answer('/', { status, headers: { 'retry-after': value() } });
      const { id } = await listenAt(receiver.url());
      const delivery = await firstTry(id);
      expect(delivery).toMatchObject({ state: 'pending', lastStatusCode: status });
      expect(waitOf(delivery)).toBeGreaterThanOrEqual(least);
      expect(waitOf(delivery)).toBeLessThanOrEqual(most);
    });

    it('is not asked again before', async () => {
      let isBusy = true;
      receiver.answer('/', () =>
        isBusy ? { status: 503, headers: { 'retry-after': '3' } } : { status: 200 },
      );
      const { id } = await listenAt(receiver.url());
      await firstTry(id);
      isBusy = false;
      const [first, second] = await receiver.waitFor(2);
      expect((second?.receivedAt ?? 0) - (first?.receivedAt ?? 0)).toBeGreaterThan(2_900);
      expect(second?.headers['webhook-id']).toBe(first?.headers['webhook-id']);
    });
  });

  it('that is gone (410) is turned off, which the others are told, and keeps what waits', async () => {
    receiver.answer('/gone', { status: 410 });
    const gone = await listenAt(receiver.url('/gone'));
    const other = await listenAt(receiver.url('/other'), {
      eventTypes: ['integration-builder.endpoint.disabled'],
    });
    const delivery = await firstTry(gone.id);
    expect(delivery.state).toBe('failed');

    const [announcement] = await receiver.waitFor(1, { path: '/other' });
    expect(announcement && verified(announcement, other.secret)).toMatchObject({
      type: 'integration-builder.endpoint.disabled',
      data: { endpointId: gone.id, origin: receiver.url('').replace(/\/$/, ''), reason: 'gone' },
    });
    expect(String(announcement?.body)).not.toContain('/gone');
    expect(await outgoingOf(running).endpoints.find(gone.id)).toMatchObject({
      isActive: false,
      disabledReason: 'gone',
    });
    await send();
    expect(receiver.requestsTo('/gone')).toHaveLength(1);
  });

  describe('for long', () => {
    /** As if the failures had begun so long ago. */
    async function failingSince(endpointId: number, agoMs: number): Promise<void> {
      const since = Date.now() - agoMs;
      await running.strapi.db.query('plugin::integration-builder.webhook-endpoint').update({
        where: { id: endpointId },
        // With a new revision, by which a worker that already knows the endpoint reads it again.
        data: { revision: 2, failureStreak: { since, lastAt: Date.now() - 1_000, count: 9 } },
      });
    }

    it('is turned off after `disableAfter` without a single success', async () => {
      receiver.answer('/', { status: 500 });
      const { id } = await listenAt(receiver.url());
      await failingSince(id, 61_000);
      await firstTry(id);
      const endpoint = await eventually(async () => {
        const found = await outgoingOf(running).endpoints.find(id);
        return found.isActive ? null : found;
      });
      expect(endpoint.disabledReason).toBe('failing');
    });

    it('but not yet for so long stays on', async () => {
      receiver.answer('/', { status: 500 });
      const { id } = await listenAt(receiver.url());
      await failingSince(id, 50_000);
      await firstTry(id);
      expect(await outgoingOf(running).endpoints.find(id)).toMatchObject({ isActive: true });
    });

    it('but with a success at another instance, moments before they began, stays on', async () => {
      receiver.answer('/', { status: 500 });
      const { id } = await listenAt(receiver.url());
      await failingSince(id, 61_000);
      const success = { endpointId: id, isSuccess: true, durationMs: 5, at: Date.now() - 61_001 };
      const store = createStatisticsStore(running.strapi);
      await running.strapi.db.connection.transaction((trx) => store.add([success], trx));
      await firstTry(id);
      expect(await outgoingOf(running).endpoints.find(id)).toMatchObject({ isActive: true });
    });

    it('but with a success in between stays on, however often it fails', async () => {
      let requests = 0;
      receiver.answer('/', () => ({ status: (requests += 1) % 10 === 1 ? 200 : 500 }));
      const { id } = await listenAt(receiver.url());
      await failingSince(id, 3_600_000);
      await firstTry(id);
      for (let n = 0; n < 30; n += 1) await send(n);
      await receiver.waitFor(31);
      await eventually(async () =>
        (await deliveriesTo(id)).every(({ state }) => state !== 'running'),
      );
      expect(await outgoingOf(running).endpoints.find(id)).toMatchObject({ isActive: true });
    });
  });

  it('and hangs on every slot it can get slows no other at the same host, nor do twenty such with a backlog', async () => {
    const work = 150;
    receiver.answer('/good', { status: 200, delayMs: 250 });
    receiver.answer('/hanging', { fault: 'hang' });
    await listenAt(receiver.url('/good'), { eventTypes: ['site.event'] });

    const sendAtOnce = (count: number, type: string) =>
      running.strapi.db.transaction(() => sendMany(running, count, type));
    async function timeFor(count: number): Promise<number> {
      const before = receiver.requestsTo('/good').length;
      await sendAtOnce(count, 'site.event');
      const startedAt = performance.now();
      await receiver.waitFor(before + count, { path: '/good', timeoutMs: 30_000 });
      return performance.now() - startedAt;
    }
    await timeFor(40);
    const alone = Math.max(await timeFor(work), await timeFor(work));

    // With four slots each they would take all 64, and each that falls free again.
    for (let n = 0; n < 20; n += 1) {
      await listenAt(receiver.url('/hanging'), { eventTypes: ['site.backlog'] });
    }
    await sendAtOnce(70, 'site.backlog');
    await receiver.waitFor(20, { path: '/hanging' });
    const beside = Math.min(await timeFor(work), await timeFor(work));
    const tried = receiver.requestsTo('/hanging').length;
    // Of 1,400 that wait, so that they wanted slots to the end.
    expect(tried).toBeGreaterThan(40);
    expect(tried).toBeLessThan(1_000);
    // 90 % of the pace, and a margin for a machine that does other things as well.
    expect(beside).toBeLessThan(alone / 0.9 + 1_000);
  }, 120_000);
});
